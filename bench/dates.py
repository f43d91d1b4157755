"""Find the dates of a gold file and write them for the scorer: dates.py GOLD.jsonl PRED.jsonl [--cache FOLDER].

GOLD rows hold "id", "text" and "dct" or "doc_date" (or neither). The parse of each text is kept in the
cache folder, so that only the first run pays for it. Prints the speed of `find_dates` alone; with `--parse` also that
of the parse of the first documents, by stock spaCy and by ours, and how many times as long as the dates each takes.
"""

import argparse
import hashlib
import json
import re
import statistics
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import spacy

from themeline.dates import DateRules, DateSettings, find_dates
from themeline.language import ParsedDocument, load_language
from themeline.language.identity import find_pipeline
from themeline.language.parse import attach
from themeline.language.parse_store import from_bytes, to_bytes
from themeline.language.settings import LanguageSettings
from themeline.tables import Block, Document

SAMPLE = 12_000  # tokens that are parsed again to measure the parse


def paragraphs(text: str) -> tuple[Block, ...]:
    """The stretches between blank lines, as ingest cuts a text that it takes as it is."""
    return tuple(Block(m.start(), m.end()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text))


def read_documents(path: Path):
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = row.get("dct") or row.get("doc_date") or ""
        yield Document(doc=row["id"], text=row["text"], published=published, blocks=paragraphs(row["text"]))


def read_parsed(path: Path, cache: Path) -> list[ParsedDocument]:
    model, parsed = load_language(), []
    cache.mkdir(parents=True, exist_ok=True)
    for document in read_documents(path):
        file = cache / hashlib.sha256(document.text.encode()).hexdigest()[:24]
        if not file.exists():
            parse = model.nlp(model.tokenize(document.text, document.blocks))
            file.write_bytes(to_bytes(parse))
        parsed.append(attach(document, from_bytes(file.read_bytes(), model.nlp.vocab)))
    return parsed


def tokens_per_second(work: Callable[[ParsedDocument], object], documents: list[ParsedDocument], rounds: int) -> float:
    """Tokens per CPU second, the median of some rounds."""
    tokens, seconds = sum(len(parsed.parse) for parsed in documents), []
    for _ in range(rounds):
        started = time.process_time()
        for parsed in documents:
            work(parsed)
        seconds.append(time.process_time() - started)
    return tokens / statistics.median(seconds)


def speeds(documents: list[ParsedDocument], rules: DateRules, settings: DateSettings) -> dict[str, float]:
    model, sizes = load_language(), accumulate(len(parsed.parse) for parsed in documents)
    sample = [parsed for parsed, size in zip(documents, sizes, strict=True) if size <= SAMPLE] or documents[:1]
    texts = {id(parsed): (parsed.document.text, parsed.document.blocks) for parsed in sample}
    parse = tokens_per_second(lambda parsed: model.nlp(model.tokenize(*texts[id(parsed)])), sample, 3)
    plain = spacy.load(find_pipeline(LanguageSettings()).folder)
    stock = tokens_per_second(lambda parsed: plain(parsed.document.text), sample, 3)
    dates = tokens_per_second(lambda parsed: find_dates(parsed, rules, settings), sample, 9)
    rates = {"stock": round(stock), "parse": round(parse), "dates": round(dates)}
    return rates | {"times_stock": round(dates / stock, 1), "times_parse": round(dates / parse, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".dates-cache"))
    parser.add_argument("--genre", default="auto")
    parser.add_argument("--parse", action="store_true")
    options = parser.parse_args()
    documents = read_parsed(options.gold, options.cache)
    rules, settings = DateRules.load(), DateSettings(genre=options.genre)
    started = time.process_time()
    found = [find_dates(parsed, rules, settings) for parsed in documents]
    seconds = time.process_time() - started
    with options.predictions.open("w", encoding="utf-8") as out:
        for parsed, expressions in zip(documents, found, strict=True):
            for e in expressions:
                row = {"doc": parsed.document.doc, "start": e.start, "end": e.end, "type": e.type}
                row |= {"value": e.value, "edtf": e.edtf, "text": e.text}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    tokens = sum(len(parsed.parse) for parsed in documents)
    print(json.dumps({"tokens": tokens, "seconds": round(seconds, 3), "tokens_per_second": round(tokens / seconds)}))
    if options.parse:
        print(json.dumps(speeds(documents, rules, settings)))


if __name__ == "__main__":
    main()
