"""The commands for one word's company and for terms over the years. Stages are imported inside them, as in `look`."""

from typing import Annotated

import typer

from themeline.cli import show, show_statistics
from themeline.cli.options import (
    DEFAULT_WORKSPACE,
    JsonOption,
    OutputOption,
    RedactOption,
    WhereOption,
    WorkspaceOption,
)
from themeline.cli.session import open_session

CorporaOption = Annotated[list[str], typer.Option("--corpus", "-c", help="A corpus; several beside each other.")]
FileFormatOption = Annotated[str, typer.Option("--format", "-f", help="Write as csv, xlsx, parquet or jsonl.")]


def collocates(
    word: Annotated[str, typer.Argument(help="A word, or several in a row.")],
    corpus: CorporaOption = [],  # noqa: B006
    where: WhereOption = "",
    span: Annotated[int, typer.Option(min=1, help="Words on each side, within the sentence.")] = 5,
    min_count: Annotated[int, typer.Option(min=1, help="A collocate is this often near the word.")] = 3,
    redact: RedactOption = [],  # noqa: B006
    format: FileFormatOption = "",
    output: OutputOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Show the company that a word keeps in each corpus, and how it shifts; files hold the shift of several corpora."""
    from themeline.stages.collocates import collocates as collocates_stage
    from themeline.stages.export import write_frame
    from themeline.stages.redaction import redacted

    session = open_session(workspace, must_exist=True)
    found = collocates_stage(session.store, session.settings, word, corpus, where, span, min_count)
    found = redacted(session.store, found, redact)
    if format or output:
        write_frame(found.shift if len(found.hits) > 1 else found.collocates, format or "csv", output)
    else:
        show.result(show_statistics.as_rows(found), show_statistics.collocate_lines(found), quiet=False, as_json=json)


def trends(
    terms: Annotated[list[str] | None, typer.Argument(help="The terms; all that are frequent enough if none.")] = None,
    corpus: CorporaOption = [],  # noqa: B006
    layer: Annotated[str, typer.Option(help="word, phrase, entity, theme or year.")] = "word",
    where: WhereOption = "",
    rates: Annotated[bool, typer.Option("--rates", help="Test rates instead of shares of documents.")] = False,
    redact: RedactOption = [],  # noqa: B006
    format: FileFormatOption = "",
    output: OutputOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Follow terms over the years of publication in each corpus, and test the trends; files hold the yearly counts."""
    from themeline.stages.export import write_frame
    from themeline.stages.redaction import redacted
    from themeline.stages.trends import trends as trends_stage

    session = open_session(workspace, must_exist=True)
    found = trends_stage(session.store, session.settings, terms or (), corpus, layer, where, rates=rates)
    found = redacted(session.store, found, redact)
    if format or output:
        write_frame(found.years, format or "csv", output)
    else:
        show.result(show_statistics.as_rows(found), show_statistics.trend_lines(found), quiet=False, as_json=json)
