"""What a user can set about reading and cleaning."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

STEPS = (
    "line_ends",
    "mojibake",
    "characters",
    "page_numbers",
    "running_heads",
    "contents",
    "footnotes",
    "line_wraps",
    "headings",
    "keywords",
)
"""The steps of cleaning, in their order; each can be left out by its name."""


class IngestSettings(BaseModel):
    """How files are read and their text is cleaned.

    Attributes:
        verbatim: Store the text exactly as it stands in the input; no step of cleaning is run.
        format: Read every source as this format (an extension such as `jsonl`), whatever its name says.
        text_column: The column or field with the text; empty to recognise it by its name. Likewise
            `id_column`, `date_column`, `title_column` and `keywords_column`.
        encoding: The encoding of text files that have no byte order mark; empty to find out.
        language: ISO 639-1 code given to every document; empty to detect it for each.
        date_order: How a date such as 03/04/2021 is meant; empty leaves one that can be read both ways unread.
        split: What becomes a document: the whole file, each page, each section under a heading, or each line.
        html: The main text of a web page, or everything visible.
        password: Opens encrypted PDFs and archives; never stored.
        skip: Steps of cleaning to leave out (see `STEPS`).
        near_duplicates: Whether texts that are nearly the same are looked for, besides those that are the same.
        least_similarity: The least share of word triples that near duplicates have in common.
        drop_duplicates: Leave out a document that repeats an earlier one of any corpus, exactly or nearly.
        metadata_file: A CSV whose rows are joined to files by name (column `file`, `source`, `name` or `id`).
        max_bytes: Files above this size are refused, unless they are read row by row.
        max_characters: Texts above this length are refused.
        max_members: The most files taken out of one archive.
        seconds: The most time that one file may take to read.
        memory_mb: The most memory that the process which reads a file may use.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbatim: bool = False
    format: str = ""
    text_column: str = ""
    id_column: str = ""
    date_column: str = ""
    title_column: str = ""
    keywords_column: str = ""
    encoding: str = ""
    language: str = ""
    date_order: Literal["", "dmy", "mdy"] = ""
    split: Literal["none", "page", "heading", "lines"] = "none"
    html: Literal["main", "all"] = "main"
    password: str = Field(default="", exclude=True, repr=False)
    skip: tuple[str, ...] = ()
    near_duplicates: bool = True
    least_similarity: float = Field(default=0.8, ge=0.5, le=1.0)
    drop_duplicates: bool = False
    metadata_file: Path | None = None
    max_bytes: int = Field(default=1_000_000_000, gt=0)
    max_characters: int = Field(default=20_000_000, gt=0)
    max_members: int = Field(default=100_000, gt=0)
    seconds: float = Field(default=120.0, gt=0)
    memory_mb: int = Field(default=2048, gt=0)

    @field_validator("skip")
    @classmethod
    def _known_steps(cls, skip: tuple[str, ...]) -> tuple[str, ...]:
        for step in skip:
            if step not in STEPS:
                raise ValueError(f"{step!r} is no step of cleaning; the steps are {', '.join(STEPS)}")
        return skip
