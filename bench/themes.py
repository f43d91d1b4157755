"""Classify a gold file and write the themes for the scorer: themes.py GOLD.jsonl PRED.jsonl [--representation R].

GOLD rows hold "id", "text" and "sentences". Prints the speed of classification alone, in sentences per CPU second.
"""

import argparse
import json
import time
from pathlib import Path

import pandas as pd

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--representation", default="default")
    given = parser.parse_args()
    classifier = Classifier.load(ThemeSettings(representation=given.representation))
    sentences = read_sentences(given.gold)
    classifier.assign(sentences.head(50))
    started = time.process_time()
    found = classifier.assign(sentences)
    seconds = time.process_time() - started
    found.rename(columns={"document": "doc"}).to_json(given.predicted, orient="records", lines=True)
    print(f"{len(sentences)} sentences, {len(sentences) / seconds:.0f} a CPU second")


if __name__ == "__main__":
    main()
