"""The words by which ingestion knows headings, keyword lines and columns; they are data (`models/ingest/`)."""

import re
import tomllib
from functools import lru_cache
from typing import Any

from themeline.resources import data_path


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    with data_path("models", "ingest", "words.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def heading_words() -> frozenset[str]:
    """Return the words that sections are called by, in small letters."""
    return frozenset(_words()["headings"]["words"])


@lru_cache(maxsize=1)
def contents_words() -> frozenset[str]:
    """Return the headings of a table of contents, in small letters."""
    return frozenset(_words()["headings"]["contents"])


@lru_cache(maxsize=1)
def keyword_labels() -> re.Pattern[str]:
    """Return the pattern of the label before the author's keywords, with its colon or dash."""
    labels = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in _words()["keywords"]["labels"])
    return re.compile(rf"[\W_]*(?:{labels})\s*+(?:(?:\([^)]*\)\s*)?[:：—–]|\.\s|-\s|$)[\s*_]*", re.IGNORECASE)


@lru_cache(maxsize=16)
def column_names(meaning: str) -> tuple[str, ...]:
    """Return the names that a column of this meaning goes by, the likeliest first."""
    return tuple(_words()["columns"][meaning])


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Return the English function words by which a text is known at once to be English."""
    return frozenset(_words()["english"]["words"])


@lru_cache(maxsize=1)
def open_words() -> frozenset[str]:
    """Return the words after which a line cannot end."""
    return frozenset(_words()["lines"]["open"])


@lru_cache(maxsize=1)
def linking_words() -> frozenset[str]:
    """Return the words before which a hyphen at a line's end stays."""
    return frozenset(_words()["lines"]["linking"])


@lru_cache(maxsize=1)
def hyphen_prefixes() -> frozenset[str]:
    """Return the words after which a hyphen at a line's end stays."""
    return frozenset(_words()["lines"]["hyphen_prefixes"])


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """Return the words that stay small in a title."""
    return frozenset(_words()["lines"]["title"])


@lru_cache(maxsize=1)
def boilerplate() -> re.Pattern[str]:
    """Return the pattern of paragraphs that are a web page's own business: calls to subscribe, links to more."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _words()["web"]["boilerplate"]), re.IGNORECASE)


@lru_cache(maxsize=1)
def numbered_words() -> frozenset[str]:
    """Return the words whose number belongs to them, as in "Art.5"."""
    return frozenset(_words()["lines"]["numbered"])
