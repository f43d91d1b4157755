"""Annotated passages: our own bracket markup, and JSONL with offsets."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from themeline.entities.gazetteer import Gazetteer
from themeline.entities.labels import check_label

PLACES = frozenset(["GPE", "LOC", "FAC"])
MARK = re.compile(r"\[([A-Z_]+) ([^\[\]]+)\]")
CROSSNER = {
    "politician": "PERSON", "person": "PERSON", "organisation": "ORG", "politicalparty": "ORG", "country": "GPE",
    "location": "GPE", "election": "EVENT", "event": "EVENT",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its names: (start, end, label); an empty label says that something is named, but not what.

    `foreign` says that it was annotated by other guidelines than ours.
    """

    text: str
    names: tuple[tuple[int, int, str], ...]
    foreign: bool = False


def read_markup(path: Path) -> list[Passage]:
    """Read passages such as `The [ORG Ministry of Defence] of ...`, one a line; `#` begins a comment.

    Raises:
        SettingsError: If a label is none of ours.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_passage(line, path.name) for line in lines if line.strip() and not line.startswith("#")]


def _passage(line: str, source: str) -> Passage:
    text, names, position = "", [], 0
    for match in MARK.finditer(line):
        check_label(match.group(1), f"{source}, {line[:40]}…")
        text += line[position : match.start()]
        names.append((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        position = match.end()
    return Passage(text + line[position:], tuple(names))


def read_crossner(path: Path, gazetteer: Gazetteer) -> list[Passage]:
    """Read CrossNER's political sentences (JSONL with `text` and `ents`).

    Its `misc` names have no label here; a `location` is what the gazetteer says, else a GPE.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Passage(
            row["text"], tuple((e["start"], e["end"], _label(row["text"], e, gazetteer)) for e in row["ents"]), True
        )
        for row in rows
    ]


def _label(text: str, name: dict[str, Any], gazetteer: Gazetteer) -> str:
    entry = gazetteer.by_form.get(text[name["start"] : name["end"]])
    if name["label"] == "location" and entry is not None and entry.label in PLACES:
        return entry.label
    return CROSSNER.get(name["label"], "")
