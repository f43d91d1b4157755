"""Tables put under each other, and as plain values for JSON."""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a table as plain values for JSON."""
    columns = {str(name): [plain(value) for value in table[name].tolist()] for name in table.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def plain(value: object) -> object:
    """Return a value that JSON can hold; what is missing or unbounded becomes null."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is pd.NA or (isinstance(value, float) and not np.isfinite(value)):
        return None
    return value


def stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put the rows of tables under each other; of empty ones only, the first."""
    filled = [table for table in tables if len(table)]
    if filled:
        return pd.concat(filled, ignore_index=True)
    return tables[0] if tables else pd.DataFrame()
