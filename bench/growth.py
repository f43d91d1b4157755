"""What each stage costs, and how much memory it takes, as a workspace grows.

    python bench/growth.py FOLDER [--sizes 1000 10000 100000] [--sentences 3] [--workers 2] [--increment 100]
        [--only-ingest] [--json FILE]

Makes two corpora of SIZE / 2 short texts each out of the sentences of the sample texts, runs every stage as a
process of its own, then adds a batch of 100 texts with `run`, and runs the same 100 in an empty workspace. Prints wall
and processor seconds, milliseconds of processor a document, the greatest memory (resident set) of the command and of
any one of its workers, read from /proc every tenth of a second, and the size of the database. With a file for JSON,
what it holds of other sizes stays.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from measuring import write_figures

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
SEED = 20261127


def sentences(name):
    rows = (SAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = (re.sub(r"\s+", " ", json.loads(row)["text"]) for row in rows)
    return [sentence for text in texts for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", text) if len(sentence) > 40]


def write_corpus(path, name, count, length, first=0):
    chance, known = random.Random(SEED + first), sentences(name)
    with path.open("w", encoding="utf-8") as out:
        for number in range(first, first + count):
            text = " ".join([f"Text {number}.", *chance.sample(known, length)])
            row = {"id": f"{name}-{number}", "text": text, "published": str(chance.randint(2001, 2020))}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def tree(root):
    """Return the resident set in megabytes of a process and of each of its descendants."""
    parents, sizes = {}, {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = dict(
                line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line
            )
        except (OSError, ValueError):
            continue
        parents[int(folder.name)] = int(status["PPid"])
        sizes[int(folder.name)] = int(status.get("VmRSS", "0 kB").split()[0]) / 1024
    below = {root}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return sizes.get(root, 0.0), max((sizes[process] for process in below - {root} if process in sizes), default=0.0)


def measured(arguments):
    """Run a command; return wall and processor seconds, and the peaks of it and of any descendant in megabytes."""
    peaks, done = [0.0, 0.0], threading.Event()
    began = time.monotonic()
    with Path("/dev/null").open("w") as nothing:
        process = subprocess.Popen([sys.executable, "-m", "themeline", *arguments], stdout=nothing)

        def watch():
            while not done.wait(0.1):
                peaks[:] = map(max, zip(peaks, tree(process.pid), strict=True))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, _, used = wait4(process)
        done.set()
        watcher.join()
    if process.returncode not in (0, 3):
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return time.monotonic() - began, used, peaks


def wait4(process):
    """Wait for a process; processor seconds are its own and those of the children that it waited for."""
    pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return pid, status, usage.ru_utime + usage.ru_stime


HEAD = ("documents", "stage", "wall s", "processor s", "ms a document", "command MB", "worker MB", "database MB")


def stages(folder, options):
    """Yield the name of each step and its command."""
    at, workers = ["--workspace", str(folder / "w"), "--quiet"], ["--workers", str(options.workers)]
    for name in ("theses", "speeches"):
        yield f"ingest {name}", ["ingest", str(folder / f"{name}.jsonl"), "--corpus", name, *at]
    if options.only_ingest:
        return
    yield "extract", ["extract", *workers, *at]
    yield "classify", ["classify", *workers, *at]
    yield "report", ["report", "--corpus", "theses", *at]
    yield "compare", ["compare", "theses", "speeches", *at]
    more = ["run", str(folder / "more.jsonl"), "--corpus", "more", "--quiet", *workers, "--workspace"]
    yield f"{options.increment} more", [*more, str(folder / "w")]
    yield f"{options.increment} alone", [*more, str(folder / "alone")]


def make_texts(folder, size, options):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("theses", "speeches"):
        write_corpus(folder / f"{name}.jsonl", name, size // 2, options.sentences)
    write_corpus(folder / "more.jsonl", "theses", options.increment, options.sentences, first=size)


def measure(folder, size, options):
    """Yield a row of figures for each step."""
    make_texts(folder, size, options)
    for stage, command in stages(folder, options):
        wall, used, (own, worker) = measured(command)
        database = folder / ("alone" if stage.endswith("alone") else "w") / "themeline.duckdb"
        figures = (wall, used, 1000 * used / size, own, worker, database.stat().st_size / 1e6)
        row = dict(zip(HEAD, (size, stage, *(round(figure, 2) for figure in figures)), strict=True))
        told = (value if isinstance(value, str) else f"{value:,}" for value in row.values())
        print("| " + " | ".join(told) + " |", flush=True)
        yield row


def keep(path, rows):
    """Write the rows measured so far, and those of other sizes that are there already."""
    if path is None:
        return
    known = json.loads(path.read_text())["rows"] if path.exists() else []
    sizes = {row["documents"] for row in rows}
    kept = [row for row in known if row["documents"] not in sizes] + rows
    write_figures(path, {"rows": sorted(kept, key=lambda row: row["documents"])})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--sentences", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--increment", type=int, default=100)
    parser.add_argument("--only-ingest", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    print("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD))
    rows = []
    for size in options.sizes:
        for row in measure(options.folder / str(size), size, options):
            rows.append(row)
            keep(options.json, rows)


if __name__ == "__main__":
    main()
