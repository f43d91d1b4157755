"""Exports of reference databases: RIS, Web of Science, PubMed and BibTeX; the abstract is the text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from themeline.ingest.published import parse_published
from themeline.ingest.raw import BadPart, RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.bibtex import bibtex_entries
from themeline.ingest.structure import split_keywords

Fields = Mapping[str, Sequence[str]]
TAGGED = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)")
WOS = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")
TEXT = ("AB", "N2", "ABSTRACT")
TITLE = ("TI", "T1", "TITLE")
KEYWORDS = ("DE", "KW", "OT", "KEYWORDS", "KEYWORD", "AUTHOR_KEYWORDS")
DATES = ("DA", "PY", "Y1", "DP", "DATE", "YEAR")
IDS = ("UT", "AN", "PMID", "KEY", "ID", "DO", "DI", "DOI")
AUTHORS = ("AU", "A1", "AUTHOR", "FAU")
NAMES = {"SO": "journal", "T2": "journal", "JO": "journal", "JF": "journal", "JOURNAL": "journal", "JT": "journal",
         "BOOKTITLE": "journal", "DO": "doi", "DI": "doi", "DOI": "doi", "UR": "url", "URL": "url", "TY": "type",
         "PT": "type", "DT": "type", "TYPE": "type", "PB": "publisher", "PUBLISHER": "publisher", "LA": "language",
         "ID": "keywords_plus"}  # fmt: skip


def read_ris(source: Input) -> Parts:
    """Read RIS, or PubMed's tagged form: records end with `ER` or a blank line before the next."""
    yield from _documents(_tagged_records(source.decoded().text.splitlines()), source)


def read_wos(source: Input) -> Parts:
    """Read Web of Science's field-tagged form."""
    yield from _documents(_wos_records(source.decoded().text.splitlines()), source)


def read_bibtex(source: Input) -> Parts:
    """Read BibTeX."""
    yield from _documents(bibtex_entries(source.decoded().text), source)


def _documents(records: Iterable[Fields], source: Input) -> Parts:
    found = False
    for number, record in enumerate(records, start=1):
        found = True
        text = _first(record, TEXT, " ")
        if text:
            yield _document(record, text, number, source)
        else:
            title = _first(record, TITLE, " ")
            yield BadPart(f"#{number}", "no_abstract", f"Record {number} has no abstract: {title[:120] or 'no title'}.")
    if not found:
        raise ReadError("bad_table", "There is no record in it.")


def _document(record: Fields, text: str, number: int, source: Input) -> RawDocument:
    keywords = [word for value in record.get(_name(record, KEYWORDS), ()) for word in split_keywords(value)]
    published = next((date for date in _dates(record, source) if date), "")
    facts = {NAMES[tag]: " ".join(values) for tag, values in record.items() if tag in NAMES}
    facts["authors"] = "; ".join(record.get(_name(record, AUTHORS), ()))
    return RawDocument(
        text=text,
        part=f"#{number}",
        doc=_first(record, IDS, " "),
        title=_first(record, TITLE, " "),
        published=published,
        author_keywords=tuple(dict.fromkeys(keywords)),
        metadata={name: fact for name, fact in facts.items() if fact},
    )


def _dates(record: Fields, source: Input) -> Iterator[str]:
    for tag in DATES:
        for value in record.get(tag, ()):
            yield parse_published(value.strip(" /"), source.settings.date_order) or parse_published(value.strip()[:4])


def _name(record: Fields, names: Sequence[str]) -> str:
    return next((name for name in names if record.get(name)), "")


def _first(record: Fields, names: Sequence[str], joint: str) -> str:
    return joint.join(record.get(_name(record, names), ())).strip()


def _tagged_records(lines: Iterable[str]) -> Iterator[Fields]:
    record: dict[str, list[str]] = defaultdict(list)
    tag = ""
    for line in lines:
        found = TAGGED.match(line)
        if found and (found[1] == "ER" or (found[1] in {"TY", "PMID"} and record)):
            if record:
                yield record
            record, tag = defaultdict(list), ""
        if found and found[1] != "ER":
            tag = found[1]
            record[tag].append(found[2].strip())
        elif line.strip() and tag and not found:
            record[tag][-1] += f" {line.strip()}"
    if record:
        yield record


def _wos_records(lines: Iterable[str]) -> Iterator[Fields]:
    record: dict[str, list[str]] = defaultdict(list)
    tag = ""
    for line in lines:
        found = WOS.fullmatch(line.lstrip("\ufeff").rstrip())
        if line.startswith("   ") and tag in {"AU", "AF"}:
            record[tag].append(line.strip())
        elif line.startswith("   ") and tag:
            record[tag][-1] += f" {line.strip()}"
        elif found and found[1] == "ER":
            yield record
            record, tag = defaultdict(list), ""
        elif found and found[1] not in {"FN", "VR", "EF"}:
            tag = found[1]
            record[tag].append((found[2] or "").strip())
    if record.keys() & {*TEXT, *TITLE}:
        yield record
