"""Names: of corpora by default, and of documents within a corpus, where two files may want the same one."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from themeline.errors import UsageError
from themeline.ingest.sources import readable
from themeline.store.documents import StoredDocument

LONGEST_CONDITION = 40
CORPUS_NAME = re.compile(r"\w[\w.-]*", re.UNICODE)


def default_corpus(paths: Sequence[str | Path]) -> str:
    """Return the name of the first folder or file, without its extension, as a corpus name."""
    first = Path(paths[0])
    name = "stdin" if str(first) == "-" else (first.resolve().stem if not first.is_dir() else first.resolve().name)
    return re.sub(r"[^\w.-]+", "-", readable(name)).strip("-.") or "corpus"


def check_corpus_name(name: str) -> str:
    """Return the name if it can be one.

    Raises:
        UsageError: If it has other characters than letters, digits, `_`, `-` and `.`.
    """
    if not CORPUS_NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be a corpus name.", "Use letters, digits, hyphens and underscores.")
    return name


def page_name(corpus: str, since: str = "", where: str = "") -> str:
    """Return the name of a report's page: a part of a corpus has a page of its own.

    A condition is told by its words, and by a hash, since two may have the same words.
    """
    parts = [corpus, *(["since", since] if since else [])]
    if where:
        words = "-".join(re.findall(r"\w+", where))[:LONGEST_CONDITION].strip("-")
        parts += ["where", words, hashlib.sha256(where.encode()).hexdigest()[:6]]
    return "-".join(filter(None, parts))


class NameGiver:
    """Gives each document that is read the name it had before, or one that no other document of its corpus has.

    A document is known again by the file that it came from and its own id there. Where another file has taken
    the id, the folder's name is put before it, then a number behind it. The documents of a file are named one after
    another, before those of the next.
    """

    def __init__(self, stored: Sequence[StoredDocument]) -> None:
        self._owners = {document.doc: document for document in stored}
        self._given: set[str] = set()
        self._origin = ""
        self._wanted: Counter[str] = Counter()

    def name(self, origin: str, wanted: str) -> tuple[str, StoredDocument | None]:
        """Return the document's name, and its stored version if it has one.

        Args:
            origin: Path of the file that the document was read from.
            wanted: The id that the document has there.
        """
        if origin != self._origin:
            self._origin = origin
            self._wanted.clear()
        self._wanted[wanted] += 1
        repeat = self._wanted[wanted]
        for candidate in _candidates(origin, wanted if repeat == 1 else f"{wanted}#{repeat}"):
            owner = self._owners.get(candidate)
            if candidate not in self._given and (owner is None or owner.origin == origin):
                self._given.add(candidate)
                return candidate, owner
        raise AssertionError("unreachable: there is always a next number")


def _candidates(origin: str, wanted: str) -> Iterator[str]:
    yield wanted
    folder = Path(origin).parent.name
    if folder:
        yield f"{folder}/{wanted}"
    number = 2
    while True:
        yield f"{wanted}#{number}"
        number += 1
