"""Run other libraries on a gold file of dates and score them: dates_compare.py GOLD.jsonl SCORER [--calendar].

Runs whichever of dateparser, datefinder, ctparse and timexy is installed; it needs neither Themeline nor its
environment. They return a moment and not how exactly it was told, so each value is cut to the length of the gold
value that it lies on, to their advantage ("in 1998" read as 1998-03-12 counts as 1998). GOLD rows hold "id", "text"
and "dct" or "doc_date"; SCORER is the program of the shared data. Prints a row of the table for each library: strict,
relaxed and value F1, and tokens (of white space) per CPU second.
"""

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

Found = tuple[int, int, str, str]
Finder = Callable[[str, datetime], Iterator[Found]]
SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|\n\s*\n|\Z)", re.DOTALL)


def dateparser_finder() -> Finder:
    from dateparser.search import search_dates

    def find(text: str, published: datetime) -> Iterator[Found]:
        place = 0
        settings = {"RELATIVE_BASE": published}
        for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, place)
            if start >= 0:
                place = start + len(words)
                yield start, place, "DATE", moment.strftime("%Y-%m-%dT%H:%M")

    return find


def datefinder_finder() -> Finder:
    import datefinder

    def find(text: str, published: datetime) -> Iterator[Found]:
        for moment, (start, end) in datefinder.find_dates(text, index=True, base_date=published):
            yield start, end, "DATE", moment.strftime("%Y-%m-%dT%H:%M")

    return find


def ctparse_finder() -> Finder:
    """It finds one expression in a text at most, so that each sentence is a text."""
    from ctparse import ctparse

    def find(text: str, published: datetime) -> Iterator[Found]:
        for sentence in SENTENCE.finditer(text):
            if len(sentence[0]) > 500 or not re.search(r"\d|[A-Z]", sentence[0]):
                continue
            best = ctparse(sentence[0], ts=published, timeout=0.5)
            if best is not None and (value := _ctparse_value(best.resolution)):
                place = sentence.start()
                yield place + best.resolution.mstart, place + best.resolution.mend, "DATE", value

    return find


def _ctparse_value(resolution) -> str:
    moment = getattr(resolution, "t_from", None) or resolution
    try:
        value = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    except (AttributeError, TypeError):
        return ""
    return value if moment.hour is None else f"{value}T{moment.hour:02}:{moment.minute or 0:02}"


def timexy_finder() -> Finder:
    import spacy
    import timexy  # noqa: F401 - registers the component

    nlp = spacy.blank("en")
    nlp.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})

    def find(text: str, published: datetime) -> Iterator[Found]:
        for entity in nlp(text).ents:
            kind, value = re.search(r'type="(\w+)"', entity.kb_id_), re.search(r'value="([^"]*)"', entity.kb_id_)
            if entity.label_ == "timexy" and kind and value:
                yield entity.start_char, entity.end_char, kind[1], value[1]

    return find


FINDERS = {
    "dateparser": dateparser_finder,
    "datefinder": datefinder_finder,
    "ctparse": ctparse_finder,
    "timexy": timexy_finder,
}


def published_of(row: dict) -> datetime:
    """The document's date as a moment, whichever part of it is known."""
    digits = re.findall(r"\d+", row.get("dct") or row.get("doc_date") or "2015-01-01")[:3]
    year, month, day = (int(part) for part in [*digits, "1", "1"][:3])
    return datetime(year, month, day)


def cut(value: str, start: int, end: int, gold: list[dict]) -> str:
    """Cut a moment to the length of the gold value that it lies on."""
    for row in gold:
        if row["start"] < end and start < row["end"]:
            wanted = row.get("value") or row.get("edtf") or ""
            return value[: max(4, len(wanted))] if re.match(r"\d{4}", wanted) else value
    return value[:10]


def run(name: str, rows: list[dict], out: Path) -> tuple[float, int]:
    find = FINDERS[name]()
    with out.open("w", encoding="utf-8") as file:
        started = time.process_time()
        for row in rows:
            gold = row.get("timex") or row.get("dates") or []
            for start, end, kind, moment in find(row["text"], published_of(row)):
                value = cut(moment, start, end, gold)
                line = {"doc": row["id"], "start": start, "end": end, "type": kind, "value": value, "edtf": value}
                file.write(json.dumps(line) + "\n")
    return time.process_time() - started, sum(len(row["text"].split()) for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--calendar", action="store_true")
    parser.add_argument("--only", choices=sorted(FINDERS))
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    for name in [options.only] if options.only else FINDERS:
        if importlib.util.find_spec(name) is None:
            print(f"| {name} | not installed |")
            continue
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "found.jsonl"
            seconds, tokens = run(name, rows, out)
            command = [sys.executable, options.scorer, options.gold, out, *(["--calendar"] if options.calendar else [])]
            score = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        figures = " | ".join(str(score[key]) for key in ("strict_f1", "relaxed_f1", "value_f1"))
        print(f"| {name} | {figures} | {tokens / seconds:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
