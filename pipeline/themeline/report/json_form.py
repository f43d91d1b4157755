"""A report as one JSON object."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from themeline.report.page import Page


def json_form(page: Page, tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    """Return title, findings and all tables (lists of rows) as plain values; what is missing is null."""
    rows = {
        name: [{str(k): plain(v) for k, v in row.items()} for row in t.to_dict("records")] for name, t in tables.items()
    }
    return {
        "title": page.title,
        "kind": page.subtitle,
        "verdict": list(page.verdict),
        "findings": list(page.findings),
        "tables": rows,
    }


def plain(value: object) -> object:
    """Return a value that JSON can hold: missing and unbounded numbers become null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, str | int | float | bool | dict) or value is None else str(value)
