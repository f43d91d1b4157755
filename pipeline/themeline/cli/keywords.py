"""The `keywords` commands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from themeline.cli import show
from themeline.cli.options import (
    DEFAULT_WORKSPACE,
    JsonOption,
    OneCorpusOption,
    OutputOption,
    RedactOption,
    WorkspaceOption,
)
from themeline.cli.session import open_session

if TYPE_CHECKING:
    import pandas as pd

keywords_app = typer.Typer(
    help="The keywords of a corpus: over its documents, beside the authors', over time, as a network.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

TopOption = Annotated[int, typer.Option(min=1, help="How many to show.")]
TableFormatOption = Annotated[str, typer.Option("--format", "-f", help="Write all as csv, xlsx, parquet or jsonl.")]
SEEN = ["rank", "keyword", "documents", "mentions", "trend", "coverage"]


@keywords_app.command("list")
def list_keywords(
    corpus: OneCorpusOption = "",
    top: TopOption = 30,
    redact: RedactOption = [],  # noqa: B006
    format: TableFormatOption = "",
    output: OutputOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Rank the keywords of a corpus: documents, spread, years, trend, themes, names beside it, examples."""
    from themeline.stages.keywords import corpus_keywords
    from themeline.stages.redaction import redacted

    session = open_session(workspace, must_exist=True)
    table = redacted(session.store, corpus_keywords(session.store, corpus), redact)
    _show(table, "Keywords", SEEN, top, format, output, as_json=json)


@keywords_app.command()
def changes(
    by: Annotated[str, typer.Option(help="What to follow them over: published (years) or batch.")] = "published",
    corpus: OneCorpusOption = "",
    top: TopOption = 30,
    redact: RedactOption = [],  # noqa: B006
    format: TableFormatOption = "",
    output: OutputOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Say which keywords are new, rising, falling or vanished between years or batches."""
    from themeline.stages.keywords import changes as keyword_changes
    from themeline.stages.redaction import redacted

    session = open_session(workspace, must_exist=True)
    table = redacted(session.store, keyword_changes(session.store, corpus, by), redact)
    columns = ["earlier", "later", "keyword", "before", "after", "q", "change"]
    _show(table, "Changes", columns, top, format, output, as_json=json)


@keywords_app.command()
def agreement(
    corpus: OneCorpusOption = "",
    top: TopOption = 10,
    table: Annotated[
        str, typer.Option(help="Which to write: corpus, documents, mapping, missed or overgenerated.")
    ] = "documents",
    redact: RedactOption = [],  # noqa: B006
    format: TableFormatOption = "",
    output: OutputOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Compare the extracted keywords with the authors' own: precision, recall, F1, and what was missed."""
    from themeline.errors import UsageError
    from themeline.stages.export import write_frame
    from themeline.stages.keywords import agreement as author_agreement
    from themeline.stages.redaction import redacted

    session = open_session(workspace, must_exist=True)
    found = redacted(session.store, author_agreement(session.store, corpus), redact)
    names = ("corpus", "documents", "mapping", "missed", "overgenerated")
    tables = {name: getattr(found, name) for name in names}
    if table not in tables:
        raise UsageError(f"There is no table {table!r} of the agreement.", f"Choose one of: {', '.join(names)}.")
    if format or output:
        write_frame(tables[table], format or "csv", output)
        return
    rows = {name: _rows(frame) for name, frame in tables.items()}
    lines: list[show.Line] = [
        ("Agreement with the authors", rows["corpus"]),
        ("Authors' keywords missed", rows["missed"][:top]),
        ("Extracted, but no author's", rows["overgenerated"][:top]),
    ]
    show.result(rows, lines, quiet=False, as_json=json)


@keywords_app.command()
def network(
    output: Annotated[Path, typer.Argument(help="A .graphml file.")],
    corpus: OneCorpusOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Write which keywords stand in documents together (NPMI, thinned to its backbone), for Gephi and its like."""
    from themeline.stages.keywords import network as write_network

    count = write_network(open_session(workspace, must_exist=True).store, output, corpus)
    typer.echo(f"{count:,} links written to {output}")


@keywords_app.command()
def background(
    output: Annotated[Path, typer.Argument(help="The .tsv file to write.")],
    corpus: OneCorpusOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Count the words of a corpus, so that what is common in it counts as common: `background` in the settings."""
    from themeline.stages.keywords import write_corpus_background

    count = write_corpus_background(open_session(workspace, must_exist=True).store, output, corpus)
    typer.echo(f'{count:,} words written to {output}; in themeline.toml: [keywords] background = "{output}"')


def _show(
    table: "pd.DataFrame", title: str, columns: list[str], top: int, format: str, output: Path | None, *, as_json: bool
) -> None:
    from themeline.stages.export import write_frame

    if format or output:
        write_frame(table, format or "csv", output)
    else:
        shown = _rows(table[columns].head(top))
        show.result({title.lower(): _rows(table)}, [(title, shown)], quiet=False, as_json=as_json)


def _rows(table: "pd.DataFrame") -> list[dict[str, object]]:
    readable = table.astype(object).where(table.notna(), None)
    return [{str(k): _short(v) for k, v in row.items()} for row in readable.to_dict("records")]


def _short(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
