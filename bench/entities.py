"""Find entities in a gold file and write the rows that score/entities.py reads.

    python bench/entities.py GOLD.jsonl PRED.jsonl [--cache FOLDER] [--without LAYER ...] [--rules FOLDER]

LAYER is model, rules, tagger or document. Prints the seconds of the parse (when it was not cached) and of the layer.
With `--pairs N` nothing is written: the first N texts are parsed and searched in turn, and the cost of the layer is
printed as a share of the parse, in processor seconds.
"""

import argparse
import json
import time
from pathlib import Path
from statistics import median

from spacy.tokens import Doc, DocBin

from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.language import load_language
from themeline.language.parse import attach
from themeline.language.parse_store import ATTRIBUTES
from themeline.tables import Document


def read_parses(gold: Path, rows: list[dict], cache: Path | None) -> list[Doc]:
    model = load_language()
    stored = cache / f"{gold.stem}.bin" if cache else None
    if stored and stored.is_file():
        return list(DocBin().from_bytes(stored.read_bytes()).get_docs(model.nlp.vocab))
    start = time.process_time()
    parses = list(model.nlp.pipe(row["text"] for row in rows))
    print(f"parse {time.process_time() - start:.2f} s")
    if stored:
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(DocBin(attrs=ATTRIBUTES, docs=parses).to_bytes())
    return parses


def measure_pairs(rows: list[dict], rules: EntityRules) -> None:
    nlp, settings = load_language().nlp, EntitySettings()
    pairs = []
    for row in rows:
        start = time.process_time()
        parse = nlp(row["text"])
        middle = time.process_time()
        find_entities(attach(Document(str(row["id"]), row["text"]), parse), rules, settings)
        pairs.append((middle - start, time.process_time() - middle))
    pairs = pairs[len(pairs) // 10 :]  # the first ones warm the caches
    parses, layers = (sum(pair[place] for pair in pairs) for place in (0, 1))
    print(f"{len(pairs)} pairs: layer {layers:.2f} s, parse {parses:.2f} s, share {100 * layers / parses:.1f} %, "
          f"median of the pairs {100 * median(layer / parse for parse, layer in pairs):.1f} %")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path, nargs="?")
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--without", nargs="*", default=[], choices=["model", "rules", "tagger", "document"])
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    settings = EntitySettings(**dict.fromkeys(options.without, False))
    rules = EntityRules.load(options.rules)
    if options.pairs:
        return measure_pairs(rows[: options.pairs], rules)
    if options.predicted is None:
        parser.error("name the file for the predictions, or --pairs")
    parsed = [
        attach(Document(row["id"], row["text"]), parse)
        for row, parse in zip(rows, read_parses(options.gold, rows, options.cache), strict=True)
    ]
    start = time.process_time()
    found = [find_entities(item, rules, settings) for item in parsed]
    seconds, tokens = time.process_time() - start, sum(len(item.parse) for item in parsed)
    print(f"entities {seconds:.2f} s, {1e6 * seconds / max(tokens, 1):.1f} µs a token, {tokens} tokens")
    with options.predicted.open("w", encoding="utf-8") as file:
        for row, entities in zip(rows, found, strict=True):
            for item in entities:
                print(json.dumps({"doc": row["id"], "start": item.start, "end": item.end, "label": item.label,
                                  "text": item.text, "name": item.name, "origin": item.origin}), file=file)  # fmt: skip


if __name__ == "__main__":
    main()
