"""What the analyst has decided about names."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from themeline.errors import UsageError


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
    if len(set(names)) < len(names):
        raise UsageError("A name stands twice in the merge.", "Name each once.")
    return [Decision("merge", label, names[0], other, name or names[0]) for other in names[1:]]


def split(label: str, name: str, other: str) -> Decision:
    """Decide that `name` is not the same as `other`."""
    if name == other:
        raise UsageError(f"{name!r} cannot be split from itself.", "Name another one as it stands in the texts.")
    return Decision("split", label, name, other)


def rename(label: str, old: str, new: str) -> Decision:
    """Decide that what is called `old` is called `new`."""
    if not new.strip():
        raise UsageError("The new name is empty.", f"Give the name that {old!r} shall have.")
    return Decision("rename", label, old, "", new)


def apply_decisions(names: pd.DataFrame, decisions: Sequence[Decision]) -> pd.DataFrame:
    """Return the map of names as decided: splits, then merges, then renames.

    Where decisions on the same two names contradict each other, the later one holds.

    Args:
        names: The map that `resolve_names` makes.
        decisions: In the order in which they were taken. Names that do not occur are no error: they may yet come.
    """
    table = names.copy()
    standing = _standing(decisions)
    for kind, take in (("split", _split), ("merge", _merge), ("rename", _rename)):
        for decision in (item for item in standing if item.kind == kind):
            take(table, decision, table["label"] == decision.label)
    return table


def _standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Leave out merges and splits that a later decision on the same two names replaces."""
    last = {(item.label, frozenset([item.left, item.right])): place for place, item in enumerate(decisions)}
    return [
        item
        for place, item in enumerate(decisions)
        if item.kind == "rename" or last[item.label, frozenset([item.left, item.right])] == place
    ]


def _split(table: pd.DataFrame, decision: Decision, here: pd.Series) -> None:
    """Give one of two names back its own; the one that the group is not called by, if there is a choice."""
    together = _name_of(table, decision.left, here)
    if together == _name_of(table, decision.right, here):
        own = decision.left if decision.left != together else decision.right
        _write(table, here & (table["name_in_document"] == own), own)


def _merge(table: pd.DataFrame, decision: Decision, here: pd.Series) -> None:
    pair = {decision.left, decision.right}
    names_now = pair | {_name_of(table, name, here) for name in pair}
    chosen = here & (table["name"].isin(names_now) | table["name_in_document"].isin(names_now))
    _write(table, chosen, decision.name or decision.left)


def _rename(table: pd.DataFrame, decision: Decision, here: pd.Series) -> None:
    """Rename what is called so, and the group of a name written so: new batches may have called it otherwise."""
    _write(table, here & table["name"].isin([decision.left, _name_of(table, decision.left, here)]), decision.name)


def _name_of(table: pd.DataFrame, name: str, here: pd.Series) -> str:
    found = table.loc[here & (table["name_in_document"] == name), "name"]
    return name if found.empty else str(found.iloc[0])


def _write(table: pd.DataFrame, chosen: pd.Series, name: str) -> None:
    for column, value in {"name": name, "evidence": "decided", "certainty": 1.0}.items():
        table[column] = table[column].mask(chosen, value)
