"""The `corpora` commands."""

from typing import Annotated

import typer

from themeline.cli import show
from themeline.cli.options import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption
from themeline.cli.session import open_session

corpora_app = typer.Typer(
    help="List corpora, define one by a condition on metadata, remove one, make the database smaller.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@corpora_app.command("list")
def list_corpora(workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """List corpora and defined sub-corpora."""
    from themeline.stages.status import status

    session = open_session(workspace, must_exist=True)
    result = status(session.store, session.settings)
    listed = {"corpora": result.corpora, "definitions": result.definitions}
    show.result(listed, show.corpora_lines(result), quiet=False, as_json=json)


@corpora_app.command()
def define(
    name: Annotated[str, typer.Argument(help="The sub-corpus's name.")],
    where: Annotated[str, typer.Option("--where", help="An SQL condition over columns and metadata fields.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Define a sub-corpus by a condition, as in: "year >= 2016 and institution = 'NDU'"."""
    from themeline.stages.corpora import define as define_corpus

    session = open_session(workspace, must_exist=True)
    count = define_corpus(session.store, name, where)
    typer.echo(f"{name}: {count:,} documents now")


@corpora_app.command()
def remove(
    name: Annotated[str, typer.Argument(help="A corpus or a defined sub-corpus.")],
    keep_labels: Annotated[
        bool, typer.Option("--keep-labels", help="Keep judgements of its sentences, and decisions on its names.")
    ] = False,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Remove a corpus with everything that came from it, down to the bytes; or a definition."""
    from themeline.stages.corpora import remove as remove_corpus

    session = open_session(workspace, must_exist=True)
    result = remove_corpus(session.store, name, keep_labels=keep_labels)
    show.result(result, show.remove_lines(result), quiet=False, as_json=json)


@corpora_app.command()
def vacuum(workspace: WorkspaceOption = DEFAULT_WORKSPACE) -> None:
    """Rewrite the database without what was deleted or replaced."""
    from themeline.stages.corpora import vacuum as vacuum_store

    session = open_session(workspace, must_exist=True)
    typer.echo(f"{vacuum_store(session.store):,} bytes freed")
