"""The file in which uncertain merges are put to the analyst."""

from pathlib import Path

import pandas as pd

from themeline.entities.decisions import Decision
from themeline.entities.labels import LABELS
from themeline.entities.normalise import is_acronym
from themeline.errors import UsageError
from themeline.files import replacing
from themeline.tables.formulas import as_written, inert

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
WRITTEN = ("left", "right", "name")
ANSWERS = {"same": "merge", "different": "split"}


def write_review(uncertain: pd.DataFrame, path: Path) -> int:
    """Write uncertain merges to a CSV file with an empty column `decision` for `same` or `different`.

    Args:
        uncertain: What `uncertain_merges` returns.
        path: The file to write; its `name` column, the more frequent name unless that is an acronym, may be changed.

    Returns:
        The number of rows.
    """
    spelled_out = ~uncertain["right"].map(is_acronym).astype(bool)
    rarer = spelled_out & (uncertain["mentions_right"] > uncertain["mentions_left"])
    name = uncertain["left"].mask(rarer, uncertain["right"])
    table = uncertain.assign(decision="", name=name)[REVIEW_COLUMNS]
    table = table.assign(**{column: table[column].map(inert) for column in WRITTEN})
    with replacing(path) as file:
        table.to_csv(file, index=False, encoding="utf-8-sig")
    return len(table)


def read_review(path: Path) -> list[Decision]:
    """Read the decisions from an edited review file; rows without one decide nothing.

    Raises:
        UsageError: If it is no CSV, if a column is missing, or if a decision is neither `same` nor `different`.
    """
    table = _read_table(path)
    missing = [column for column in ("decision", "left", "right", "label") if column not in table]
    if missing:
        raise UsageError(f"{path.name} has no column {missing[0]!r}.", "Write it anew: themeline entities review.")
    table = table.assign(**{column: table[column].map(as_written) for column in WRITTEN if column in table})
    decisions = []
    for line, row in enumerate(table.to_dict("records"), start=2):
        answer = row["decision"].strip().lower()
        if answer and answer not in ANSWERS:
            raise UsageError(f"{path.name}, line {line}: {answer!r} is no decision.", "Write same or different.")
        if answer and (row["label"] not in LABELS or not row["left"].strip() or not row["right"].strip()):
            raise UsageError(f"{path.name}, line {line}: left, right or label has been changed.", "Write it anew.")
        if answer == "same":
            decisions.append(Decision("merge", row["label"], row["left"], row["right"], row.get("name") or row["left"]))
        elif answer:
            decisions.append(Decision("split", row["label"], row["right"], row["left"]))
    return decisions


def _read_table(path: Path) -> pd.DataFrame:
    """Read a CSV as spreadsheets save it: with commas, semicolons or tabs."""
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
        separator = max(",;\t", key=header.count)
        return pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UsageError(f"{path.name} is no CSV in UTF-8.", "Save it as CSV UTF-8 and apply it again.") from error
