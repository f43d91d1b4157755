"""The `themes` commands: codebooks, labels, and what is learnt and measured from them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from themeline.cli import show
from themeline.cli.options import DEFAULT_WORKSPACE, JsonOption, OneCorpusOption, WhereOption, WorkspaceOption
from themeline.cli.session import open_session
from themeline.cli.theme_labels import CodebookOption, label, labels_app

themes_app = typer.Typer(help="Codebooks, labels, and models of your own.", no_args_is_help=True, rich_markup_mode=None)
ShippedOption = Annotated[
    bool, typer.Option("--with-default-data", help="Learn also from the labelled sentences that Themeline ships.")
]
OnlyCoderOption = Annotated[str, typer.Option(help="Only this coder's labels; by default the majority of all.")]


@themes_app.command()
def init(
    file: Annotated[Path, typer.Argument(help="The TOML file to write.")],
    default: Annotated[bool, typer.Option("--default", help="Begin from the themes that Themeline ships.")] = False,
) -> None:
    """Begin a codebook."""
    from themeline.stages.theme_codebooks import begin_codebook

    begin_codebook(file, default=default)
    typer.echo(f"{file} is written; edit it, then: themeline themes check {file}")


@themes_app.command()
def check(file: Annotated[Path, typer.Argument(help="A codebook in TOML.")], json: JsonOption = False) -> None:
    """Find the faults of a codebook."""
    from themeline.stages.theme_codebooks import check_codebook

    codebook, findings = check_codebook(file)
    kind = "one for each sentence" if codebook.exclusive else "several or none for a sentence"
    themes = f"{len(codebook.themes):,} themes, {kind}"
    said = f"{codebook.name}, version {codebook.version}: {themes}; {len(findings):,} findings"
    show.result({"themes": codebook.keys, "findings": findings}, [said, *findings], quiet=False, as_json=json)


@themes_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A codebook: .csv, or .qdc from NVivo, MAXQDA or ATLAS.ti.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The TOML file to write.")],
    exclusive: Annotated[
        bool, typer.Option("--exclusive", help="Every sentence has exactly one of the themes.")
    ] = False,
) -> None:
    """Turn another program's codebook into one for Themeline."""
    from themeline.stages.theme_codebooks import import_codebook

    codebook = import_codebook(file, output, exclusive=exclusive)
    typer.echo(f"{len(codebook.themes):,} themes written to {output}; then: themeline themes check {output}")


@themes_app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write: .csv, .qdc or .toml.")],
    codebook: CodebookOption = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Write the codebook for other programs."""
    from themeline.stages.theme_codebooks import export_codebook

    done = export_codebook(open_session(workspace).settings, file, codebook)
    typer.echo(f"{len(done.themes):,} themes written to {file}")


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say in a terminal what takes its time."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


themes_app.command()(label)
themes_app.add_typer(labels_app, name="labels")


@themes_app.command()
def train(
    codebook: CodebookOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The model's folder; by default models/themes/NAME there.")
    ] = None,
    shipped: ShippedOption = False,
    coder: OnlyCoderOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Train a model on the workspace's labels; without any, on the codebook alone."""
    from themeline.cli.theme_lines import train_lines
    from themeline.stages.themes import train_themes

    session = open_session(workspace, must_exist=True)
    with working("training"):
        done = train_themes(session.store, session.settings, output, codebook, coder, with_shipped=shipped)
    show.result(done, train_lines(done), quiet=False, as_json=json)


@themes_app.command()
def evaluate(
    codebook: CodebookOption = None,
    in_use: Annotated[
        bool,
        typer.Option("--in-use", help="Measure the model in use, rather than one like it that learns from labels."),
    ] = False,
    shipped: ShippedOption = False,
    coder: OnlyCoderOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Measure how good a model is on sentences that it has not learnt from."""
    from themeline.cli.theme_lines import evaluation_json, evaluation_lines
    from themeline.stages.themes import evaluate_in_use, evaluate_themes

    session = open_session(workspace, must_exist=True)
    with working("training and testing by turns"):
        if in_use:
            done = evaluate_in_use(session.store, session.settings, coder)
        else:
            done = evaluate_themes(session.store, session.settings, codebook, coder, with_shipped=shipped)
    show.result(evaluation_json(done), evaluation_lines(done), quiet=False, as_json=json)


@themes_app.command()
def agreement(
    codebook: CodebookOption = None,
    model: Annotated[bool, typer.Option("--model", help="Of the model in use with the coders.")] = False,
    coder: OnlyCoderOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Measure how far coders agree on each theme, or the model with them."""
    from themeline.cli.theme_lines import agreement_lines, plain_rows
    from themeline.stages.theme_measures import measure_agreement

    session = open_session(workspace, must_exist=True)
    with working("measuring"):
        found = measure_agreement(session.store, session.settings, codebook, coder, with_model=model)
    show.result({"agreement": plain_rows(found)}, agreement_lines(found), quiet=False, as_json=json)


@themes_app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, of the workspace or not.")],
    theme: Annotated[str, typer.Option(help="Explain this theme, whether given or not.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Show which words and which labelled sentences spoke for a sentence's themes."""
    from themeline.cli.theme_lines import explanation_lines
    from themeline.stages.theme_explanation import explain_sentence

    session = open_session(workspace)
    with working("classifying"):
        done = explain_sentence(session.store, session.settings, sentence, theme)
    show.result(done, explanation_lines(done), quiet=False, as_json=json)


@themes_app.command()
def prevalence(
    corpus: OneCorpusOption = "",
    where: WhereOption = "",
    coder: OnlyCoderOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Measure how common each theme is, corrected for the model's errors where labels tell them."""
    from themeline.cli.theme_lines import plain_rows, prevalence_lines
    from themeline.stages.theme_measures import measure_prevalence

    session = open_session(workspace, must_exist=True)
    with working("measuring"):
        done = measure_prevalence(session.store, session.settings, corpus, where, coder)
    facts = {"sentences": done.sentences, "documents": done.documents, "checked": done.checked, "chosen": done.chosen}
    show.result(facts | {"themes": plain_rows(done.themes)}, prevalence_lines(done), quiet=False, as_json=json)
