"""Results for people: lines and tables on standard output, or the same as JSON."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

    from themeline.ingest import StepChange
    from themeline.stages.check import CheckResult
    from themeline.stages.documents_stage import StageResult
    from themeline.stages.ingest import IngestResult
    from themeline.stages.preview import Preview
    from themeline.stages.removal import RemoveResult
    from themeline.stages.repair import RepairResult
    from themeline.stages.run import RunResult
    from themeline.stages.status import Status

SHOWN = 50
Line = str | tuple[str, Sequence[Mapping[str, object]]]
"""A line of text, or a table: its title and its rows."""


def result(value: object, lines: Iterable[Line], *, quiet: bool, as_json: bool) -> None:
    """Print a stage's result as lines and tables, or as one JSON object."""
    if as_json:
        import json

        fields = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
        sys.stdout.write(json.dumps(fields, ensure_ascii=False, default=str, indent=2) + "\n")
    elif not quiet:
        for line in lines:
            sys.stdout.write(f"{line}\n") if isinstance(line, str) else _table(*line)


def ingest_lines(done: "IngestResult") -> list[Line]:
    """Say what an ingest did; the counts add up."""
    if not done.batch:
        return [f"{done.corpus}: {done.files:,} files unchanged, nothing to read"]
    dropped = f", {done.dropped:,} dropped as duplicates" if done.dropped else ""
    lines: list[Line] = [
        f"{done.corpus}: batch {done.batch}: {done.new:,} new, {done.changed:,} changed, "
        f"{done.unchanged:,} unchanged documents, {done.failed:,} failures{dropped} "
        f"({done.files:,} files, {done.unchanged_files:,} of them unchanged)"
    ]
    for columns in done.columns:
        files = columns.files[0] if len(columns.files) == 1 else f"{len(columns.files):,} files"
        lines.append(f"columns of {files}: {columns.understood}")
    lines += _cleaning_lines(done.cleaning)
    if done.other_languages:
        named = ", ".join(f"{count:,} {code}" for code, count in done.other_languages.items())
        lines.append(f"in other languages, stored but left out of the English stages: {named}")
    if done.repeated > done.dropped:
        lines.append(f"{done.repeated:,} documents repeat an earlier one: themeline status")
    if done.failed:
        lines.append("why inputs failed: themeline export failures")
    return lines


def preview_lines(found: "Preview") -> list[Line]:
    """Show what an ingest would read."""
    documents = [
        {
            "source": document.source,
            "title": document.title,
            "published": document.published,
            "language": document.language,
            "keywords": len(document.author_keywords),
            "characters": document.characters,
        }
        for document in found.documents[:SHOWN]
    ]
    lines: list[Line] = [
        f"would read {len(found.documents):,} documents from {found.files:,} files, with {len(found.failures):,} "
        "failures; nothing is stored"
    ]
    understood = dict.fromkeys(document.columns for document in found.documents if document.columns)
    lines += [f"columns: {columns}" for columns in understood]
    lines += [*_cleaning_lines(found.cleaning), *_table_lines("Documents", documents, len(found.documents))]
    failures = [{"source": f.source, "error": f.error, "detail": f.detail} for f in found.failures[:SHOWN]]
    return [*lines, *_table_lines("Failures", failures, len(found.failures))]


def change(found: "StepChange", *, as_json: bool) -> None:
    """Print what a step of cleaning changes in a text, as a diff or as a line of JSON."""
    if as_json:
        import json

        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"=== {found.source}: {found.step}, {found.count:,} places\n")
        sys.stdout.writelines(f"{line}\n" for line in found.diff)


def _cleaning_lines(counts: Mapping[str, int]) -> list[Line]:
    named = ", ".join(f"{step} {count:,}" for step, count in counts.items())
    return [f"places that cleaning changed or found: {named}"] if named else []


def _table_lines(title: str, rows: Sequence[Mapping[str, object]], total: int) -> list[Line]:
    if not rows:
        return []
    return [(title if total == len(rows) else f"{title} (the first {len(rows):,} of {total:,})", rows)]


def stage_lines(name: str, done: "StageResult") -> list[Line]:
    """Say what a stage did."""
    if not done.documents and not done.failed:
        return [f"{name}: nothing to do"]
    failed = f", {done.failed:,} failed" if done.failed else ""
    return [f"{name}: {done.documents:,} documents{failed}"]


def run_lines(done: "RunResult") -> list[Line]:
    """Say what a run did."""
    report = [f"report: {done.report.path}" if done.report else f"no report: {done.ingest.corpus} has no documents"]
    if done.idle and done.report:
        return [f"nothing to do: {done.ingest.files:,} files unchanged, {done.report.path} is up to date"]
    return [
        *ingest_lines(done.ingest),
        *stage_lines("extract", done.extract),
        *stage_lines("classify", done.classify),
        *report,
    ]


def corpora_lines(status: "Status") -> list[Line]:
    """Show corpora and definitions."""
    lines: list[Line] = [("Corpora", status.corpora)]
    if status.definitions:
        rows = [{"sub-corpus": name, "condition": where} for name, where in status.definitions.items()]
        lines.append(("Defined by a condition", rows))
    return lines


def status_lines(status: "Status") -> list[Line]:
    """Show a workspace at a glance."""
    counts = ", ".join(f"{count:,} {table}" for table, count in status.counts.items())
    lines: list[Line] = [f"workspace {status.workspace}: {counts}", *corpora_lines(status)]
    lines.append(("Batches", status.batches))
    lines += _table_lines("Failures", status.failures[:SHOWN], len(status.failures))
    duplicates = [asdict(pair) for pair in status.duplicates[:SHOWN]]
    lines += _table_lines("Documents that repeat an earlier one", duplicates, len(status.duplicates))
    stale = [f"stale: {s.stage} of {s.documents:,} documents: {s.why}" for s in status.stale]
    return [*lines, *(stale or ["everything is up to date"])]


def repair_lines(done: "RepairResult") -> list[Line]:
    """Say what a repair found, did, and could not do."""
    if done.before.sound:
        return check_lines(done.before)
    found = check_lines(done.before)
    made = f"repaired: {done.recomputed:,} documents computed again; the database as it was: {done.copy}"
    return [*found, made, *(f"cannot be rebuilt: {what}" for what in done.lost), *check_lines(done.after)]


def remove_lines(done: "RemoveResult") -> list[Line]:
    """Say what was removed, and what holds something of it that is out of reach."""
    more = {
        "labels": done.labels,
        "decisions on names": done.decisions,
        "files of reports, models and copies": len(done.files),
    }
    counts = ", ".join(f"{count:,} {what}" for what, count in {"documents": done.documents, **more}.items() if count)
    lines: list[Line] = [f"{done.name} removed: {counts or 'the definition'}"]
    return [*lines, *(f"outside the workspace, and still there: {path}" for path in done.elsewhere)]


def check_lines(done: "CheckResult") -> list[Line]:
    """Say what is wrong in a workspace, where, and what to do."""
    lines: list[Line] = [f"left behind: {finding.corpus or ''} {finding.detail}" for finding in done.remnants[:SHOWN]]
    for finding in done.damage[:SHOWN]:
        where = "/".join(part for part in (finding.corpus, finding.doc) if part)
        rows = f"; {finding.rows:,} rows" if finding.rows > 1 else ""
        lines.append(f"wrong: {' '.join((where, finding.table)).strip()}: {finding.detail}{rows}")
        lines.append(f"       themeline check --repair {finding.remedy}")
    if done.sound:
        return [*lines, f"{done.workspace}: {done.documents:,} documents, and nothing is wrong"]
    shown = f", the first {SHOWN} are shown" if len(done.damage) > SHOWN else ""
    return [*lines, f"{done.workspace}: {len(done.damage):,} things are wrong{shown}"]


def hit_lines(hits: "pd.DataFrame") -> Iterable[Line]:
    """Show hits, the keyword in the middle, and how many there are of each corpus."""
    from rich.console import Console
    from rich.text import Text

    from themeline.report.wording import visible

    console = Console(soft_wrap=True, highlight=False)
    widest = int(hits["left"].str.len().max()) if len(hits) else 0
    names = (hits["corpus"] + " " + hits["doc"]) if len(hits) else hits["doc"]
    for name, left, keyword, right in zip(names, hits["left"], hits["keyword"], hits["right"], strict=True):
        parts = (
            visible(f"{left:>{widest}}"),
            (visible(keyword), "bold red"),
            visible(right),
            "  ",
            (visible(name), "dim"),
        )
        console.print(Text.assemble(*parts))
    counts = hits["corpus"].value_counts(sort=False)
    yield ", ".join(f"{count:,} hits in {corpus}" for corpus, count in counts.items()) or "no hits"


def _table(title: str, rows: Sequence[Mapping[str, object]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", box=box.SIMPLE_HEAD)
    for name, value in rows[0].items():
        justify: Any = "right" if isinstance(value, int | float) else "left"
        table.add_column(name.replace("_", " "), justify=justify, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(name, value) for name, value in row.items()))
    Console().print(table)


def _cell(name: str, value: object) -> "Text":
    from rich.text import Text

    from themeline.report.wording import visible

    if isinstance(value, float):
        return Text(f"{value:.1%}" if name == "share" else f"{value:,.3g}")
    return Text(f"{value:,}" if isinstance(value, int) else visible(str(value)))
