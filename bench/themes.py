"""Classify a gold file and write the themes for the scorer: themes.py GOLD.jsonl PRED.jsonl [--representation R].

GOLD rows hold "id", "text" and "sentences". Prints the speed of classification alone, in sentences per CPU second; with
--pairs N also its price as a share of our own parse of the same texts, measured beside it N times.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd

from themeline.language import load_language, parse_documents
from themeline.tables import Document
from themeline.themes import Classifier, ThemeSettings


def read_sentences(path: Path) -> pd.DataFrame:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row, at = json.loads(line), 0
        for number, text in enumerate(row["sentences"], start=1):
            at = row["text"].index(text, at)
            rows.append((row["id"], number, at, at + len(text), text))
            at += len(text)
    return pd.DataFrame(rows, columns=["document", "sentence", "start", "end", "text"])


def seconds_of(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def print_price(path: Path, classifier: Classifier, sentences: pd.DataFrame, pairs: int) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents, model = [Document(row["id"], row["text"]) for row in rows], load_language()
    list(parse_documents(documents[:10], model))
    shares = []
    for _ in range(pairs):
        parse = seconds_of(lambda: list(parse_documents(documents, model)))
        shares.append(seconds_of(lambda: classifier.assign(sentences)) / parse)
    print(f"{100 * median(shares):.0f} % of the parse ({100 * min(shares):.0f} to {100 * max(shares):.0f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--representation", default="default")
    parser.add_argument("--pairs", type=int, default=0)
    given = parser.parse_args()
    classifier = Classifier.load(ThemeSettings(representation=given.representation))
    sentences = read_sentences(given.gold)
    classifier.assign(sentences.head(50))
    started = time.process_time()
    found = classifier.assign(sentences)
    seconds = time.process_time() - started
    found.rename(columns={"document": "doc"}).to_json(given.predicted, orient="records", lines=True)
    print(f"{len(sentences)} sentences, {len(sentences) / seconds:.0f} a CPU second")
    if given.pairs:
        print_price(given.gold, classifier, sentences, given.pairs)


if __name__ == "__main__":
    main()
