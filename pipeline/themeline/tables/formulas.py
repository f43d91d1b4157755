"""Texts that a spreadsheet would run: made harmless in a CSV that people open in one, and read back as they were."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula when it opens a CSV."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value


def as_written(text: str) -> str:
    """Return a text without the apostrophe that `inert` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
