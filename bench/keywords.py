"""Measure keyword extraction on gold files, from cached parses.

    python bench/keywords.py GOLD.jsonl... [--method themeline ...] [--cache DIR] [--scorer score/keywords.py]

GOLD rows hold "id", "text" and "gold". Prints micro F1 and macro F1 at 5, 10 and 15 (the scorer's), precision at 10,
and the time that keywords take beside the time of the parse.
"""

import argparse
import importlib.util
import json
import time
from pathlib import Path

from spacy.tokens import DocBin

from themeline.keywords import KeywordModel, KeywordSettings, extract_keywords
from themeline.language import ParsedDocument, load_language, parse_documents
from themeline.language.parse import attach
from themeline.language.parse_store import ATTRIBUTES
from themeline.tables import Document


def read_parsed(gold: Path, cache: Path) -> tuple[list[ParsedDocument], float]:
    """Return the parsed documents and the seconds that the parse took when it was made."""
    documents = [Document(str(row["id"]), row["text"]) for row in map(json.loads, gold.open(encoding="utf-8"))]
    stored, clock = cache / f"{gold.stem}.bin", cache / f"{gold.stem}.seconds"
    model = load_language()
    if not stored.exists() or not clock.exists():
        start = time.process_time()
        parses = [parsed.parse for parsed in parse_documents(documents, model)]
        clock.write_text(str(time.process_time() - start))
        DocBin(attrs=ATTRIBUTES, docs=parses).to_disk(stored)
    parses = DocBin().from_disk(stored).get_docs(model.nlp.vocab)
    return [attach(d, p) for d, p in zip(documents, parses, strict=True)], float(clock.read_text())


def load_scorer(path: Path):
    spec = importlib.util.spec_from_file_location("keyword_scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def precision(scorer, gold, predicted, k=10):
    hits = said = 0
    for row in gold:
        keys = {scorer.stem(keyword) for keyword in row["gold"]}
        ranked = list(dict.fromkeys(map(scorer.stem, predicted[str(row["id"])])))[:k]
        hits, said = hits + len(keys.intersection(ranked)), said + len(ranked)
    return round(100 * hits / max(1, said), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--method", nargs="+", default=["themeline"])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/keywords-cache"))
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    scorer, model = load_scorer(options.scorer), KeywordModel.load()
    for gold in options.gold:
        rows = [json.loads(line) for line in gold.open(encoding="utf-8")]
        documents, parse_seconds = read_parsed(gold, options.cache)
        for method in options.method:
            settings = KeywordSettings(method=method)
            start = time.process_time()
            extracted = [extract_keywords(parsed, [], model, settings) for parsed in documents]
            share = (time.process_time() - start) / parse_seconds
            predicted = {p.document.doc: [k.keyword for k in e] for p, e in zip(documents, extracted, strict=True)}
            result = scorer.score([row | {"id": str(row["id"])} for row in rows], predicted)
            print(
                json.dumps(
                    {
                        "gold": gold.stem,
                        "method": method,
                        **{f"micro@{k}": result[k]["micro_f1"] for k in result},
                        **{f"macro@{k}": result[k]["macro_f1"] for k in result},
                        "precision@10": precision(scorer, rows, predicted),
                        "share_of_parse_time": round(share, 3),
                    }
                )
            )


if __name__ == "__main__":
    main()
