"""Sentences without labels, out of files and folders: what one model teaches another on."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from themeline.errors import InputError
from themeline.ingest import IngestSettings, list_sources, read_source
from themeline.tables import Document

# A sentence with fewer letters may stand in two documents by chance.
TELLING = 40
SHORTEST, LONGEST = 20, 500


def read_unlabelled(paths: Sequence[Path], evaluation: Sequence[Path] = ()) -> dict[str, list[list[str]]]:
    """Return the sentences of each English document.

    Args:
        paths: Files of any kind that Themeline reads, or folders of them.
        evaluation: JSONL files, each row with `sentences`. Documents that hold one of those sentences are left out,
            so that nothing is learnt from the texts on which a model is measured.

    Returns:
        For each file, or file or folder in a folder, by name, the sentences of its documents, in order.

    Raises:
        UsageError: If a path does not exist.
        InputError: If an evaluation file cannot be read, or a row of it has no sentences.
    """
    held = {found for path in evaluation for text in _sentences(path) if len(found := letters(text)) >= TELLING}
    corpora: dict[str, list[list[str]]] = {}
    for document in _english(paths):
        if not _holds(document.text, held):
            corpus = re.split("[/#]", document.source)[0]
            corpora.setdefault(corpus, []).append(list(cut_sentences(document.text)))
    return corpora


def cut_sentences(text: str) -> Iterator[str]:
    """Yield sentences, cut where closing punctuation meets a capital: rough, and enough to learn from."""
    for paragraph in text.splitlines():
        for sentence in re.split(r"(?<=[.?!])[\"”’)]*\s+(?=[\"“(A-Z])", paragraph.strip()):
            if SHORTEST <= len(sentence) <= LONGEST:
                yield " ".join(sentence.split())


def letters(text: str) -> str:
    """Return the letters a to z of a text alone: what is left when it is cleaned in another way."""
    return re.sub(r"[^a-z]", "", text.lower())


def _english(paths: Sequence[Path]) -> Iterator[Document]:
    for source in list_sources(paths):
        for found in read_source(source, IngestSettings()):
            if isinstance(found, Document) and found.language == "en":
                yield found


def _holds(text: str, held: set[str]) -> bool:
    whole = letters(text)
    return any(sentence in whole for sentence in held)


def _sentences(path: Path) -> Iterator[str]:
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            for sentence in json.loads(line)["sentences"]:
                yield sentence["text"] if isinstance(sentence, dict) else str(sentence)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"The evaluation file {path} cannot be read: {error!r}.") from None
