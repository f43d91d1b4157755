"""The `entities` commands."""

from pathlib import Path
from typing import Annotated

import typer

from themeline.cli import show
from themeline.cli.options import DEFAULT_WORKSPACE, JsonOption, OneCorpusOption, RedactOption, WorkspaceOption
from themeline.cli.session import open_session

entities_app = typer.Typer(
    help="See entities, and decide which names are one thing.", no_args_is_help=True, rich_markup_mode=None
)

LabelOption = Annotated[str, typer.Option(help="The label, where a name has several.")]


@entities_app.command("list")
def list_entities(
    corpus: OneCorpusOption = "",
    label: Annotated[str, typer.Option(help="Only this label, such as LAW.")] = "",
    top: Annotated[int, typer.Option(min=1, help="How many to show.")] = 40,
    redact: RedactOption = [],  # noqa: B006
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Rank entities by documents and mentions."""
    from themeline.stages.entities import ranking
    from themeline.stages.redaction import redacted

    session = open_session(workspace, must_exist=True)
    table = redacted(session.store, ranking(session.store, corpus, label), redact)
    rows = [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
    show.result({"entities": rows}, [("Entities", rows[:top])], quiet=False, as_json=json)


@entities_app.command()
def network(
    output: Annotated[Path, typer.Argument(help="A file: .graphml or .csv.")],
    corpus: OneCorpusOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Write which entities stand in sentences together."""
    from themeline.stages.entities import network as write_network

    session = open_session(workspace, must_exist=True)
    count = write_network(session.store, output, corpus)
    typer.echo(f"{count:,} pairs written to {output}")


@entities_app.command()
def review(
    output: Annotated[Path, typer.Argument(help="The CSV file to write.")] = Path("entities-review.csv"),
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Write uncertain merges to a file; fill in `same` or `different`, then apply it."""
    from themeline.stages.entities import review as write_review

    session = open_session(workspace, must_exist=True)
    count = write_review(session.store, output)
    typer.echo(f"{count:,} pairs written to {output}; then: themeline entities apply {output}")


@entities_app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="The edited review file.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Obey an edited review file from now on."""
    from themeline.stages.entities import apply_review

    session = open_session(workspace, must_exist=True)
    typer.echo(f"{apply_review(session.store, file):,} decisions are in force")


@entities_app.command()
def merge(
    names: Annotated[list[str], typer.Argument(help="Two names or more that are one thing.")],
    name: Annotated[str, typer.Option("--as", help="What to call it; by default the first.")] = "",
    label: LabelOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Hold several names for one thing."""
    from themeline.stages.entities import merge as merge_names

    session = open_session(workspace, must_exist=True)
    typer.echo(f"one thing from now on: {merge_names(session.store, names, name, label)}")


@entities_app.command()
def split(
    name: Annotated[str, typer.Argument(help="A name that is something else")],
    other: Annotated[str, typer.Argument(help="than this one.")],
    label: LabelOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Hold two names for two things."""
    from themeline.stages.entities import split as split_names

    session = open_session(workspace, must_exist=True)
    split_names(session.store, name, other, label)
    typer.echo(f"two things from now on: {name}; {other}")


@entities_app.command()
def rename(
    old: Annotated[str, typer.Argument(help="The name now.")],
    new: Annotated[str, typer.Argument(help="The name from now on.")],
    label: LabelOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Call a thing by another name."""
    from themeline.stages.entities import rename as rename_entity

    session = open_session(workspace, must_exist=True)
    rename_entity(session.store, old, new, label)
    typer.echo(f"{old} is called {new} from now on")
