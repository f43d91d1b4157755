"""Take the pictures of the README and the docs: the reports of a workspace, in headless Chromium.

python bench/screenshots.py WORKSPACE/reports OUTPUT_FOLDER
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.report.browser import open_browser, resize

SHOTS = {
    "keyword-report": ("theses.html", 1280, 1000),
    "keyword-report-term": ("theses.html#term=Huawei", 1280, 1000),
    "keyword-report-phone": ("theses.html", 375, 900),
    "comparison": ("strategies-vs-speeches.html", 1280, 1100),
    "comparison-figures": ("strategies-vs-speeches.html#pictures", 1280, 1400),
    "comparison-of-three": ("theses-vs-strategies-vs-speeches.html#typical", 1280, 1100),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_browser(Path(folder)) as chrome:
        for name, (page, width, height) in SHOTS.items():
            file, _, anchor = page.partition("#")
            resize(chrome, width, height)
            chrome.get("about:blank")
            chrome.get((options.reports / file).resolve().as_uri() + (f"#{anchor}" if anchor else ""))
            time.sleep(1.5)  # the page glides to its anchor
            chrome.save_screenshot(str(options.output / f"{name}.png"))
            print(options.output / f"{name}.png")


if __name__ == "__main__":
    main()
