"""What cleaning would change in a source, step by step, for people to look at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import partial

from themeline.ingest.cleaning import LINE_STEPS, TEXT_STEPS
from themeline.ingest.lines import PAGE, split_lines
from themeline.ingest.paragraphs import join_groups, join_lines, keep_lines
from themeline.ingest.raw import RawBlock, RawDocument
from themeline.ingest.settings import IngestSettings
from themeline.ingest.structure import find_structure
from themeline.tables import BlockKind

PAGE_SIGN = "␌"


@dataclass(frozen=True, slots=True)
class StepChange:
    """What a step of cleaning did to a text.

    Attributes:
        source: The file and part.
        step: The step's name.
        count: How many places it changed or found.
        diff: The changed lines, as a unified diff without context; a page break is shown as ␌, a heading and
            a keyword line by what they are in square brackets.
    """

    source: str
    step: str
    count: int
    diff: tuple[str, ...]


def cleaning_changes(raw: RawDocument, name: str, settings: IngestSettings) -> Iterator[StepChange]:
    """Yield each step that changes a raw document, in the order of the steps."""
    if settings.verbatim or len(raw.text) > settings.max_characters:
        return
    for step, count, diff in _steps(raw, settings):
        if count and step not in settings.skip:
            yield StepChange(name + raw.part, step, count, tuple(diff()))


def _steps(raw: RawDocument, settings: IngestSettings) -> Iterator[tuple[str, int, Callable[[], Iterable[str]]]]:
    """Yield each step with its count and what makes the diff."""
    text = raw.text or "\n\n".join(block.text for block in raw.blocks)
    for step, clean in TEXT_STEPS.items():
        cleaned, count = clean(text) if step not in settings.skip else (text, 0)
        yield step, count, partial(_diff, text.splitlines(), cleaned.splitlines())
        text = cleaned
    paragraphs: Sequence[RawBlock] = raw.blocks
    if not raw.blocks:
        lines = split_lines(text)
        for step, clean_lines in LINE_STEPS.items():
            kept, count = clean_lines(lines) if step not in settings.skip else (lines, 0)
            yield step, count, partial(_diff, lines, kept)
            lines = kept
        paragraphs, count = join_lines(lines) if "line_wraps" not in settings.skip else (keep_lines(lines), 0)
        yield "line_wraps", count, partial(_joined, lines)
    structure = find_structure(paragraphs, "headings" not in settings.skip, "keywords" not in settings.skip)
    before = [block.text for block in paragraphs]
    for step, kind, count in (
        ("headings", BlockKind.HEADING, structure.headings),
        ("keywords", BlockKind.KEYWORDS, len(structure.author_keywords)),
    ):
        yield step, count, partial(_diff, before, [_named(block, kind) for block in structure.blocks])


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of each paragraph that was put together, and the paragraph."""
    for group, paragraph in join_groups(lines):
        if len(group) > 1:
            yield "@@"
            yield from (f"-{line}" for line in group)
            yield f"+{paragraph}"


def _named(block: RawBlock, kind: BlockKind) -> str:
    return f"[{kind.value}] {block.text}" if block.kind is kind else block.text


def _diff(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    old, new = ([PAGE_SIGN if line == PAGE else line for line in lines] for lines in (before, after))
    return tuple(unified_diff(old, new, lineterm="", n=0))[2:]
