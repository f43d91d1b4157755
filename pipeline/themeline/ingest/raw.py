"""What a reader makes of a file, before cleaning: its text, and whatever the format says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from themeline.errors import InputError, OutputError, ThemelineError
from themeline.files import NO_ROOM, hint_for, reason
from themeline.tables import BlockKind

UNREADABLE = "unreadable"
"""The code of a failure of which the system is the cause, not the file."""


class ReadError(InputError):
    """One input that cannot be used.

    Args:
        error: A short code for the reason, as `failures.error` has it.
        detail: What is wrong and what to do, one or two sentences.
    """

    def __init__(self, error: str, detail: str) -> None:
        super().__init__(detail)
        self.error = error

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, str]]:
        return type(self), (self.error, self.message)


def refusal(error: OSError) -> ThemelineError:
    """Return what it means that the system refuses something while a file is read.

    No room on the disk is no fault of the file: that ends the command, and the file is read the next time.
    """
    if error.errno in NO_ROOM:
        return OutputError(f"There is no room for temporary files: {reason(error)}.", hint_for(error))
    return ReadError(UNREADABLE, f"{reason(error)}.")


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A paragraph, and its kind where the format gives it; `None` where it is still to be found out."""

    text: str
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A text as its reader found it.

    Attributes:
        text: The text; pages are divided by form feeds where the format has pages.
        part: What follows the file's name in `source` when a file holds several documents (`#3`), or empty.
        doc: The user's own id, or empty.
        blocks: The text as the format divides it; empty when it is only lines.
        columns: Which columns of a table were taken for what, in one line for people; empty where there is no table.
        metadata: Everything else that the input says.
    """

    text: str = ""
    part: str = ""
    doc: str = ""
    title: str = ""
    published: str = ""
    author_keywords: tuple[str, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    blocks: tuple[RawBlock, ...] = ()
    columns: str = ""


@dataclass(frozen=True, slots=True)
class BadPart:
    """A part of a file that cannot be used: a row, a page, a member of an archive."""

    part: str
    error: str
    detail: str
