"""A headless Chromium for the tests; they skip, loudly, where there is none."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip


@contextmanager
def open_browser(folder: Path) -> Iterator[webdriver.Chrome]:
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("NO BROWSER TESTS: install chromium and chromium-driver (apt-get install chromium chromium-driver)")
    options = Options()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        chrome = webdriver.Chrome(options=options, service=Service(driver))
        try:
            chrome.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
            yield chrome
        finally:
            chrome.quit()


def resize(chrome: webdriver.Chrome, width: int, height: int = 900) -> None:
    """Set the size of the page itself; a window cannot be narrower than 500 pixels."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def seconds_to_load(chrome: webdriver.Chrome, page: Path) -> tuple[float, float]:
    """Seconds until a page in a tab of its own has loaded and answers: of its thread, and of the clock.

    The thread's time is what the page costs, however busy the machine is; a new tab begins to count at nothing.
    """
    old = chrome.current_window_handle
    chrome.switch_to.new_window("tab")
    chrome.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    chrome.get(page.as_uri())
    clock = chrome.execute_script("return performance.getEntriesByType('navigation')[0].domInteractive / 1000")
    chrome.execute_script("document.querySelector('main thead button').click()")
    metrics = chrome.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    chrome.close()
    chrome.switch_to.window(old)
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")), float(clock)
