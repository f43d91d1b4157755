"""Values as people read them."""

import math

import pandas as pd

from themeline.report.columns import NUMERIC

MISSING = "–"


def is_missing(value: object) -> bool:
    """Return whether a cell is empty: None, NaN, NA."""
    if isinstance(value, list | tuple | dict | str):
        return False
    return value is None or value is pd.NA or value is pd.NaT or value != value


def show(value: object, kind: str) -> str:
    """Return a cell's value as text for people; the exact value stays in the files."""
    if is_missing(value):
        return MISSING
    if kind not in NUMERIC:
        return str(value)
    number = float(value)  # type: ignore[arg-type]
    if kind == "count":
        return f"{int(number):,}"
    if kind == "share":
        return show_share(number)
    if kind == "number":
        return show_number(number)
    if kind == "signed":
        return f"{100 * number:+.1f}".replace("-", "−")
    if kind == "p":
        return show_p(number)
    return str(int(number))


def show_share(value: float) -> str:
    """Return a share as a percentage, with a decimal where it is small."""
    if not 0 < value < 0.1:
        return f"{100 * value:.0f}%"
    return "<0.1%" if value < 0.001 else f"{100 * value:.1f}%"


def show_number(value: float) -> str:
    """Return a number with two or three leading digits; infinities as signs."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".replace("-", "−")


def show_p(value: float) -> str:
    """Return a p-value with what matters of it."""
    return "<0.001" if value < 0.001 else f"{value:.3f}"
