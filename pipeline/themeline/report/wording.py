"""Numbers and lists in sentences, and text that does nothing but be read."""

from collections.abc import Sequence
from unicodedata import category


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 document`, `2,400 documents`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listing(items: Sequence[str], most: int = 5, conjunction: str = "and") -> str:
    """Return `a, b and c`, and with more than `most` items how many there are besides."""
    shown = list(items[:most])
    rest = len(items) - len(shown)
    if rest:
        return f"{', '.join(shown)} {conjunction} {rest:,} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {conjunction} {shown[-1]}" if shown else ""


def percent(share: float) -> str:
    """Return a share as a percentage in words of a sentence."""
    if 0 < share < 0.01:
        return "less than 1%"
    return f"{100 * share:.0f}%"


def visible(text: str) -> str:
    """Return text for a terminal: escape sequences, line breaks and bidi controls become spaces."""
    return "".join(" " if category(character)[0] == "C" else character for character in text)
