"""The commands that look at what is there. Stages are imported inside them, so that `--help` is quick."""

from typing import Annotated

import typer

from themeline.cli import show, show_reports, show_statistics
from themeline.cli.options import (
    DEFAULT_WORKSPACE,
    FormatOption,
    HtmlOption,
    JsonOption,
    OneCorpusOption,
    OutputOption,
    QuietOption,
    RedactOption,
    TerminalOption,
    TrustOption,
    WhereOption,
    WorkspaceOption,
)
from themeline.cli.progress import progress_bar
from themeline.cli.session import SOME_FAILED, Session, language_section, open_session

DAMAGED = 4


def compare(
    corpora: Annotated[list[str], typer.Argument(help="Two corpora or more; or a corpus and a frequency list's file.")],
    html: HtmlOption = None,
    where: WhereOption = "",
    format: FormatOption = [],  # noqa: B006
    terminal: TerminalOption = False,
    layer: Annotated[list[str], typer.Option(help="Only this layer (word, phrase, entity, theme, year).")] = [],  # noqa: B006
    balance: Annotated[list[str], typer.Option(help="Compare like with like: within each year, institution, ...")] = [],  # noqa: B006
    cluster: Annotated[str, typer.Option(help="A field whose documents belong together, as those of one author.")] = "",
    gate: Annotated[str, typer.Option(help="What decides: documents, permutation or tokens.")] = "",
    measure: Annotated[list[str], typer.Option(help="One more measure (docs/statistics.md), or all.")] = [],  # noqa: B006
    redact: RedactOption = [],  # noqa: B006
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Compare corpora: what is typical of each, what they share, and how sure that is."""
    from themeline.stages.compare import compare as compare_stage

    options = {"layers": layer, "strata": balance, "cluster": cluster, "gate": gate, "extra": measure}
    chosen = {name: value for name, value in options.items() if value}
    formats = {"formats": tuple(format)} if format else {}
    session = open_session(workspace, must_exist=True, compare=chosen, report=formats)
    done = compare_stage(session.store, session.settings, corpora, where, html, write=not terminal, redact=redact)
    if json:
        show.result(done.as_dict(), [], quiet=quiet, as_json=True)
    elif not quiet:
        show_reports.comparison(done, rows=15 if terminal else 5)


def search(
    pattern: Annotated[str, typer.Argument(help="Words; or what --by says.")],
    by: Annotated[str, typer.Option(help="What the pattern is: text, lemma, entity or theme.")] = "text",
    corpus: Annotated[list[str], typer.Option("--corpus", "-c", help="A corpus; several side by side.")] = [],  # noqa: B006
    where: WhereOption = "",
    regex: Annotated[bool, typer.Option("--regex", help="The pattern is a regular expression.")] = False,
    match_case: Annotated[bool, typer.Option("--match-case", help="Capital letters matter.")] = False,
    sort: Annotated[str, typer.Option(help="document, left, right or keyword.")] = "document",
    sample: Annotated[int, typer.Option(min=0, help="So many lines at random from each corpus; 0 for all.")] = 0,
    width: Annotated[int, typer.Option(min=0, help="Characters on each side; 0 for the whole sentence.")] = 60,
    format: Annotated[str, typer.Option("--format", "-f", help="Write all hits as csv, xlsx, parquet or jsonl.")] = "",
    output: OutputOption = None,
    trust: TrustOption = "",
    redact: RedactOption = [],  # noqa: B006
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Show a concordance: every hit in its context."""
    from themeline.stages.export import write_frame
    from themeline.stages.search import search as search_corpora
    from themeline.stages.search import search_options

    session = open_session(workspace, must_exist=True, language=language_section(trust))
    how = search_options(by, regex=regex, match_case=match_case, sort=sort, sample=sample, width=width)
    hits = search_corpora(session.store, session.settings, pattern, how[0], corpus, where, how[1], redact)
    if format or output:
        write_frame(hits, format or "csv", output)
    else:
        show.result({"hits": show_statistics.rows_of(hits)}, show.hit_lines(hits), quiet=False, as_json=json)


def status(workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """Show corpora, batches and counts, and what is stale and why."""
    from themeline.stages.status import status as status_of

    session = open_session(workspace)
    result = status_of(session.store, session.settings)
    show.result(result, show.status_lines(result), quiet=False, as_json=json)


def check(
    repair: Annotated[
        bool, typer.Option("--repair", help="Rebuild what can be rebuilt, after a copy; upgrade an older workspace.")
    ] = False,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Verify the workspace: offsets, keys, counts, hashes, parses, models; exit code 4 when something is wrong."""
    session = open_session(workspace, must_exist=True)
    if repair:
        _repair(session, quiet=quiet, as_json=json)
        return
    from themeline.stages.check import check as check_workspace

    result = check_workspace(session.store, session.settings)
    show.result(result, show.check_lines(result), quiet=quiet, as_json=json)
    if not result.sound:
        raise typer.Exit(DAMAGED)


def _repair(session: Session, *, quiet: bool, as_json: bool) -> None:
    from themeline.stages.repair import repair

    with progress_bar(quiet=quiet) as progress:
        result = repair(session.store, session.settings, progress)
    show.result(result, show.repair_lines(result), quiet=quiet, as_json=as_json)
    if not result.after.sound or result.lost:
        raise typer.Exit(SOME_FAILED if result.after.sound else DAMAGED)


def export(
    table: Annotated[
        str, typer.Argument(help="documents, sentences, entities, dates, keywords, terms, themes, timeline, ...")
    ],
    format: Annotated[str, typer.Option("--format", "-f", help="csv, xlsx, parquet or jsonl.")] = "csv",
    output: OutputOption = None,
    corpus: OneCorpusOption = "",
    where: WhereOption = "",
    redact: RedactOption = [],  # noqa: B006
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Write a table as CSV, XLSX, Parquet or JSON Lines."""
    from themeline.stages.export import export as export_table
    from themeline.store import Selection

    session = open_session(workspace, must_exist=True)
    rows = export_table(session.store, table, format, output, Selection(corpus, where), redact)
    if output is not None:
        typer.echo(f"{rows:,} rows of {table} written to {output}", err=True)
