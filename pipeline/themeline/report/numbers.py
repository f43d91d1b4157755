"""Whether tables that were computed again hold the numbers that a report was written with."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from themeline.report.files import csv_text
from themeline.report.manifest import numbers_of

CLOSE = 1e-9
"""Numbers that differ by less, relatively, were added up in another order: another processor, another library."""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """A table that is not, byte for byte, what it was.

    Attributes:
        table: Its name.
        rows_then: Its rows in the report; None where the report's CSV is not there to tell.
        rows_now: Its rows now; None where there is no such table now.
        cells: How many cells differ, if the rows and columns are the same.
        largest: The largest relative difference of numbers; infinite where words differ.
    """

    table: str
    rows_then: int | None
    rows_now: int | None
    cells: int = 0
    largest: float = np.inf

    @property
    def close(self) -> bool:
        """Whether the numbers are the same to nine digits."""
        return self.largest <= CLOSE


def differing_tables(
    then: Mapping[str, str], tables: Mapping[str, pd.DataFrame], folder: Path
) -> tuple[list[str], list[TableDifference]]:
    """Compare tables with the hashes in a manifest.

    Args:
        then: The manifest's `numbers`.
        tables: The tables, computed again.
        folder: Where the report's CSV files are, if they are there.

    Returns:
        The names of the tables that are the same, and what differs in the others.
    """
    now = numbers_of(tables)
    same = [name for name in now if then.get(name) == now[name]]
    others = sorted({*then, *now} - set(same))
    return same, [_difference(name, tables.get(name), folder / f"{name}.csv") for name in others]


def _difference(name: str, table: pd.DataFrame | None, path: Path) -> TableDifference:
    old = _cells(path.read_text(encoding="utf-8-sig")) if path.is_file() else None
    rows_then, rows_now = (None if one is None else len(one) for one in (old, table))
    if old is None or table is None:
        return TableDifference(name, rows_then, rows_now)
    new = _cells(csv_text(table))
    if old.shape != new.shape or list(old.columns) != list(new.columns):
        return TableDifference(name, rows_then, rows_now)
    differing = old.to_numpy() != new.to_numpy()
    return TableDifference(name, rows_then, rows_now, int(differing.sum()), _largest(old, new, differing))


def _largest(old: pd.DataFrame, new: pd.DataFrame, differing: np.ndarray) -> float:
    before, after = (
        pd.to_numeric(pd.Series(frame.to_numpy()[differing]), errors="coerce").to_numpy(float) for frame in (old, new)
    )
    if not len(before):
        return 0.0
    scale = np.maximum(np.abs(before), np.abs(after))
    return float(np.nan_to_num(np.abs(before - after) / np.where(scale, scale, 1), nan=np.inf).max())


def _cells(text: str) -> pd.DataFrame:
    try:
        return pd.read_csv(io.StringIO(text.lstrip("\ufeff")), dtype=str, keep_default_na=False)
    except pd.errors.EmptyDataError:
        return pd.DataFrame()
