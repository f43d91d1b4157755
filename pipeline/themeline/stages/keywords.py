"""The keywords of a corpus, for the `keywords` commands."""

from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import UsageError
from themeline.stages.export import read_table
from themeline.store import Selection, Store

if TYPE_CHECKING:
    import pandas as pd

    from themeline.keywords import AuthorAgreement

PERIODS = ("published", "batch")
NETWORK = ".graphml"


def corpus_keywords(store: Store, corpus: str = "") -> "pd.DataFrame":
    """Return the keywords of a corpus, or of all, with the columns of `keywords.aggregate_keywords`."""
    from themeline.keywords import aggregate_keywords

    names = ("keywords", "documents", "sentences", "themes", "entities")
    return aggregate_keywords(*(read_table(store, name, Selection(corpus)) for name in names))


def agreement(store: Store, corpus: str = "") -> "AuthorAgreement":
    """Compare the extracted keywords of a corpus, or of all, with the authors' own.

    Raises:
        UsageError: If no document has keywords of its author.
    """
    from themeline.keywords import author_agreement

    keywords = read_table(store, "keywords", Selection(corpus))
    if not (keywords["origin"] == "author").any():
        raise UsageError(
            "No document has keywords of its author.",
            "They are read from a keyword line, or from the column that `ingest --keywords-column` names.",
        )
    return author_agreement(keywords)


def changes(store: Store, corpus: str = "", by: str = "published") -> "pd.DataFrame":
    """Return what is new, rising, falling or vanished between years (`published`) or batches (`batch`).

    Raises:
        UsageError: If `by` is neither.
    """
    from themeline.keywords import keyword_changes

    if by not in PERIODS:
        raise UsageError(f"Keywords cannot be followed by {by!r}.", "Choose published or batch.")
    tables = (read_table(store, name, Selection(corpus)) for name in ("keywords", "documents"))
    return keyword_changes(*tables, by=by)


def network(store: Store, path: Path, corpus: str = "") -> int:
    """Write which keywords go together as GraphML, and return the number of edges.

    Raises:
        UsageError: If the file is no .graphml, or its folder does not exist.
    """
    from themeline.keywords import keyword_network, write_network

    if path.suffix.lower() != NETWORK:
        raise UsageError(f"A network cannot be written as {path.suffix or path.name}.", "Name a .graphml file.")
    _check_folder(path)
    found = keyword_network(*(read_table(store, name, Selection(corpus)) for name in ("keywords", "documents")))
    write_network(found, path)
    return len(found.edges)


def write_corpus_background(store: Store, path: Path, corpus: str = "") -> int:
    """Count the words of a corpus as a background for the setting `keywords.background`; return how many words.

    Raises:
        UsageError: If the file's folder does not exist.
    """
    from themeline.keywords import count_background
    from themeline.keywords.background import write_background

    _check_folder(path)
    background = count_background(read_table(store, "documents", Selection(corpus))["text"])
    write_background(background, path)
    return len(background.counts)


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", "Make it first, or name another file.")
