"""What a file states of itself: title, authors, date."""

import re
from collections.abc import Mapping
from typing import TypedDict

from themeline.ingest.published import parse_published

MADE_BY_PROGRAM = re.compile(
    r"(?i)(?:microsoft \w+ - .*|untitled.*|\S+\.[a-z]{2,5}|(?:microsoft word|slide|document) ?\d*)$"
)


class Stated(TypedDict):
    """The part of a raw document that comes from the file's own properties."""

    title: str
    published: str
    metadata: Mapping[str, object]


def stated_properties(title: str, created: object, origin: str = "file properties", **facts: object) -> Stated:
    """Return what a file states of itself, empty facts left out.

    Args:
        title: The title.
        created: The date, in any written form.
        origin: Where the date comes from, kept as `published_source`.
        facts: Everything else.
    """
    published = parse_published(created)
    title = " ".join(title.split())
    known = {**facts, "published_source": origin if published else ""}
    return Stated(
        title="" if MADE_BY_PROGRAM.match(title) else title,
        published=published,
        metadata={name: fact for name, fact in known.items() if fact},
    )
