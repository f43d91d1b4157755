"""Measure keyword extraction on gold files, from cached parses.

    python bench/keywords.py GOLD.jsonl... --scorer score/keywords.py [--method themeline ...] [--entities]

GOLD rows hold "id", "text" and "gold". Prints micro F1 and macro F1 at 5, 10 and 15 (the scorer's), precision at 10,
and the processor time that keywords take: by document, beside Themeline's parse, and beside that of spaCy as it comes.
"""

import argparse
import importlib.util
import json
import time
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.keywords import KeywordModel, KeywordSettings, extract_keywords
from themeline.language import ParsedDocument, load_language, parse_documents
from themeline.language.identity import find_pipeline
from themeline.language.parse import attach
from themeline.language.parse_store import ATTRIBUTES
from themeline.language.settings import LanguageSettings
from themeline.tables import Document


def read_parsed(gold: Path, cache: Path) -> list[ParsedDocument]:
    """Return the parsed documents; the parses are kept in the cache."""
    documents = [Document(str(row["id"]), row["text"]) for row in map(json.loads, gold.open(encoding="utf-8"))]
    stored, model = cache / f"{gold.stem}.bin", load_language()
    if not stored.exists():
        parses = [parsed.parse for parsed in parse_documents(documents, model)]
        DocBin(attrs=ATTRIBUTES, docs=parses).to_disk(stored)
    parses = DocBin().from_disk(stored).get_docs(model.nlp.vocab)
    return [attach(d, p) for d, p in zip(documents, parses, strict=True)]


def time_parse(documents: list[ParsedDocument]) -> float:
    """Return the seconds of processor time that Themeline's parse takes, of texts that it has not seen before."""
    model = load_language()
    start = time.process_time()
    list(parse_documents([parsed.document for parsed in documents], model))
    return time.process_time() - start


def time_stock_parse(documents: list[ParsedDocument], sample: int = 100) -> float:
    """Return the seconds that the same pipeline takes in spaCy as it comes, from the first documents."""
    nlp, some = spacy.load(find_pipeline(LanguageSettings()).folder), documents[:sample]
    start = time.process_time()
    list(nlp.pipe(parsed.document.text for parsed in some))
    spent = time.process_time() - start
    return spent * sum(len(p.parse) for p in documents) / sum(len(p.parse) for p in some)


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
    parser.add_argument("--entities", action="store_true", help="with the entities that Themeline finds")
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    scorer, model = load_scorer(options.scorer), KeywordModel.load()
    rules = EntityRules.load()
    for gold in options.gold:
        rows = [json.loads(line) for line in gold.open(encoding="utf-8")]
        documents = read_parsed(gold, options.cache)
        parse_seconds, stock_seconds = time_parse(documents), time_stock_parse(documents)
        entities = [find_entities(parsed, rules, EntitySettings()) if options.entities else [] for parsed in documents]
        for method in options.method:
            settings = KeywordSettings(method=method)
            start = time.process_time()
            extracted = [
                extract_keywords(p, found, model, settings) for p, found in zip(documents, entities, strict=True)
            ]
            spent = time.process_time() - start
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
                        "milliseconds_a_document": round(1000 * spent / len(documents), 2),
                        "share_of_parse_time": round(spent / parse_seconds, 3),
                        "share_of_stock_parse_time": round(spent / stock_seconds, 3),
                    }
                )
            )


if __name__ == "__main__":
    main()
