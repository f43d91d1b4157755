"""A report as one JSON object."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from themeline.report.page import Page


def json_form(page: Page, tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    """Return title, findings and all tables (lists of rows) as plain values; what is missing is null."""
    head = {"title": page.title, "kind": page.subtitle, "verdict": list(page.verdict)}
    return head | tables_as_dict(page.findings, tables)


def tables_as_dict(findings: Sequence[str], tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    """Return findings and tables (lists of rows) as plain values; what is missing is null."""
    rows = {
        name: [{str(k): plain(v) for k, v in row.items()} for row in t.to_dict("records")] for name, t in tables.items()
    }
    return {"findings": list(findings), "tables": rows}


def plain(value: object) -> object:
    """Return a value that JSON can hold: missing and unbounded numbers become null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, str | int | float | bool | dict) or value is None else str(value)
