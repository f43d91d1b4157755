"""One name for a thing across documents.

Documents give the evidence (`evidence`): how each spells a name, and what each says an acronym stands for. Names that
it links surely enough become one group, unless the group would hold two known names or two numbers.
"""

from collections.abc import Sequence
from functools import cache

import pandas as pd

from themeline.entities.decisions import Decision, apply_decisions
from themeline.entities.evidence import LIKELY, Link, defined_acronyms, find_links
from themeline.entities.gazetteer import Gazetteer, load_gazetteer
from themeline.entities.normalise import is_acronym
from themeline.resources import data_path

MERGE_FROM = 0.8
COLUMNS = ["name_in_document", "label", "name", "evidence", "certainty", "documents", "mentions"]


def resolve_names(mentions: pd.DataFrame, decisions: Sequence[Decision] = ()) -> pd.DataFrame:
    """Bring the names of all documents together.

    Args:
        mentions: One row for each document, surface text and name: `doc`, `text`, `label`, `name` (the name within
            the document) and `mentions` (a count).
        decisions: What the analyst has decided; it goes before all evidence.

    Returns:
        One row for each name within documents and label, sorted: `name_in_document`, `label`, `name` (the same for
        all documents), `evidence`, `certainty` (0 to 1), `documents`, `mentions`. The order of the input's rows does
        not matter.
    """
    if mentions.empty:
        return pd.DataFrame(columns=COLUMNS)
    table = _names(mentions)
    gazetteer = known_names()
    parts = [_resolve_label(part, str(label), gazetteer, mentions) for label, part in table.groupby("label", sort=True)]
    result = pd.concat(parts, ignore_index=True)
    return apply_decisions(result.sort_values(["label", "name_in_document"], ignore_index=True), decisions)[COLUMNS]


def uncertain_merges(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of names that may be one thing and were not, or hardly, taken for one.

    Returns:
        `left`, `right`, `label`, `certainty`, `evidence`, `mentions_left`, `mentions_right`; the likeliest first.
    """
    columns = ["left", "right", "label", "certainty", "evidence", "mentions_left", "mentions_right"]
    if mentions.empty:
        return pd.DataFrame(columns=columns)
    gazetteer = known_names()
    rows = []
    for label, part in _names(mentions).groupby("label", sort=True):
        counts = dict(zip(part["name"], part["mentions"], strict=True))
        links = find_links(counts, str(label), gazetteer, defined_acronyms(mentions, str(label)))
        rows += [
            (
                link.left,
                link.right,
                label,
                link.certainty,
                link.evidence,
                counts.get(link.left, 0),
                counts.get(link.right, 0),
            )
            for link in links
            if link.certainty < LIKELY and link.left in counts and link.right in counts
        ]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(
        ["certainty", "label", "left", "right"], ascending=[False, True, True, True], ignore_index=True
    )


@cache
def known_names() -> Gazetteer:
    """Return the gazetteers of `models/entities`, read once."""
    return load_gazetteer(data_path("models", "entities"))


def _names(mentions: pd.DataFrame) -> pd.DataFrame:
    grouped = mentions.groupby(["label", "name"], sort=True)
    return grouped.agg(documents=("doc", "nunique"), mentions=("mentions", "sum")).reset_index()


def _resolve_label(part: pd.DataFrame, label: str, gazetteer: Gazetteer, mentions: pd.DataFrame) -> pd.DataFrame:
    counts = dict(zip(part["name"], part["mentions"], strict=True))
    links = find_links(counts, label, gazetteer, defined_acronyms(mentions, label))
    groups = _Groups(counts, gazetteer, label)
    reasons: dict[str, Link] = {}
    for link in sorted(links, key=lambda item: (-item.certainty, item.left, item.right)):
        if link.certainty >= MERGE_FROM and groups.join(link.left, link.right):
            for name in (link.left, link.right):
                reasons.setdefault(name, link)
    out = part.rename(columns={"name": "name_in_document"})
    out["name"] = [groups.name(name) for name in out["name_in_document"]]
    same = [a == b or a not in reasons for a, b in zip(out["name_in_document"], out["name"], strict=True)]
    out["evidence"] = [
        "" if kept else reasons[a].evidence for a, kept in zip(out["name_in_document"], same, strict=True)
    ]
    out["certainty"] = [
        1.0 if kept else reasons[a].certainty for a, kept in zip(out["name_in_document"], same, strict=True)
    ]
    return out


class _Groups:
    """Names that are one; a group keeps to one name of the gazetteer and one set of numbers."""

    def __init__(self, counts: dict[str, int], gazetteer: Gazetteer, label: str) -> None:
        self._counts, self._gazetteer, self._label = counts, gazetteer, label
        self._of: dict[str, list[str]] = {name: [name] for name in counts}

    def join(self, left: str, right: str) -> bool:
        """Join the groups of two names, unless they hold different known names or numbers."""
        a, b = self._of.setdefault(left, [left]), self._of.setdefault(right, [right])
        if a is b:
            return True
        if len(self._fixed(a) | self._fixed(b)) > 1 or len(_numbers(a) | _numbers(b)) > 1:
            return False
        a.extend(b)
        for name in b:
            self._of[name] = a
        return True

    def name(self, member: str) -> str:
        """Return the name of a group: the known one, else the most frequent that is no acronym and not all capitals."""
        group = self._of[member]
        fixed = self._fixed(group)
        if fixed:
            return min(fixed)
        return min(group, key=lambda n: (is_acronym(n), n.isupper(), -self._counts.get(n, 0), -len(n), n))

    def _fixed(self, group: list[str]) -> set[str]:
        entries = (self._gazetteer.by_form.get(name) for name in group)
        return {entry.name for entry in entries if entry is not None and entry.label == self._label}


def _numbers(group: list[str]) -> set[tuple[str, ...]]:
    found = {tuple(word for word in name.split() if any(c.isdigit() for c in word)) for name in group}
    return {numbers for numbers in found if numbers}
