"""The commands that label sentences, and read and write labels."""

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from themeline.cli import show
from themeline.cli.options import DEFAULT_WORKSPACE, JsonOption, OneCorpusOption, WhereOption, WorkspaceOption
from themeline.cli.session import open_session
from themeline.errors import UsageError

if TYPE_CHECKING:
    from themeline.stages.labelling import Order

labels_app = typer.Typer(help="Read, write and count labels.", no_args_is_help=True, rich_markup_mode=None)
CodebookOption = Annotated[
    Path | None, typer.Option(help="A codebook in TOML; by default the one that themeline.toml names, or the shipped.")
]
CoderOption = Annotated[str, typer.Option(help="Who labels; by default your user name on this computer.")]


def user_name() -> str:
    """Return the name of the person at this computer.

    Raises:
        UsageError: If the system does not tell.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError("The system does not say who you are.", "Say it with --coder NAME.") from error


def label(
    codebook: CodebookOption = None,
    coder: CoderOption = "",
    corpus: OneCorpusOption = "",
    where: WhereOption = "",
    random: Annotated[
        bool, typer.Option("--random", help="A random sample: what measures a model or a corpus.")
    ] = False,
    same: Annotated[bool, typer.Option("--same", help="Sentences that other coders judged, to compare.")] = False,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Label sentences with single keys; by default those of which most is learnt."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(
            "Labelling needs a terminal with a keyboard.",
            "From a file it goes with: themeline themes labels import FILE",
        )
    if random and same:
        raise UsageError("--random and --same exclude each other.", "Choose one.")
    from rich.console import Console

    from themeline.cli.labelling import label_sentences
    from themeline.stages.labelling import LabellingSession
    from themeline.stages.theme_codebooks import codebook_in_use
    from themeline.store import Selection

    session = open_session(workspace, must_exist=True)
    book = codebook_in_use(session.settings, codebook)
    order: Order = "random" if random else "same" if same else "chosen"
    selection = Selection(corpus, where)
    labelling = LabellingSession(session.store, session.settings, book, coder or user_name(), selection, order)
    made = label_sentences(labelling, typer.getchar, Console())
    typer.echo(f"{made:,} judged now, {labelling.count():,} by {labelling.coder} in all; then: themeline themes train")


@labels_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or JSONL, a labelled sentence a row.")],
    codebook: CodebookOption = None,
    coder: CoderOption = "",
    corpus: OneCorpusOption = "",
    unknown: Annotated[str, typer.Option(help="Sentences that are not here: refuse, keep or skip.")] = "refuse",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Add labels from a file."""
    from themeline.stages.theme_codebooks import codebook_in_use
    from themeline.stages.theme_label_files import import_labels

    session = open_session(workspace, must_exist=True)
    book = codebook_in_use(session.settings, codebook)
    done = import_labels(session.store, file, book, coder or user_name(), corpus, unknown)
    typer.echo(f"{done.added:,} labels added, {done.unchanged:,} there already, {done.unknown:,} of unknown sentences")


@labels_app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write: .csv, or .qdpx for NVivo, MAXQDA or ATLAS.ti.")],
    codebook: CodebookOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Write the labels, with the coded texts (.qdpx) or as a table (.csv)."""
    from themeline.stages.theme_codebooks import codebook_in_use
    from themeline.stages.theme_label_files import export_labels

    session = open_session(workspace, must_exist=True)
    count = export_labels(session.store, file, codebook_in_use(session.settings, codebook))
    typer.echo(f"{count:,} labels written to {file}")


@labels_app.command("list")
def list_(
    codebook: CodebookOption = None, workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False
) -> None:
    """Count the labels of each coder and theme."""
    from themeline.stages.theme_codebooks import codebook_in_use
    from themeline.stages.theme_labels import count_labels

    session = open_session(workspace, must_exist=True)
    book = codebook_in_use(session.settings, codebook)
    rows = count_labels(session.store, book)
    lines: list[show.Line] = [(f"Sentences labelled with {book.name!r}", rows)] if rows else ["no labels yet"]
    show.result({"labels": rows}, lines, quiet=False, as_json=json)
