"""Labels from files into the workspace, and out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from themeline.errors import UsageError
from themeline.files import replacing
from themeline.stages.theme_labels import labels_in_force
from themeline.store import Selection, Store, labels
from themeline.store.counts import sentences_of
from themeline.store.documents import read_documents
from themeline.store.labels import Judgement
from themeline.store.query import document_numbers
from themeline.tables.formulas import inert

if TYPE_CHECKING:
    import pandas as pd

    from themeline.themes import Codebook

Unknown = Literal["refuse", "keep", "skip"]
Place = tuple[str, str, str]
"""Corpus, document, text: what a label hangs on."""

EXPORTED = ["document", "sentence", "start", "end", "text", "coder", "themes", "version", "origin"]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many sentences were newly labelled, were labelled so already, and are not in the workspace."""

    added: int
    unchanged: int
    unknown: int


def import_labels(
    store: Store, path: Path, codebook: "Codebook", coder: str, corpus: str = "", unknown: str = "refuse"
) -> ImportResult:
    """Add the labels of a CSV, XLSX or JSONL file; rows of one coder about one sentence are taken together.

    Args:
        store: The workspace.
        path: The file: see `themes.read_labels`. A document may be written `doc` or `corpus/doc`.
        codebook: The codebook that the labels are of.
        coder: Whose labels they are where the file does not say.
        corpus: Look for the sentences only in this corpus or defined sub-corpus.
        unknown: What to do with sentences that the workspace has not: `refuse` the file, `keep` them to learn from
            by their text alone, or `skip` them.

    Raises:
        UsageError: If sentences are unknown and to be refused; then nothing is added.
        InputError: If the file cannot be read.
        SettingsError: If a row names a theme that the codebook lacks.
        ModelError: If the codebook is exclusive, and a coder gave a sentence no theme or several.
    """
    from themeline.themes import read_labels

    if unknown not in get_args(Unknown):
        raise UsageError(f"--unknown cannot be {unknown!r}.", f"It is one of: {', '.join(get_args(Unknown))}.")
    rows = read_labels(path, codebook)
    with store.locked():
        places = _find(rows, store, corpus)
        missing = [number for number, place in enumerate(places) if place is None]
        if missing and unknown == "refuse":
            _refuse(rows, missing, path)
        if unknown == "keep":
            places = [place or _outside(rows, number, path) for number, place in enumerate(places)]
        judged = _judgements(rows, places, codebook, coder)
        held = labels_in_force(store, codebook)
        known = dict(zip(zip(*(held[c] for c in _IDENTITY), strict=True), held["themes"], strict=True))
        new = [j for j in judged if set(known.get((j.corpus, j.doc, j.text, j.coder), ("",))) != set(j.themes)]
        with store.writing() as database:
            labels.add(database, new)
    return ImportResult(len(new), len(judged) - len(new), len(missing))


def export_labels(store: Store, path: Path, codebook: "Codebook") -> int:
    """Write the labels in force as .csv, or with the coded texts as .qdpx, and return how many there are.

    Labels of sentences that the workspace no longer has are in the .csv alone.

    Raises:
        UsageError: If the suffix is neither.
        OutputError: If the file cannot be written.
    """
    frame = labels_in_force(store, codebook)
    if path.suffix.lower() not in (".csv", ".qdpx"):
        raise UsageError(f"{path.name} is neither .csv nor .qdpx.", "Name the file with one of these suffixes.")
    if path.suffix.lower() == ".csv":
        shown = frame.assign(themes=frame["themes"].map("|".join), text=frame["text"].map(inert))
        with replacing(path) as file:
            shown[EXPORTED].to_csv(file, index=False)
    else:
        frame = frame[frame["number_of_document"].notna()]
        _write_project(store, frame, codebook, path)
    return len(frame)


_IDENTITY = ("corpus", "doc", "text", "coder")


def _find(rows: "pd.DataFrame", store: Store, corpus: str) -> list[Place | None]:
    """Return for each row the sentence that it means: by its text, or by document and number."""
    with store.reading() as database:
        sentences = sentences_of(database, document_numbers(database, Selection(corpus)))
    by_text: dict[tuple[str, str], Place] = {}
    by_number: dict[tuple[str, int], Place] = {}
    columns = (sentences[name].tolist() for name in ("corpus", "doc", "text", "sentence"))
    for own, doc, text, number in zip(*columns, strict=True):
        for name in ("", doc, f"{own}/{doc}"):
            by_text.setdefault((name, _plain(text)), (own, doc, text))
            by_number.setdefault((name, number), (own, doc, text))
    return [
        by_text.get((doc, _plain(text))) if text.strip() else by_number.get((doc, number)) if doc else None
        for doc, number, text in zip(rows["document"], rows["sentence"], rows["text"], strict=True)
    ]


def _plain(text: str) -> str:
    """Return a text without what copying from one program to another changes in it."""
    return " ".join(text.split())


def _refuse(rows: "pd.DataFrame", missing: Sequence[int], path: Path) -> None:
    first = rows.iloc[missing[0]]
    what = repr(first["text"][:60]) if first["text"] else f"{first['document']!r}, sentence {first['sentence']}"
    raise UsageError(
        f"{len(missing):,} of {len(rows):,} rows of {path.name} are about sentences that the workspace has not; the "
        f"first is row {missing[0] + 1}: {what}. Nothing was imported.",
        "Ingest their texts first, or say --unknown keep (learn from them all the same) or --unknown skip.",
    )


def _outside(rows: "pd.DataFrame", number: int, path: Path) -> Place | None:
    row = rows.iloc[number]
    return ("", row["document"] or f"{path.name}:{number + 1}", row["text"]) if row["text"].strip() else None


def _judgements(
    rows: "pd.DataFrame", places: Sequence[Place | None], codebook: "Codebook", coder: str
) -> list[Judgement]:
    together: dict[tuple[Place, str], dict[str, None]] = {}
    for place, who, themes in zip(places, rows["coder"], rows["themes"], strict=True):
        if place is not None:
            together.setdefault((place, who or coder), {}).update(dict.fromkeys(themes))
    if codebook.exclusive:
        _refuse_not_one(together, codebook)
    return [
        Judgement(*place, who, codebook.name, codebook.version, tuple(themes), "file")
        for (place, who), themes in together.items()
    ]


def _refuse_not_one(together: Mapping[tuple[Place, str], Mapping[str, None]], codebook: "Codebook") -> None:
    from themeline.themes.labels import refuse_not_one

    for (place, who), themes in together.items():
        if len(themes) != 1:
            refuse_not_one(codebook, tuple(themes), f"{_plain(place[2])[:60]!r}, as {who} judged it,")


def _write_project(store: Store, frame: "pd.DataFrame", codebook: "Codebook", path: Path) -> None:
    from themeline.themes import write_project

    numbers = dict(zip(frame["number_of_document"].tolist(), frame["document"], strict=True))
    with store.reading() as database:
        texts: Mapping[str, str] = {numbers[n]: d.text for n, d in read_documents(database, list(numbers))}
    write_project(frame.astype({"start": int, "end": int}), texts, codebook, path)
