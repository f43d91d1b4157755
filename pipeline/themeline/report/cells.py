"""Values as people read them."""

import math
from typing import Any

import pandas as pd

MISSING = "–"


def is_missing(value: Any) -> bool:
    """Return whether a cell is empty: None, NaN, NA."""
    return value is None or (not isinstance(value, list | tuple | dict | str) and bool(pd.isna(value)))


def show(value: Any, kind: str) -> str:
    """Return a cell's value as text for people; the exact value stays in the files."""
    if is_missing(value):
        return MISSING
    if kind == "count":
        return f"{int(value):,}"
    if kind == "share":
        return show_share(float(value))
    if kind == "number":
        return show_number(float(value))
    if kind == "signed":
        return f"{100 * float(value):+.1f}".replace("-", "−")
    if kind == "p":
        return show_p(float(value))
    return str(int(value)) if kind == "year" else str(value)


def show_share(value: float) -> str:
    """Return a share as a percentage, with a decimal where it is small."""
    if not 0 < value < 0.1:
        return f"{100 * value:.0f}%"
    return "<0.1%" if value < 0.001 else f"{100 * value:.1f}%"


def show_number(value: float) -> str:
    """Return a number with two or three leading digits; infinities as signs."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".replace("-", "−")


def show_p(value: float) -> str:
    """Return a p-value with what matters of it."""
    return "<0.001" if value < 0.001 else f"{value:.3f}"
