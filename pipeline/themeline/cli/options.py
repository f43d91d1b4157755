"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        envvar="THEMELINE_WORKSPACE",
        readable=False,
        help="The workspace's folder.",
        show_default=True,
    ),  # whether it is readable is for the store to say, in one line
]
CorpusOption = Annotated[
    str, typer.Option("--corpus", "-c", help="The corpus's name; by default that of the folder or file.")
]
OneCorpusOption = Annotated[str, typer.Option("--corpus", "-c", help="Only this corpus or defined sub-corpus.")]
WhereOption = Annotated[
    str, typer.Option("--where", help='Only rows for which this SQL condition holds, as in: "year >= 2016".')
]
HtmlOption = Annotated[Path | None, typer.Option(help="The page to write; by default in the workspace's reports/.")]
FormatOption = Annotated[
    list[str], typer.Option("--format", "-f", help="Beside the page: csv, xlsx, json, markdown, latex, figures, pdf.")
]
TerminalOption = Annotated[bool, typer.Option("--terminal", help="Show the report here; no file is written.")]
RedactOption = Annotated[
    list[str], typer.Option("--redact", help="Mask the names of these kinds of entity: PERSON, or PERSON,ORG.")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write; standard output without it.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors and failures.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=0, help="Worker processes; 0 for the settings' number, or all cores.")
]
EngineOption = Annotated[str, typer.Option("--engine", help="Where documents are worked on: processes or dask.")]
SchedulerOption = Annotated[
    str,
    typer.Option("--scheduler", envvar="THEMELINE_SCHEDULER", help="The Dask scheduler, such as tcp://10.0.0.1:8786."),
]
TrustOption = Annotated[
    str,
    typer.Option("--trust", help="The digest of a spaCy pipeline from elsewhere that may be loaded: it is code."),
]
MethodOption = Annotated[
    str,
    typer.Option("--method", help="How keywords are ranked: themeline, tfidf, textrank, singlerank, cvalue, fused."),
]
VocabularyOption = Annotated[
    str, typer.Option("--vocabulary", help="A controlled vocabulary (CSV, SKOS) for keywords.")
]
RetryOption = Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")]

DEFAULT_WORKSPACE = Path("workspace")
