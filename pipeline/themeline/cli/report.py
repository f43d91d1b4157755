"""The `report` commands. Stages are imported inside them, so that `--help` is quick."""

from pathlib import Path
from typing import Annotated

import typer

from themeline.cli import show, show_reports
from themeline.cli.options import (
    DEFAULT_WORKSPACE,
    FormatOption,
    HtmlOption,
    JsonOption,
    OneCorpusOption,
    QuietOption,
    RedactOption,
    TerminalOption,
    WhereOption,
    WorkspaceOption,
)
from themeline.cli.session import open_session

report_app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)

SinceOption = Annotated[str, typer.Option(help="Report what this batch and later ones changed; see `status`.")]
ReportArgument = Annotated[Path, typer.Argument(help="A report's page, or the folder of its tables.")]


@report_app.callback()
def report(
    context: typer.Context,
    corpus: OneCorpusOption = "",
    html: HtmlOption = None,
    where: WhereOption = "",
    since: SinceOption = "",
    format: FormatOption = [],  # noqa: B006
    terminal: TerminalOption = False,
    redact: RedactOption = [],  # noqa: B006
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write the keyword report of a corpus, or of every corpus."""
    if context.invoked_subcommand:
        return
    from themeline.stages.report import report_all, report_tables

    options: dict[str, object] = {"since": since} if since else {}
    session = open_session(workspace, must_exist=True, report=options | ({"formats": tuple(format)} if format else {}))
    if terminal:
        tables = report_tables(session.store, session.settings, corpus, where, redact)
        show_reports.keyword_reports(tables, as_json=json)
        return
    with session.store.locked():
        results = report_all(session.store, session.settings, corpus, html, where, redact)
    show.result({"reports": results}, show_reports.written_lines(results), quiet=quiet, as_json=json)


@report_app.command()
def diff(old: ReportArgument, new: ReportArgument, json: JsonOption = False) -> None:
    """Show which keywords came, went, gained or lost documents between two reports."""
    from themeline.report import report_difference

    show_reports.difference(report_difference(old, new), as_json=json)
