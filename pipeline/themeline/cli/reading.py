"""The options that say how files are read: `run` and `ingest` have them alike."""

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal

import typer


def reading(
    verbatim: Annotated[bool, typer.Option("--verbatim", help="Store the text unchanged; no cleaning.")] = False,
    skip: Annotated[list[str], typer.Option("--skip", help="A step of cleaning to leave out; may be repeated.")] = [],  # noqa: B006 - typer needs a list
    format: Annotated[str, typer.Option(help="Read every file as this format, such as jsonl, whatever its name.")] = "",
    encoding: Annotated[str, typer.Option(help="The encoding of text files without a byte order mark.")] = "",
    language: Annotated[str, typer.Option(help="ISO 639-1 code of all documents; detected without it.")] = "",
    html: Annotated[Literal["main", "all"] | None, typer.Option(help="Web pages: the main text, or all of it.")] = None,
    split: Annotated[
        Literal["none", "page", "heading", "lines"] | None,
        typer.Option(help="What becomes a document: the file, each page, each section under a heading, or each line."),
    ] = None,
    text_column: Annotated[str, typer.Option(help="The column or field that holds the text.")] = "",
    id_column: Annotated[str, typer.Option(help="The column or field that holds the document's id.")] = "",
    date_column: Annotated[str, typer.Option(help="The column or field that holds the date.")] = "",
    title_column: Annotated[str, typer.Option(help="The column or field that holds the title.")] = "",
    keywords_column: Annotated[str, typer.Option(help="The column or field that holds the author's keywords.")] = "",
    date_order: Annotated[
        Literal["dmy", "mdy"] | None, typer.Option(help="How a date such as 03/04/2021 is meant; unread without it.")
    ] = None,
    metadata: Annotated[
        Path | None, typer.Option("--metadata", help="A CSV of metadata; its column `file` names the files.")
    ] = None,
    password: Annotated[
        str, typer.Option(envvar="THEMELINE_PASSWORD", help="Opens encrypted PDFs and archives; never stored.")
    ] = "",
    drop_duplicates: Annotated[
        bool, typer.Option("--drop-duplicates", help="Leave out documents that repeat an earlier one of any corpus.")
    ] = False,
) -> dict[str, Any]:
    """Return the settings of `[ingest]` that the options give; what no option names stays as the workspace has it."""
    given = dict(locals())
    given["metadata_file"] = given.pop("metadata")
    return {name: value for name, value in given.items() if value}


def with_reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options above; it gets the settings that they give as its argument `reading`."""
    options = inspect.signature(reading).parameters
    own = {name: part for name, part in inspect.signature(command).parameters.items() if name != "reading"}

    @wraps(command)
    def wrapped(**given: Any) -> None:  # noqa: ANN401 - whatever the options hold
        settings = reading(**{name: given.pop(name) for name in options})
        command(**given, reading=settings)

    parameters = [*own.values(), *options.values()]
    as_keywords = [part.replace(kind=inspect.Parameter.KEYWORD_ONLY) for part in parameters]
    wrapped.__signature__ = inspect.Signature(as_keywords)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {part.name: part.annotation for part in parameters}
    return wrapped
