"""Make the keyword model anew: learn the ranker, count the background.

    python -m themeline.keywords.training ABSTRACTS.jsonl --background TEXTS.jsonl... [--folder models/keywords]

ABSTRACTS rows hold "id", "text" and "gold" (the keywords that people gave), TEXTS rows "text". Of the abstracts
nothing but weights over generic features is kept: no word, no term, no count of either.
"""

import argparse
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.files import write_whole
from themeline.keywords.background import Background, count_background, read_background, write_background
from themeline.keywords.finding import find_terms
from themeline.keywords.model import read_word_lists
from themeline.keywords.terms import Array
from themeline.keywords.variants import term_key
from themeline.keywords.vocabulary import Vocabulary
from themeline.language import ParsedDocument, load_language, parse_documents
from themeline.resources import data_path
from themeline.tables import Document

NOT_LEARNT = frozenset({"recurrence"})  # the salience's own, equal to log_count but for names
HYPERPARAMETERS = {
    "learning_rate": 0.06,
    "max_iter": 150,
    "max_leaf_nodes": 20,
    "max_depth": 8,
    "min_samples_leaf": 60,
    "l2_regularization": 1.0,
    "max_features": 0.3,
    "early_stopping": False,
    "random_state": 0,
}


def learn_ranker(
    documents: Sequence[ParsedDocument],
    gold: Sequence[Sequence[str]],
    background: Background,
    folder: Path,
    without: Collection[str] = NOT_LEARNT,
) -> dict[str, Any]:
    """Learn how likely people are to give a candidate as a keyword, from generic features alone.

    Args:
        documents: The parsed texts.
        gold: For each, the keywords that people gave.
        background: The word counts that rarity is measured by.
        folder: Where the word lists are.
        without: Features that the ranker does not see.

    Returns:
        The boosted trees as numbers, as `read_trees` reads them.
    """
    excluded, rules, settings = read_word_lists(folder), EntityRules.load(), EntitySettings()
    tables: list[Mapping[str, Array]] = []
    wanted: list[bool] = []
    for parsed, keywords in zip(documents, gold, strict=True):
        found = find_terms(parsed, find_entities(parsed, rules, settings), excluded, background, Vocabulary())
        if found is not None:
            keys = {term_key(keyword) for keyword in keywords}
            tables.append(found.features)
            wanted.extend(candidate.key in keys for candidate in found.terms.candidates)
    names = [name for name in tables[0] if name not in without]
    table = np.concatenate([np.column_stack([features[name] for name in names]) for features in tables])
    classifier = HistGradientBoostingClassifier(**HYPERPARAMETERS).fit(table, wanted)
    return export_trees(classifier, names)


def export_trees(classifier: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
    """Return a fitted HistGradientBoostingClassifier as names and numbers."""
    trees = [[_node(number, node) for number, node in enumerate(tree.nodes)] for (tree,) in classifier._predictors]
    return {"names": list(names), "baseline": round(float(classifier._baseline_prediction[0, 0]), 6), "trees": trees}


def _node(number: int, node: Mapping[str, float]) -> list[float]:
    value = round(float(node["value"]), 6)
    if node["is_leaf"]:
        return [0, 0.0, number, number, value]
    return [
        int(node["feature_idx"]),
        float(f"{node['num_threshold']:.6g}"),
        int(node["left"]),
        int(node["right"]),
        value,
    ]


def main() -> None:
    """Read the arguments, learn, and write `ranker.json` and `background.tsv`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("abstracts", type=Path)
    parser.add_argument("--background", type=Path, nargs="+", default=[])
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args()
    folder = options.folder or data_path("models", "keywords")
    if options.background:
        texts = (row["text"] for path in options.background for row in _rows(path))
        write_background(count_background(texts), folder / "background.tsv")
    rows = _rows(options.abstracts)
    documents = list(parse_documents((Document(str(row["id"]), row["text"]) for row in rows), load_language()))
    background = read_background(folder / "background.tsv")
    ranker = learn_ranker(documents, [row["gold"] for row in rows], background, folder)
    write_whole(folder / "ranker.json", json.dumps(ranker, separators=(",", ":")) + "\n")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
