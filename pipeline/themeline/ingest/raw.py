"""What a reader makes of a file, before cleaning: its text, and whatever the format says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from themeline.errors import InputError
from themeline.tables import BlockKind


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
