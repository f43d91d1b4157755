"""A page as PDF, printed by Chromium."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from themeline.errors import ThemelineError, UsageError
from themeline.files import drafted

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip
SECONDS = 120


def print_pdf(page: Path, target: Path) -> Path:
    """Print a page with its print style sheet.

    Raises:
        UsageError: If no browser is installed.
        ThemelineError: If the browser fails or takes longer than two minutes.
    """
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise UsageError("A PDF needs Chromium, which is not installed.", "Install it, or leave out the format pdf.")
    with tempfile.TemporaryDirectory() as profile, drafted(target) as draft:
        command = [
            browser,
            *FLAGS,
            *_sandbox(),
            f"--user-data-dir={profile}",
            f"--print-to-pdf={draft.resolve()}",
            page.resolve().as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise ThemelineError(
                f"{browser} could not print {page}.", "Open the page and print it from there."
            ) from error
    return target


def _sandbox() -> tuple[str, ...]:
    """Chromium cannot begin its sandbox as root, as in a container; everybody else keeps it."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()
