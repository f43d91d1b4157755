"""The entities commands: what the analyst decides about names, and views over the mentions of a corpus."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import UsageError
from themeline.files import replacing
from themeline.stages import names
from themeline.store import Selection, Store
from themeline.store.query import document_numbers, select, to_frame
from themeline.tables.schemas import ENTITIES

NETWORKS = frozenset([".graphml", ".csv"])

if TYPE_CHECKING:
    import pandas as pd

    from themeline.entities import Decision


def review(store: Store, path: Path) -> int:
    """Write the uncertain merges of all corpora to a CSV that the analyst edits, and return how many there are.

    Raises:
        UsageError: If there is no workspace.
    """
    from themeline.entities import uncertain_merges, write_review

    _check_folder(path)
    with store.reading() as database:
        mentions = to_frame(database.sql(names.MENTIONS))
    return write_review(uncertain_merges(mentions), path)


def apply_review(store: Store, path: Path) -> int:
    """Obey an edited review file from now on, for new batches too, and return how many decisions it holds.

    Raises:
        UsageError: If the file does not exist or holds something that is no decision.
    """
    from themeline.entities import read_review

    if not path.is_file():
        raise UsageError(f"There is no file {path}.", "Write one with: themeline entities review")
    decisions = read_review(path)
    decide(store, decisions)
    return len(decisions)


def merge(store: Store, found: Sequence[str], name: str = "", label: str = "") -> str:
    """Hold several names for one from now on, and return its name.

    Raises:
        UsageError: If a name does not occur, or occurs under several labels and none is given.
    """
    from themeline.entities import merge as merge_names

    _check(label)
    label = label or _label_of(store, found)
    decide(store, merge_names(label, found, name))
    return name or found[0]


def split(store: Store, name: str, other: str, label: str = "") -> None:
    """Hold a name for another thing than `other` from now on.

    Raises:
        UsageError: As `merge`.
    """
    from themeline.entities import split as split_names

    _check(label)
    decide(store, [split_names(label or _label_of(store, [name]), name, other)])


def rename(store: Store, old: str, new: str, label: str = "") -> None:
    """Call what is called `old` by another name from now on.

    Raises:
        UsageError: As `merge`.
    """
    from themeline.entities import rename as rename_name

    _check(label)
    decide(store, [rename_name(label or _label_of(store, [old]), old, new)])


def decide(store: Store, decisions: Sequence["Decision"]) -> None:
    """Remember decisions and bring the names up to date."""
    with store.locked():
        names.decide(store, decisions)


def ranking(store: Store, corpus: str = "", label: str = "") -> "pd.DataFrame":
    """Return the entities of a corpus by documents and mentions, with their variants.

    Raises:
        UsageError: If there is no such label.
    """
    _check(label)
    _, ranked = _mentions_and_ranking(store, corpus)
    return ranked[ranked["label"] == label] if label else ranked


def network(store: Store, path: Path, corpus: str = "") -> int:
    """Write which entities stand in sentences together as GraphML or CSV, and return the number of pairs.

    Raises:
        UsageError: If the file is neither, or its folder does not exist.
    """
    from themeline.entities import cooccurrences, write_graphml

    if path.suffix.lower() not in NETWORKS:
        raise UsageError(f"A network cannot be written as {path.suffix or path.name}.", "Name a .graphml or .csv file.")
    _check_folder(path)
    mentions, ranked = _mentions_and_ranking(store, corpus)
    pairs = cooccurrences(mentions)
    if path.suffix.lower() == ".graphml":
        write_graphml(ranked, pairs, path)
    else:
        with replacing(path) as file:
            pairs.to_csv(file, index=False)
    return len(pairs)


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", "Make it first, or name another file.")


def _check(label: str) -> None:
    from themeline.entities.labels import LABELS

    if label and label not in LABELS:
        raise UsageError(f"{label!r} is no label.", f"Use one of {', '.join(LABELS)}.")


def _mentions_and_ranking(store: Store, corpus: str) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    from themeline.entities import rank_entities

    selection = Selection(corpus)
    with store.reading() as database:
        mentions = to_frame(select(database, ENTITIES, selection))
        documents = len(document_numbers(database, selection))
    mentions["doc"] = mentions["corpus"] + "/" + mentions["doc"]
    return mentions, rank_entities(mentions, documents)


def _label_of(store: Store, found: Sequence[str]) -> str:
    with store.reading() as database:
        rows = database.execute(
            "SELECT name, list(DISTINCT label ORDER BY label) FROM (SELECT name, label FROM names UNION "
            "SELECT canonical, label FROM names) WHERE name IN (SELECT unnest(?)) GROUP BY name",
            [list(found)],
        ).fetchall()
    labels = dict(rows)
    for name in found:
        if name not in labels:
            raise UsageError(f"There is no entity called {name!r}.", "See: themeline entities list")
    common = set.intersection(*(set(labels[name]) for name in found))
    if len(common) != 1:
        known = "; ".join(f"{name}: {', '.join(labels[name])}" for name in found)
        raise UsageError(f"The label is not clear ({known}).", "Name it with --label.")
    return str(common.pop())
