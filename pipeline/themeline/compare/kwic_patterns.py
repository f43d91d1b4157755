"""What a concordance searches for: words or a regular expression, within a time that a search may take."""

import time
from collections.abc import Iterator

import regex  # type: ignore[import-untyped]

from themeline.compare.kwic_settings import ConcordanceSettings
from themeline.errors import UsageError


def compile_pattern(pattern: str, settings: ConcordanceSettings) -> "regex.Pattern[str]":
    """Compile a pattern.

    Raises:
        UsageError: If it is empty or malformed.
    """
    if not pattern.strip():
        raise UsageError("There is nothing to search for: the pattern is empty.")
    flags = regex.VERSION0 if settings.match_case else regex.VERSION0 | regex.IGNORECASE
    if settings.regex:
        try:
            return regex.compile(pattern, flags)
        except regex.error as error:
            where = f" at character {error.pos + 1}" if error.pos is not None else ""
            raise UsageError(f"The pattern {pattern!r} is malformed{where}: {error.msg}.") from error
    words = r"\s+".join(regex.escape(word) for word in pattern.split())
    if settings.whole_words:
        words = rf"(?<!\w){words}(?!\w)" if pattern.strip()[-1].isalnum() else rf"(?<!\w){words}"
    return regex.compile(words, flags)


def find_pattern(compiled: "regex.Pattern[str]", text: str, deadline: float, pattern: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each hit that is not empty.

    Args:
        compiled: The pattern.
        text: Where to look.
        deadline: When to stop (`time.monotonic`).
        pattern: The pattern as it was given, for the message.

    Raises:
        UsageError: If the deadline passes.
    """
    left = deadline - time.monotonic()
    try:
        if left <= 0:
            raise TimeoutError
        for match in compiled.finditer(text, timeout=left):
            if match.end() > match.start():
                yield match.start(), match.end()
    except TimeoutError as error:
        raise UsageError(
            f"Searching for {pattern!r} takes too long.", "Avoid nested repetitions such as (a+)+, or allow more time."
        ) from error
