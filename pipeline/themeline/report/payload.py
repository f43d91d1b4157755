"""What the page's script gets: each term's numbers and sentences, every sentence once."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

WINDOW = 420


@dataclass(slots=True)
class Payload:
    """Collects terms with their evidence; `as_dict` is what `report.js` reads.

    `sides` are the compared corpora, `docs` are [id, title, year], `sentences` [document number, text], and each term
    has `facts` (name, value), `evidence` (heading, places), where a place is [sentence number, start, end] in UTF-16
    units, as scripts count.
    """

    documents: Mapping[Any, tuple[str, str, str]]
    sides: Sequence[str] = ()
    docs: dict[Any, int] = field(default_factory=dict)
    sentences: dict[tuple[int, str], int] = field(default_factory=dict)
    terms: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(
        self,
        term: str,
        facts: Iterable[tuple[str, str]],
        evidence: Iterable[tuple[str, Sequence[list[int]]]],
        years: Sequence[float] = (),
        mix: Sequence[tuple[str, int]] = (),
    ) -> None:
        """Add a term, or further facts of one that is there (a keyword that is an entity too)."""
        entry = self.terms.setdefault(term, {"facts": [], "evidence": []})
        entry["facts"] += [list(fact) for fact in facts]
        if not entry["evidence"]:
            entry["evidence"] = [[heading, list(places)] for heading, places in evidence if places]
        if years:
            entry["years"] = list(years)
        if mix:
            entry["mix"] = [list(part) for part in mix]

    def place(self, doc: Hashable, text: str, start: int, end: int) -> list[int]:
        """Register a sentence, cut around the hit when it is very long, and return the place in it."""
        text, start, end = cut(text, start, end)
        number = self.docs.setdefault(doc, len(self.docs))
        sentence = self.sentences.setdefault((number, text), len(self.sentences))
        return [sentence, utf16_length(text[:start]), utf16_length(text[:end])]

    def as_dict(self) -> dict[str, Any]:
        """Return plain lists and dicts."""
        docs = [list(self.documents.get(doc, (str(doc), "", ""))) for doc in self.docs]
        return {
            "docs": docs,
            "sentences": [list(key) for key in self.sentences],
            "terms": self.terms,
            "sides": [*self.sides],
        }


def cut(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a very long sentence to a window around a hit, and return the hit's new place."""
    if len(text) <= WINDOW:
        return text, start, end
    end = min(end, start + WINDOW // 2)
    first = max(0, start - (WINDOW - (end - start)) // 2)
    last = min(len(text), first + WINDOW)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return before + text[first:last] + after, start - first + len(before), end - first + len(before)


def places_by_side(payload: Payload, evidence: pd.DataFrame) -> dict[str, dict[str, list[list[int]]]]:
    """Register the sentences of compared corpora, and return their places by term and corpus."""
    found: dict[str, dict[str, list[list[int]]]] = {}
    columns = evidence[["term", "corpus", "doc", "text", "start", "end"]].itertuples(index=False, name=None)
    for term, corpus, doc, text, start, end in columns:
        place = payload.place((corpus, doc), text, start, end)
        found.setdefault(term, {}).setdefault(corpus, []).append(place)
    payload.documents = {key: (str(key[1]), "", "") for key in payload.docs}
    return found


def sided(
    places: Mapping[str, Mapping[str, list[list[int]]]], term: str, names: Sequence[str]
) -> list[tuple[str, list[list[int]]]]:
    """Return a term's places for each corpus, in the order of the corpora."""
    return [(name, places.get(term, {}).get(name, [])) for name in names]


def utf16_length(text: str) -> int:
    """Return the length of a text as JavaScript counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def document_labels(documents: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    """Return id, title and year of each document, by id."""
    years = ["" if pd.isna(year) else str(year) for year in documents["year"]]
    rows = zip(documents["doc"], documents["title"].fillna(""), years, strict=True)
    return {doc: (str(doc), shorten(str(title)), year) for doc, title, year in rows}


def shorten(title: str, most: int = 110) -> str:
    """Return a title that fits a line or two."""
    return title if len(title) <= most else title[:most].rstrip() + "…"


def grouped(frame: pd.DataFrame, by: str, make: Callable[[Mapping[str, Any]], Any]) -> dict[str, list[Any]]:
    """Return, for each value of a column, what `make` makes of its rows, in their order."""
    result: dict[str, list[Any]] = {}
    for row in frame.to_dict("records"):
        result.setdefault(row[by], []).append(make(row))  # type: ignore[arg-type]
    return result
