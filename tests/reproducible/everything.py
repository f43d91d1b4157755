"""One undisturbed pass through everything that writes a file, as a program: it prints the SHA-256 of each file.

`python -m tests.reproducible.everything WORKSPACE WORKERS SOURCE... -- OTHER`
"""

import hashlib
import json
import os
import sys
from pathlib import Path

from themeline.stages.classify import classify
from themeline.stages.compare import compare
from themeline.stages.export import export
from themeline.stages.extract import extract
from themeline.stages.ingest import ingest
from themeline.stages.report import report_all
from themeline.stages.settings import build_settings
from themeline.store import Store
from themeline.store.export import WRITERS
from themeline.tables.schemas import TABLES

TIMED = ("runs",)
"""Tables that say when something happened."""
FORMS = ("csv", "xlsx", "json", "markdown", "latex", *(["figures"] if os.environ.get("THEMELINE_LONG") else []))
"""Every form of a report but `pdf`, into which Chromium writes the time; drawing every figure anew takes long."""
UNORDERED = ".pdf"
"""Figures as PDF: the converter lists their fonts in a random order. The same figures as SVG and PNG are compared."""


def main(workspace, workers, sources, other):
    store = Store(Path(workspace))
    values = {"workers": workers, "report": {"formats": FORMS}, "compare": {"resamples": 99, "calibration_splits": 20}}
    settings = build_settings(values, "the test")
    with store.locked():
        ingest(store, sources, settings, "mixed")
        ingest(store, other, settings, "speeches")
        extract(store, settings)
        classify(store, settings)
        report_all(store, settings)
    compare(store, settings, ["mixed", "speeches"])
    for table in [*TABLES, "timeline"]:
        for form in WRITERS:
            if table not in TIMED:
                export(store, table, form, store.folder / "reports" / f"{table}.{form}")
    folder = store.folder / "reports"
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != UNORDERED)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    cut = sys.argv.index("--")
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:cut], sys.argv[cut + 1 :])))
