"""The `themeline` command: its commands, in the order in which an analyst meets them."""

from typing import Annotated

import typer

from themeline import __version__
from themeline.cli.corpora import corpora_app
from themeline.cli.entities import entities_app
from themeline.cli.keywords import keywords_app
from themeline.cli.look import check, compare, export, search, status
from themeline.cli.replay import replay
from themeline.cli.report import report_app
from themeline.cli.statistics import collocates, trends
from themeline.cli.themes import themes_app
from themeline.cli.work import classify, extract, ingest, run

app = typer.Typer(
    help="From a folder of policy texts to entities, dates, keywords, themes and corpus comparisons.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # importing rich to draw boxes around the help costs half a second
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"themeline {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    pass


for command in (run, ingest, extract, classify):
    app.command()(command)
app.add_typer(report_app, name="report")
for look in (compare, replay, collocates, trends, search, status, check, export):
    app.command()(look)
app.add_typer(themes_app, name="themes")
app.add_typer(entities_app, name="entities")
app.add_typer(keywords_app, name="keywords")
app.add_typer(corpora_app, name="corpora")
