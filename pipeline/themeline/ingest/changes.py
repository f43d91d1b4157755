"""What cleaning would change in a source, step by step, for people to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from themeline.ingest.cleaning import LINE_STEPS, TEXT_STEPS
from themeline.ingest.lines import PAGE, split_lines
from themeline.ingest.paragraphs import join_lines
from themeline.ingest.raw import RawDocument
from themeline.ingest.settings import IngestSettings

PAGE_SIGN = "␌"


@dataclass(frozen=True, slots=True)
class StepChange:
    """What a step of cleaning did to a text.

    Attributes:
        source: The file and part.
        step: The step's name.
        count: How many places it changed.
        diff: The changed lines, as a unified diff without context; a page break is shown as ␌.
    """

    source: str
    step: str
    count: int
    diff: tuple[str, ...]


def cleaning_changes(raw: RawDocument, name: str, settings: IngestSettings) -> Iterator[StepChange]:
    """Yield each step that changes a raw document."""
    source = name + raw.part
    text = raw.text or "\n\n".join(block.text for block in raw.blocks)
    for step, clean in TEXT_STEPS.items():
        if step not in settings.skip and not settings.verbatim:
            cleaned, count = clean(text)
            if count:
                yield StepChange(source, step, count, _diff(text.splitlines(), cleaned.splitlines()))
            text = cleaned
    if raw.blocks or settings.verbatim:
        return
    lines = split_lines(text)
    for step, clean_lines in LINE_STEPS.items():
        if step not in settings.skip:
            kept, count = clean_lines(lines)
            if count:
                yield StepChange(source, step, count, _diff(lines, kept))
            lines = kept
    if "line_wraps" not in settings.skip:
        paragraphs, count = join_lines(lines)
        if count:
            yield StepChange(source, "line_wraps", count, _diff(lines, [block.text for block in paragraphs]))


def _diff(before: list[str], after: list[str]) -> tuple[str, ...]:
    old, new = ([PAGE_SIGN if line == PAGE else line for line in lines] for lines in (before, after))
    return tuple(unified_diff(old, new, lineterm="", n=0))[2:]
