"""How fast a whole run is beside a bare loop over stock `nlp.pipe` on the same texts, in pairs.

    python bench/throughput.py TEXTS.jsonl [--pairs 3] [--workers 2]

Each pair runs both, one after the other, as processes of their own, so that a noisy machine disturbs both alike.
Prints wall and CPU seconds, documents and tokens a second, and the ratio of each pair, as medians.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STOCK = """
import json, sys, spacy
from themeline.language.identity import find_pipeline
from themeline.language.settings import LanguageSettings
nlp = spacy.load(find_pipeline(LanguageSettings()).folder)
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.texts.open(encoding="utf-8")]
    stock = [sys.executable, "-c", STOCK, str(options.texts)]
    tokens = int(subprocess.run(stock, check=True, capture_output=True, text=True).stdout)
    pairs = [(timed(stock), ours(options.texts, options.workers)) for _ in range(options.pairs)]
    print(f"{len(rows)} documents, {tokens:,} tokens, {options.pairs} pairs, {options.workers} workers; medians")
    for name, side in (("stock nlp.pipe", 0), ("themeline run", 1)):
        wall = statistics.median(pair[side][0] for pair in pairs)
        cpu = statistics.median(pair[side][1] for pair in pairs)
        print(
            f"{name:15} {wall:7.1f} s wall {cpu:7.1f} s CPU {len(rows) / wall:7.2f} documents/s "
            f"{tokens / wall:8,.0f} tokens/s {tokens / cpu:8,.0f} tokens per CPU second"
        )
    for name, kind in (("wall", 0), ("CPU", 1)):
        ratios = sorted(stock_times[kind] / our_times[kind] for stock_times, our_times in pairs)
        print(f"stock / ours, {name}: median {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
