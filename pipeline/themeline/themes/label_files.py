"""Labels from files that people have: CSV, XLSX and JSONL, one sentence a row."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import InputError
from themeline.tables.formulas import as_written
from themeline.themes.codebook import Codebook

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("document", "sentence", "text", "coder", "themes")
ALIASES = {"doc": "document", "labels": "themes", "label": "themes", "theme": "themes", "codes": "themes"}
ALIASES |= {"id": "document", "annotator": "coder", "user": "coder"}


def read_labels(path: Path, codebook: Codebook) -> "pd.DataFrame":
    """Read labels from a file.

    A row is a sentence: `themes` (keys separated by `|` or `;`, a list in JSONL, empty for none), `text` or both
    `document` and `sentence` to say which, `coder` if there are several. Instead of `themes` there may be one column
    for each theme of the codebook, holding 1 or 0.

    Returns:
        Columns `document`, `sentence`, `text`, `coder`, `themes` (a tuple of keys); what the file lacks is empty
        (`sentence`: 0).

    Raises:
        InputError: If the file is of another kind or damaged, or lacks the columns.
        SettingsError: If a row names a theme that the codebook lacks; the message names the row.
    """
    import pandas as pd

    table = _read_table(path)
    table = table.rename(columns=lambda name: ALIASES.get(str(name).strip().lower(), str(name).strip()))
    by_column = [key for key in codebook.keys if key in table.columns]
    if "themes" not in table.columns and not by_column:
        raise InputError(f"{path.name} has no column `themes`, nor one for each theme.", "Name the column of labels.")
    if "text" not in table.columns and not {"document", "sentence"} <= set(table.columns):
        raise InputError(f"{path.name} does not say which sentences it labels.", "Add a column `text`.")
    rows = [_row(dict(row), by_column, codebook, path, number) for number, row in _numbered(table)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _read_table(path: Path) -> "pd.DataFrame":
    import pandas as pd

    try:
        if path.suffix.lower() == ".csv":
            text = path.read_text(encoding="utf-8-sig")
            separator = max(",;\t", key=text.split("\n", 1)[0].count)
            return pd.read_csv(StringIO(text), dtype=str, keep_default_na=False, sep=separator)
        if path.suffix.lower() == ".xlsx":
            return pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")
        if path.suffix.lower() == ".jsonl":
            lines = path.read_text(encoding="utf-8-sig").splitlines()
            return pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    except OSError as error:
        raise InputError(f"The labels in {path} cannot be read: {error.strerror}.") from None
    except Exception as error:  # each reader has its own errors for a damaged file
        raise InputError(f"The labels in {path} are damaged: {error}.") from None
    raise InputError(f"{path.name} is neither .csv, .xlsx nor .jsonl.", "Save the labels as one of these.")


def _numbered(table: "pd.DataFrame") -> Iterator[tuple[int, dict[str, object]]]:
    for number, row in enumerate(table.to_dict("records"), start=1):
        yield number, {str(name): value for name, value in row.items()}


def _row(
    row: dict[str, object], by_column: list[str], codebook: Codebook, path: Path, number: int
) -> tuple[str, int, str, str, tuple[str, ...]]:
    try:
        sentence = int(str(row.get("sentence") or 0))
    except ValueError:
        raise InputError(f"{path.name}, row {number}: the sentence {row['sentence']!r} is no number.") from None
    keys = _keys(row["themes"]) if "themes" in row else [key for key in by_column if str(row[key]).strip() in _YES]
    try:
        themes = tuple(codebook[key].key for key in dict.fromkeys(keys))
    except Exception as error:
        raise type(error)(f"{path.name}, row {number}: {error}") from None
    return (
        str(row.get("document") or ""),
        sentence,
        as_written(str(row.get("text") or "")),
        str(row.get("coder") or ""),
        themes,
    )


_YES = {"1", "1.0", "true", "True", "TRUE", "yes", "x", "X"}


def _keys(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(key).strip() for key in value]
    text = "" if value is None or value != value else str(value)  # NaN differs from itself
    return [key.strip() for key in text.replace(";", "|").split("|") if key.strip()]
