"""What an ingest would read, without a workspace: nothing is written."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from themeline.ingest import Cleaned, IngestSettings, Source, StepChange, list_sources, read_changes, read_counted
from themeline.ingest.reading import Result
from themeline.stages.progress import Progress, Reporter, silent
from themeline.stages.settings import Settings
from themeline.tables import Failure


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document as it would be stored, without its text; `characters` is the text's length."""

    doc: str
    source: str
    title: str
    published: str
    language: str
    author_keywords: tuple[str, ...]
    characters: int
    columns: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an ingest would read.

    Attributes:
        files: How many files there are.
        documents: The documents, in their order.
        failures: What could not be used, and why.
        cleaning: For each step of cleaning, how many places it changed.
    """

    files: int
    documents: list[FoundDocument] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    cleaning: dict[str, int] = field(default_factory=dict)


def preview(
    paths: Sequence[str | Path],
    settings: Settings,
    changed: Callable[[StepChange], None] | None = None,
    report: Reporter = silent,
) -> Preview:
    """Read everything, store nothing.

    Args:
        paths: Files, folders, patterns, or `-`.
        settings: The settings to read with.
        changed: Told of each step of cleaning that changes a text, as it is read.
        report: Told of the files done.

    Raises:
        UsageError: If a path does not exist.
    """
    sources = list_sources(paths, settings.ingest)
    found = Preview(len(sources))
    cleaning: Counter[str] = Counter()
    read: Callable[[Source, IngestSettings], Iterator[Result]] = read_counted if changed is None else read_changes
    for number, source in enumerate(sources, start=1):
        for item in read(source, settings.ingest):
            if isinstance(item, StepChange):
                assert changed is not None
                changed(item)
            elif isinstance(item, Failure):
                found.failures.append(item)
            else:
                found.documents.append(_found(item))
                cleaning.update(item.counts)
        report(Progress("read", number, len(sources)))
    found.cleaning.update({step: count for step, count in cleaning.items() if count})
    return found


def _found(item: Cleaned) -> FoundDocument:
    document = item.document
    return FoundDocument(
        document.doc,
        document.source,
        document.title,
        document.published,
        document.language,
        document.author_keywords,
        len(document.text),
        item.columns,
    )
