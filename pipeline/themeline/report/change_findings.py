"""What newer documents changed, in plain words."""

from collections.abc import Iterator

import pandas as pd

from themeline.report.wording import count, listing

LAYERS = {"keyword": "Among keywords", "entity": "Among entities", "theme": "Among themes"}
CHANGES = {"new": "new", "rising": "more frequent than before", "falling": "less frequent"}
LEAST = 2


def change_findings(changes: pd.DataFrame, since: str) -> Iterator[str]:
    """Say for each layer what is new (in two documents or more), and what has become more or less frequent.

    Args:
        changes: The rows of `changes_table` for one pair of periods.
        since: The batch with which the later one begins.
    """
    if changes.empty:
        yield f"Since {since} nothing has changed in keywords, entities and themes."
    for layer, words in LAYERS.items():
        if parts := list(_parts(changes[changes["layer"] == layer])):
            yield f"{words}, since {since}: {'; '.join(parts)}."


def _parts(rows: pd.DataFrame) -> Iterator[str]:
    for change, words in CHANGES.items():
        chosen = rows[rows["change"] == change]
        if change == "new":
            chosen = chosen.sort_values(["after", "q"], ascending=[False, True], kind="stable")
            chosen = chosen[chosen["after"] >= LEAST]
        if len(chosen):
            yield f"{words} {'is' if len(chosen) == 1 else 'are'} {listing(chosen['term'].tolist(), 5)}"
    gone = int((rows["change"] == "vanished").sum())
    if gone:
        yield f"{count(gone, 'term')} of before {'is' if gone == 1 else 'are'} not in the new documents"
