"""Measure what a user's own labels give: themes_user.py FOLDER [--representation R] [--only NAME]
[--draws N] [--counts N...].

FOLDER holds us_congress_bills.jsonl (one topic a title: 0, 10, 50, 200 labels for each topic, scored on the test
split by the most probable topic; with --draws, other titles each time, then the mean), un_quadclass.jsonl (unanimous
rows) and cvd_policy.jsonl (both several labels a row, five folds over documents, thresholds from the other folds).
Prints macro F1, and the CPU seconds of training.
"""

import argparse
import json
import random
import re
import time
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from themeline.themes import (
    Codebook,
    LabelledPassage,
    LabelledSentence,
    Theme,
    evaluate,
    load_encoder,
    read_codebook,
    train,
    train_without_labels,
)
from themeline.themes.representation import encode_documents


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def single(row: dict, labels: list[str]) -> LabelledPassage:
    return LabelledPassage(row["id"], (LabelledSentence(row["text"], tuple(labels)),))


def congress(folder: Path, representation: str, encoder, counts: list[int], draws: int) -> None:
    codebook = read_codebook(Path(__file__).with_name("themes_congress.toml"))
    rows = [row for row in read(folder / "us_congress_bills.jsonl") if row["label"] in codebook.keys]
    test = [row for row in rows if row["split"] == "test"]
    gold = [row["label"] for row in test]
    encoded = encode_documents([[row["text"]] for row in test], encoder)
    found: dict[int, list[float]] = {}
    for count, draw in [(each, draw) for each in counts for draw in range(draws if each else 1)]:
        pool = [row for row in rows if row["split"] == "train"]
        random.Random(f"{count} {draw}" if draw else count).shuffle(pool)
        chosen = [row for key in codebook.keys for row in [r for r in pool if r["label"] == key][:count]]
        started = time.process_time()
        passages = [single(row, [row["label"]]) for row in chosen]
        model = train(passages, codebook, encoder) if count else train_without_labels(codebook, encoder)
        seconds = time.process_time() - started
        scores = model.calibration.probabilities(model.scorer.score(encoded))
        said = [codebook.keys[i] for i in np.argmax(scores, axis=1)]
        found.setdefault(count, []).append(f1_score(gold, said, average="macro"))
        macro = found[count][-1]
        print(
            f"us_congress_bills {representation} {count:>3} a topic ({len(chosen)}): {macro:.3f}  {seconds:.0f} s",
            flush=True,
        )
        if draw:
            print(f"  mean of {draw + 1} draws: {np.mean(found[count]):.3f}", flush=True)


def folds(name: str, rows: list[dict], representation: str, encoder) -> None:
    keys = sorted({label for row in rows for label in row["labels"]})
    codebook = Codebook(name, "1", tuple(Theme(key, key.replace("-", " ").lower()) for key in keys))
    started = time.process_time()
    passages = [single(row, row["labels"]) for row in rows]
    table = evaluate(passages, codebook, encoder, resamples=100).themes.set_index("theme")["f1"]
    seconds = time.process_time() - started
    print(
        f"{name} {representation} ({len(rows)}): macro {table['macro']:.3f} micro {table['micro']:.3f}  {seconds:.0f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--representation", default="default")
    parser.add_argument("--only", default="")
    parser.add_argument("--draws", type=int, default=1)
    parser.add_argument("--counts", type=int, nargs="+", default=[0, 10, 50, 200])
    given = parser.parse_args()
    encoder = load_encoder(given.representation)
    if re.match(given.only, "us_congress_bills"):
        congress(given.folder, given.representation, encoder, given.counts, given.draws)
    if re.match(given.only, "un_quadclass"):
        rows = [row for row in read(given.folder / "un_quadclass.jsonl") if row["meta"]["unanimous"]]
        folds("un_quadclass", rows, given.representation, encoder)
    if re.match(given.only, "cvd_policy"):
        folds("cvd_policy", read(given.folder / "cvd_policy.jsonl"), given.representation, encoder)


if __name__ == "__main__":
    main()
