"""Reports and comparisons on standard output: findings and tables, or the same as JSON."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from themeline.cli.show import Line

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType

    from themeline.stages.compare import CompareResult
    from themeline.stages.report import ReportResult, ReportTables

ROWS = 40


def keyword_reports(reports: Sequence["ReportTables"], *, as_json: bool) -> None:
    """Print what keyword reports say."""
    from themeline.report import keyword_terminal, tables_as_dict

    if as_json:
        _json({"reports": [{"corpus": r.corpus, **tables_as_dict(r.findings, r.tables)} for r in reports]})
        return
    for one in reports:
        _print(keyword_terminal(one.corpus, one.tables, since=one.since))


def comparison(done: "CompareResult", rows: int) -> None:
    """Print what a comparison says, and where its page is."""
    from themeline.report import comparison_terminal

    _print(comparison_terminal((done.verdict, done.findings), done.tables, done.names, rows))
    if done.files:
        more = [path for path in done.files if path.parent != done.files[0].parent]
        sys.stdout.write(f"comparison: {done.files[0]}\n")
        sys.stdout.write(f"  and beside it, in {done.files[0].stem}/: {len(more)} files\n" if more else "")


def difference(table: "pd.DataFrame", *, as_json: bool) -> None:
    """Print the difference of two reports."""
    from themeline.report import difference_terminal, tables_as_dict

    if as_json:
        _json(tables_as_dict((), {"difference": table}))
    else:
        _print(difference_terminal(table, ROWS))


def written_lines(reports: Sequence["ReportResult"]) -> list[Line]:
    """Say where reports are, and which were written anew."""
    lines: list[Line] = []
    for done in reports:
        more = [path.name for path in done.files if path.parent != done.path.parent]
        lines.append(f"report: {done.path}" + ("" if done.written else " (up to date)"))
        if more:
            lines.append(f"  and beside it, in {done.path.stem}/: {len(more)} files")
        lines += [f"  and {path}" for path in done.files[1:] if path.parent == done.path.parent]
    return lines


def _json(value: object) -> None:
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _print(content: "RenderableType") -> None:
    from rich.console import Console

    Console().print(content)
