"""The unit that patterns see: a known word, a number, a shape or a sign."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Lexeme(NamedTuple):
    """A word, number, shape or sign of a text; `values` holds what it stands for in each of its classes."""

    start: int
    end: int
    code: str
    values: Mapping[str, Any]
