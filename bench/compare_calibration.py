"""False and true keywords on real speeches: compare_calibration.py SPEECHES.jsonl [--splits 20] [--cache FOLDER].

SPEECHES rows hold "id", "text" and "meta": {"party": ...} (the party convention speeches of 2012). Each party's
speeches are split at random into halves, in which every keyword is false; then the parties are compared.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from themeline.compare import CompareSettings, CorpusCounts, CountSettings, compare_corpora, count_terms
from themeline.compare.calibration import random_halves
from themeline.language import load_language, parse_documents
from themeline.tables import Document


def read_counts(path: Path, cache: Path) -> pd.DataFrame:
    """Parse and count once; later runs read the counts."""
    kept = cache / f"{path.stem}.parquet"
    if kept.exists():
        return pd.read_parquet(kept)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = (Document(doc=row["id"], text=row["text"]) for row in rows)
    counted = [
        (parsed.document.doc, row["meta"]["party"], term.layer, term.term, term.count)
        for row, parsed in zip(rows, parse_documents(documents, load_language()), strict=True)
        for term in count_terms(parsed, CountSettings())
    ]
    table = pd.DataFrame(counted, columns=["document", "party", "layer", "term", "count"])
    cache.mkdir(parents=True, exist_ok=True)
    table.to_parquet(kept)
    return table


def corpus_of(party: str, table: pd.DataFrame) -> CorpusCounts:
    terms = table[table["party"] == party]
    documents = pd.DataFrame({"document": terms["document"].unique(), "tokens": 0})
    return CorpusCounts.from_frames(party, documents, terms.drop(columns="party"))


def robust(a: CorpusCounts, b: CorpusCounts, layers: tuple[str, ...]) -> pd.Series:
    settings = CompareSettings(layers=layers, calibration_splits=0, distance_permutations=0)
    terms = compare_corpora(a, b, settings).terms
    return terms[terms["class"].str.startswith("robust")].groupby("layer").size().reindex(layers, fill_value=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("speeches", type=Path)
    parser.add_argument("--splits", type=int, default=20)
    parser.add_argument("--cache", type=Path, default=Path("compare-cache"))
    options = parser.parse_args()
    table = read_counts(options.speeches, options.cache)
    layers = ("word", "phrase")
    parties = [corpus_of(party, table) for party in sorted(table["party"].unique())]
    result: dict[str, object] = {"robust between the parties": robust(*parties, layers).to_dict()}
    for corpus in parties:
        halves = random_halves(len(corpus.documents), options.splits, np.random.default_rng(0)).T
        found = pd.DataFrame([robust(corpus.select(half), corpus.select(~half), layers) for half in halves])
        result[f"false in random halves of {corpus.name}, mean of {options.splits}"] = found.mean().to_dict()
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
