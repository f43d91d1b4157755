"""Take the pictures of the README and the docs: the reports of a workspace, in headless Chromium.

python bench/screenshots.py WORKSPACE/reports OUTPUT_FOLDER
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion",
]  # fmt: skip
SHOTS = {
    "keyword-report": ("theses.html", "1280,1000"),
    "keyword-report-term": ("theses.html#term=Huawei", "1280,1000"),
    "keyword-report-phone": ("theses.html", "500,1000"),
    "comparison": ("strategies-vs-speeches.html", "1280,1400"),
    "comparison-figures": ("strategies-vs-speeches.html#pictures", "1280,1400"),
    "comparison-of-three": ("theses-vs-strategies-vs-speeches.html#typical", "1280,1400"),
}


def take(page: Path, anchor: str, size: str, picture: Path) -> None:
    address = page.resolve().as_uri() + (f"#{anchor}" if anchor else "")
    with tempfile.TemporaryDirectory() as profile:
        command = ["chromium", *FLAGS, f"--user-data-dir={profile}", f"--window-size={size}"]
        subprocess.run([*command, f"--screenshot={picture}", address], check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    for name, (page, size) in SHOTS.items():
        file, _, anchor = page.partition("#")
        take(options.reports / file, anchor, size, options.output.resolve() / f"{name}.png")
        print(options.output / f"{name}.png")


if __name__ == "__main__":
    main()
