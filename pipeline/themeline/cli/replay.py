"""The `replay` command. Stages are imported inside it, so that `--help` is quick."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from themeline.cli import show
from themeline.cli.options import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption
from themeline.cli.progress import progress_bar
from themeline.cli.session import open_session

if TYPE_CHECKING:
    from themeline.report.numbers import TableDifference
    from themeline.stages.replay import ReplayResult

DIFFERENT = 3


def replay(
    page: Annotated[Path, typer.Argument(help="A report's or a comparison's page, its folder, or a manifest.json.")],
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="The files and folders it was made from, to begin with them; else what is stored is used."),
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Compute a report's numbers again as its manifest says, and tell whether they are the same; exit 3 if not."""
    from themeline.stages.replay import replay as replay_stage

    session = open_session(workspace)
    with progress_bar(quiet=json) as progress:
        done = replay_stage(session.store, session.settings, page, sources or (), progress)
    show.result(done, _lines(done), quiet=False, as_json=json)
    if not done.agrees:
        raise typer.Exit(DIFFERENT)


def _lines(done: "ReplayResult") -> list[show.Line]:
    about = f"{' and '.join(done.corpora)}: {len(done.same):,} of {len(done.same) + len(done.differing):,} tables"
    lines: list[show.Line] = [f"{about} hold the same numbers, to the last digit"]
    lines += [f"  {_told(table)}" for table in done.differing]
    lines += ["what is not as it was:"] if done.circumstances else []
    return lines + [f"  {line}" for line in done.circumstances]


def _told(table: "TableDifference") -> str:
    if table.rows_now is None:
        return f"{table.table}: there is no such table now"
    if table.rows_then is None:
        return f"{table.table}: differs (what it was is told if the report's CSV files are beside it)"
    if table.rows_then != table.rows_now:
        return f"{table.table}: {table.rows_then:,} rows then, {table.rows_now:,} now"
    nearly = "the same to nine digits" if table.close else f"relatively by {table.largest:.1g} at most"
    return f"{table.table}: {table.cells:,} cells differ, {nearly}"
