"""What representations and written sentences are worth: themes_ablation.py GOLD.jsonl [--share …] [--accurate].

Fits the scorer by terms and vectors on a share of the learnt passages with each representation, calibrates on the
tenth that training holds out, and prints micro and macro F1 on GOLD (rows with "sentences" and "themes"). The shipped
models, which have trained vectors too, come last.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from themeline.resources import data_path
from themeline.themes import Classifier, ThemeSettings, default_codebook, load_encoder, read_passages
from themeline.themes.blending import LEAST, PENALTY, hold_out
from themeline.themes.calibration import calibrate
from themeline.themes.labels import label_matrix
from themeline.themes.representation import encode_documents
from themeline.themes.scorer import Knowledge, fit_scorers


def show(name: str, gold: np.ndarray, given: np.ndarray) -> None:
    micro, macro = (100 * f1_score(gold, given, average=average, zero_division=0) for average in ("micro", "macro"))
    print(f"{name}: micro {micro:.1f} macro {macro:.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--share", type=float, nargs="*", default=[0.25, 0.5, 1.0])
    parser.add_argument("--accurate", action="store_true", help="also MiniLM as it is, and the accurate model: slow")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    codebook, documents = default_codebook(), [row["sentences"] for row in rows]
    gold = np.array([[key in themes for key in codebook.keys] for row in rows for themes in row["themes"]])
    learnt, held = hold_out(read_passages(data_path("corpus", "labelled").glob("*.jsonl")))
    for name in ("terms", "default", *(["accurate"] if given.accurate else [])):
        encoder = load_encoder(name)
        for share in given.share if name == "default" else [1.0]:
            part = learnt[: round(share * len(learnt))] if share == 1 else learnt[:: round(1 / share)]
            encoded, labels = encode_documents([p.texts for p in part], encoder), label_matrix(part, codebook)
            [scorer] = fit_scorers(encoded, labels, Knowledge.of(codebook, encoder), [PENALTY], LEAST)
            unseen = scorer.score(encode_documents([p.texts for p in held], encoder))
            calibration = calibrate(unseen, label_matrix(held, codebook))
            probabilities = calibration.probabilities(scorer.score(encode_documents(documents, encoder)))
            show(f"{name}, {len(labels)} sentences", gold, probabilities >= calibration.thresholds)
    for name in ("default", *(["accurate"] if given.accurate else [])):
        classifier = Classifier.load(ThemeSettings(representation=name))
        show(f"shipped {name}", gold, np.vstack(classifier.classify(documents)) >= classifier.thresholds)


if __name__ == "__main__":
    main()
