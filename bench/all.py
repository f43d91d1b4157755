"""Every figure of speed, one program after the other, then the tables and drawings of bench/results.md.

    python bench/all.py [--shared ../shared] [--sizes 1000 10000] [--quick] [--only throughput growth ...]
        [--scratch FOLDER]

Wants a machine on which nothing else runs. `--quick` takes fewer texts and pairs, and writes beside the figures that
are kept (into a folder that it names), not over them: a look at whether anything has become slower. The workspaces of
growth go to a scratch folder, by default one that is removed.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import FIGURES

HERE = FIGURES.parent
QUICK = {
    "throughput": ["--documents", "40", "--pairs", "2"],
    "stages": ["--tokens", "12000", "--pairs", "2"],
    "workers": ["--documents", "60", "--pairs", "1"],
}
FULL = {
    "throughput": ["--pairs", "3"],
    "stages": ["--tokens", "60000", "--pairs", "5"],
    "workers": ["--pairs", "3"],
}


def programs(shared, sizes, scratch, options):
    """Yield the name of each part, its program and its arguments."""
    speeches, abstracts = shared / "corpora" / "ungd2017.jsonl", shared / "keywords" / "inspec_dev.jsonl"
    yield "stages", "language.py", [speeches, abstracts, "--stages", *options["stages"]]
    yield "throughput", "throughput.py", [speeches, *options["throughput"]]
    yield "workers", "workers.py", [speeches, *options["workers"]]
    yield "growth", "growth.py", [scratch, "--sizes", *sizes]
    yield "writer", "writer.py", [scratch / str(max(sizes)) / "w", "--documents", min(10_000, max(sizes))]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    sizes = options.sizes or ([1000] if options.quick else [1000, 10_000])
    with tempfile.TemporaryDirectory() as folder:
        scratch = options.scratch or Path(folder)
        figures = Path(tempfile.mkdtemp(prefix="themeline-bench-")) if options.quick else FIGURES
        chosen = QUICK if options.quick else FULL
        for name, program, arguments in programs(options.shared / "data", sizes, scratch, chosen):
            if options.only and name not in options.only:
                continue
            began = time.monotonic()
            print(f"== {name}", flush=True)
            command = [sys.executable, HERE / program, *arguments, "--json", figures / f"{name}.json"]
            subprocess.run([str(part) for part in command], check=True)
            print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
    if options.quick:
        print(f"The figures are in {figures}; those in bench/results.md stay as they are.")
    else:
        subprocess.run([sys.executable, HERE / "render.py"], check=True)


if __name__ == "__main__":
    main()
