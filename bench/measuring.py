"""What the programs that measure speed share: the machine they ran on, spreads, and files of figures."""

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

FIGURES = Path(__file__).resolve().parent / "figures"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


def machine() -> dict[str, object]:
    """Say where and when figures were taken: a figure is worth nothing without its machine."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    version = ["git", "-C", str(FIGURES.parent), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(version, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "commit": commit,
        "day": datetime.now(UTC).date().isoformat(),
    }


def first_rows(path: Path, count: int | None, folder: str) -> Path:
    """Write the first so many rows of a file (all without a number) into a folder, under the same name."""
    rows = path.read_text(encoding="utf-8").splitlines()[:count]
    some = Path(folder) / path.name
    some.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return some


def spread(values: Iterable[float]) -> dict[str, float]:
    """Return the median and the range of some values."""
    ordered = sorted(values)
    return {"median": statistics.median(ordered), "least": ordered[0], "most": ordered[-1]}


def told(values: dict[str, float], digits: int = 2) -> str:
    """Return a spread in one line."""
    return f"{values['median']:.{digits}f} ({values['least']:.{digits}f} to {values['most']:.{digits}f})"


def write_figures(path: Path | None, figures: dict[str, object]) -> None:
    """Write figures with their machine as JSON, if there is a file to write them to."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"machine": machine(), **figures}, indent=1) + "\n", encoding="utf-8")
