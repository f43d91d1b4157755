"""What the analyst has decided about names, and the file in which uncertain merges are put to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from themeline.errors import UsageError

REVIEW_COLUMNS = [
    "decision",
    "left",
    "right",
    "label",
    "name",
    "certainty",
    "evidence",
    "mentions_left",
    "mentions_right",
]
ANSWERS = {"same": "merge", "different": "split"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on names of one label.

    Attributes:
        kind: `merge` (left and right are one, called `name`), `split` (left is not what right is) or `rename`
            (what is called left is called `name`).
        name: The name to use; for a merge an empty one means the left name.
    """

    kind: str
    label: str
    left: str
    right: str = ""
    name: str = ""


def merge(label: str, names: Sequence[str], name: str = "") -> list[Decision]:
    """Decide that several names are one, called `name` or else as the first."""
    if len(names) < 2:
        raise UsageError("A merge needs two names or more.", "Name them as they stand in the table of entities.")
    return [Decision("merge", label, names[0], other, name or names[0]) for other in names[1:]]


def split(label: str, name: str, other: str) -> Decision:
    """Decide that `name` is not the same as `other`."""
    return Decision("split", label, name, other)


def rename(label: str, old: str, new: str) -> Decision:
    """Decide that what is called `old` is called `new`."""
    return Decision("rename", label, old, "", new)


def apply_decisions(names: pd.DataFrame, decisions: Sequence[Decision]) -> pd.DataFrame:
    """Return the map of names as decided; later decisions go before earlier ones, splits and merges before renames.

    Args:
        names: The map that `resolve_names` makes.
        decisions: In the order in which they were taken. Names that do not occur are no error: they may yet come.
    """
    table = names.copy()
    for decision in [*_only(decisions, "split"), *_only(decisions, "merge"), *_only(decisions, "rename")]:
        here = table["label"] == decision.label
        if decision.kind == "split":
            chosen = here & (table["name_in_document"] == decision.left)
            if (table.loc[chosen, "name"] == _name_of(table, decision.right, here)).any():
                _write(table, chosen, decision.left)
        elif decision.kind == "merge":
            names_now = {
                decision.left,
                decision.right,
                _name_of(table, decision.left, here),
                _name_of(table, decision.right, here),
            }
            chosen = here & (table["name"].isin(names_now) | table["name_in_document"].isin(names_now))
            _write(table, chosen, decision.name or decision.left)
        else:
            _write(table, here & (table["name"] == decision.left), decision.name)
    return table


def _only(decisions: Iterable[Decision], kind: str) -> list[Decision]:
    return [decision for decision in decisions if decision.kind == kind]


def _name_of(table: pd.DataFrame, name: str, here: pd.Series) -> str:
    found = table.loc[here & (table["name_in_document"] == name), "name"]
    return name if found.empty else str(found.iloc[0])


def _write(table: pd.DataFrame, chosen: pd.Series, name: str) -> None:
    for column, value in {"name": name, "evidence": "decided", "certainty": 1.0}.items():
        table[column] = table[column].mask(chosen, value)


def write_review(uncertain: pd.DataFrame, path: Path) -> int:
    """Write uncertain merges to a CSV file with an empty column `decision` for `same` or `different`.

    Args:
        uncertain: What `uncertain_merges` returns.
        path: The file to write; its `name` column may hold another name to use.

    Returns:
        The number of rows.
    """
    table = uncertain.assign(decision="", name=uncertain["left"])[REVIEW_COLUMNS]
    table.to_csv(path, index=False, encoding="utf-8-sig")
    return len(table)


def read_review(path: Path) -> list[Decision]:
    """Read the decisions from an edited review file; rows without one decide nothing.

    Raises:
        UsageError: If a column is missing or a decision is neither `same` nor `different`.
    """
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    missing = [column for column in ("decision", "left", "right", "label") if column not in table]
    if missing:
        raise UsageError(f"{path.name} has no column {missing[0]!r}.", "Write it anew: themeline entities review.")
    decisions = []
    for line, row in enumerate(table.to_dict("records"), start=2):
        answer = row["decision"].strip().lower()
        if answer and answer not in ANSWERS:
            raise UsageError(f"{path.name}, line {line}: {answer!r} is no decision.", "Write same or different.")
        if answer == "same":
            decisions.append(Decision("merge", row["label"], row["left"], row["right"], row.get("name") or row["left"]))
        elif answer:
            decisions.append(Decision("split", row["label"], row["right"], row["left"]))
    return decisions
