"""The author's own keywords: normalised, and compared with the extracted ones."""

import re

from themeline.tables import Document, Keyword

EDGES = " \t\r\n\"'“”‘’«».,;:•·*-–—"
SPACES = re.compile(r"\s+")


def normalize_author_keywords(document: Document) -> list[Keyword]:
    """Return the author's keywords in their order, cleaned of quotes, stops and repetitions.

    `count` is the number of mentions in the text, upper and lower case alike.
    """
    seen: dict[str, str] = {}
    for raw in document.author_keywords:
        keyword = SPACES.sub(" ", raw).strip(EDGES)
        if keyword:
            seen.setdefault(keyword.casefold(), keyword)
    return [
        Keyword(rank, keyword, 0.0, _mentions(keyword, document.text), "author")
        for rank, keyword in enumerate(seen.values(), start=1)
    ]


def _mentions(keyword: str, text: str) -> int:
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, keyword.split())) + r"(?!\w)"
    return len(re.findall(pattern, text, re.IGNORECASE))
