"""Leave out one part of the keyword ranking at a time, and measure what it was worth on several sets.

    python bench/keywords_ablation.py TRAIN.jsonl GOLD.jsonl... --scorer score/keywords.py [--cache FOLDER]

TRAIN and GOLD rows hold "id", "text" and "gold". A group of features is left out of the learning, too. Prints micro F1
at 5 and 10 and precision at 10 for each set.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from keywords import load_scorer, precision, read_parsed
from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.keywords import KeywordModel, KeywordSettings, extract_keywords, training
from themeline.keywords.trees import build_trees
from themeline.resources import data_path

GROUPS = {
    "frequency": {"log_count", "count_share"},
    "nesting": {"whole_share", "log_whole", "longer_terms", "longer_share", "c_value"},
    "position": {"first", "log_first", "region_share", "in_heading", "heading_share"},
    "form": {"words", "characters", "tokens", "nouns", "names", "starts_participle", "ends_gerund", "connector",
             "upper_case", "capital"},
    "context": {"after_preposition", "after_verb", "after_modifier", "before_noun", "before_stop", "subject",
                "prepositional", "coordinated", "modifier"},
    "rarity": {"rarity_mean", "rarity_max", "rarity_min", "rarity_first", "rarity_last", "tfidf"},
    "phraseness": {"phraseness", "word_count_mean", "word_count_first"},
}  # fmt: skip


def variants(model, documents, gold):
    """Yield a name, a model and settings: the whole, and each part left out."""
    settings, folder = KeywordSettings(), data_path("models", "keywords")
    yield "everything", model, settings
    salience = model.salience
    yield "without recurrence", replace(model, salience=replace(salience, recurrence=0.0)), settings
    yield "without salience", replace(model, salience=replace(salience, recurrence=0.0, weights={})), settings
    yield "without entities", model, KeywordSettings(entity_evidence=False)
    yield "without style", model, KeywordSettings(adapt_to_style=False)
    yield "nested terms kept", model, KeywordSettings(absorb_nested=False)
    for name, group in GROUPS.items():
        left_out = training.NOT_LEARNT | group
        learnt = training.learn_ranker(documents, gold, model.background, folder, left_out)
        trees = build_trees(learnt["names"], learnt["baseline"], learnt["trees"])
        yield f"learnt without {name}", replace(model, trees=trees), settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/keywords-cache"))
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    scorer, model, rules = load_scorer(options.scorer), KeywordModel.load(), EntityRules.load()
    read = {path: [json.loads(line) for line in path.open(encoding="utf-8")] for path in (options.train, *options.gold)}
    parsed = {path: read_parsed(path, options.cache) for path in read}
    entities = {path: [find_entities(p, rules, EntitySettings()) for p in parsed[path]] for path in options.gold}
    for name, variant, settings in variants(model, parsed[options.train], [r["gold"] for r in read[options.train]]):
        cells = []
        for path in options.gold:
            pairs = zip(parsed[path], entities[path], strict=True)
            predicted = {
                p.document.doc: [k.keyword for k in extract_keywords(p, e, variant, settings)] for p, e in pairs
            }
            rows = [row | {"id": str(row["id"])} for row in read[path]]
            result = scorer.score(rows, predicted)
            cells += [result[5]["micro_f1"], result[10]["micro_f1"], precision(scorer, rows, predicted)]
        print(" | ".join([name, *(f"{cell:.1f}" for cell in cells)]), flush=True)


if __name__ == "__main__":
    main()
