"""What a second worker is worth, beside what a second plain process is worth on the same machine.

    python bench/workers.py TEXTS.jsonl [--pairs 3] [--documents N] [--json FILE]

Two hyper-threads of one core are not two cores: the plain processes (each parses all texts with stock spaCy, alone
and then two at a time) say how much the machine itself gives. Ours is the extract stage, wall clock, start-up of the
workers included; the start-up alone is told too. Also says whether the tables are the same.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import ONE_THREAD, first_rows, spread, told, write_figures

PLAIN = """
import json, sys, spacy
from themeline.language.identity import find_pipeline
from themeline.language.settings import LanguageSettings
nlp = spacy.load(find_pipeline(LanguageSettings()).folder)
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for _ in nlp.pipe(texts): pass
"""
STARTING = """
import time
from themeline.engine import Task
from themeline.engine.isolated import IsolatedWorker
from themeline.stages.extract import ExtractTask
from themeline.stages.settings import Settings
began = time.monotonic()
worker = IsolatedWorker(Task("themeline.stages.extract_worker:prepare", ExtractTask(Settings(), "")))
worker.wait_until_ready()
print(time.monotonic() - began)
worker.close()
"""


def wall(*commands):
    began = time.monotonic()
    running = [
        subprocess.Popen(command, env={**os.environ, **ONE_THREAD}, stdout=subprocess.DEVNULL) for command in commands
    ]
    assert not any(process.wait() for process in running)
    return time.monotonic() - began


def themeline(workspace, *arguments):
    return [sys.executable, "-m", "themeline", *arguments, "--workspace", str(workspace)]


def extracted(texts, workers):
    """Return the seconds of an extract stage and the tables it gave."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(themeline(folder, "ingest", str(texts), "--quiet"), check=True)
        seconds = wall(themeline(folder, "extract", "--workers", str(workers), "--quiet"))
        tables = ("sentences", "entities", "dates", "keywords", "terms")
        exports = [themeline(folder, "export", name, "--format", "jsonl") for name in tables]
        return seconds, [subprocess.run(export, check=True, capture_output=True).stdout for export in exports]


def measure(texts, pairs, json):
    plain = [sys.executable, "-c", PLAIN, str(texts)]
    of_plain, of_ours, same = [], [], True
    for _ in range(pairs):
        of_plain.append(2 * wall(plain) / wall(plain, plain))
        (one, left), (two, right) = extracted(texts, 1), extracted(texts, 2)
        of_ours.append(one / two)
        same = same and left == right
    start = [sys.executable, "-c", STARTING]
    starts = [float(subprocess.run(start, check=True, capture_output=True, text=True).stdout) for _ in range(3)]
    documents = sum(1 for _ in texts.open(encoding="utf-8"))
    found = {"two plain processes": spread(of_plain), "two workers": spread(of_ours)}
    print(f"{texts.name}: {documents} documents, {pairs} pairs on {os.cpu_count()} cores")
    for name, ratios in found.items():
        print(f"  {name}: {told(ratios)} times one")
    print(f"  a worker is ready after {told(spread(starts), 1)} s; tables the same with one and two workers: {same}")
    counts = {"texts": texts.stem, "documents": documents, "pairs": pairs}
    write_figures(json, {**counts, "ratios": found, "start": spread(starts), "same": same})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--documents", type=int, default=None)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(first_rows(options.texts, options.documents, folder), options.pairs, options.json)


if __name__ == "__main__":
    main()
