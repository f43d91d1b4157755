"""How fast a whole run is beside a bare loop over stock `nlp.pipe` on the same texts, in pairs.

    python bench/throughput.py TEXTS.jsonl [--pairs 3] [--workers 2] [--documents N] [--json FILE]

Each pair runs both, one after the other, as processes of their own, so that a noisy machine disturbs both alike.
Prints wall and CPU seconds, documents and tokens a second, and the ratio of each pair, as medians.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import first_rows, spread, told, write_figures

STOCK = """
import json, sys, spacy
from themeline.language.identity import find_pipeline
from themeline.language.settings import LanguageSettings
nlp = spacy.load(find_pipeline(LanguageSettings()).folder)
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""
SIDES = ("stock nlp.pipe", "themeline run")


def timed(command: list[str]) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu


def ours(texts: Path, workers: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "themeline", "run", str(texts), "--workspace", f"{folder}/w", "--quiet"]
        return timed([*command, "--workers", str(workers)])


def measure(texts: Path, pairs: int, workers: int) -> dict[str, object]:
    stock = [sys.executable, "-c", STOCK, str(texts)]
    tokens = int(subprocess.run(stock, check=True, capture_output=True, text=True).stdout)
    times = [(timed(stock), ours(texts, workers)) for _ in range(pairs)]
    walls, cpus = ([[pair[side][kind] for pair in times] for side in (0, 1)] for kind in (0, 1))
    return {
        "texts": texts.stem,
        "documents": len(texts.read_text(encoding="utf-8").splitlines()),
        "tokens": tokens,
        "pairs": pairs,
        "workers": workers,
        "wall": {name: spread(values) for name, values in zip(SIDES, walls, strict=True)},
        "cpu": {name: spread(values) for name, values in zip(SIDES, cpus, strict=True)},
        "wall_ratio": spread(a / b for a, b in zip(*walls, strict=True)),
        "cpu_ratio": spread(a / b for a, b in zip(*cpus, strict=True)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--documents", type=int, default=None)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(first_rows(options.texts, options.documents, folder), options.pairs, options.workers)
    tokens, documents = found["tokens"], found["documents"]
    print(f"{documents} documents, {tokens:,} tokens, {options.pairs} pairs, {options.workers} workers; medians")
    for name in SIDES:
        wall, cpu = (found[kind][name]["median"] for kind in ("wall", "cpu"))
        print(
            f"{name:15} {wall:7.1f} s wall {cpu:7.1f} s CPU {documents / wall:7.2f} documents/s "
            f"{tokens / wall:8,.0f} tokens/s {tokens / cpu:8,.0f} tokens per CPU second"
        )
    for kind in ("wall", "cpu"):
        print(f"stock / ours, {kind}: median {told(found[f'{kind}_ratio'])}")
    write_figures(options.json, found)


if __name__ == "__main__":
    main()
