"""The documents say what the code does."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from themeline.cli.app import app
from themeline.stages.settings import build_settings
from themeline.tables.schemas import TABLES

ROOT = Path(__file__).resolve().parent.parent
INDEX = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = get_command(app).commands


def test_every_command_is_documented_and_has_a_help_text():
    for name, command in COMMANDS.items():
        assert re.search(rf"`[^`]*\b{name}\b[^`]*`", INDEX), f"docs/index.md does not name the command {name}"
        assert command.help
        assert all(getattr(option, "help", "ok") for option in command.params)


def test_every_command_that_the_documents_show_exists():
    for text in (README, INDEX):
        for name in re.findall(r"^themeline (\w+)", text, flags=re.MULTILINE):
            assert name in COMMANDS


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_is_documented_column_by_column(table):
    section = INDEX.split(f"### {table.name}\n")[1].split("\n###")[0]
    assert f"A row is {table.row}." in section
    rows = re.findall(r"^\| (\w+) \| (.+?) \| (.+) \|$", section, flags=re.MULTILINE)[1:]
    assert rows == [(column.name, column.type, column.meaning) for column in table.columns]


def test_the_settings_that_the_documents_show_are_settings():
    example = INDEX.split("```toml\n")[1].split("```")[0]
    assert build_settings(tomllib.loads(example), "docs").workers == 4


def test_links_between_the_documents_lead_somewhere():
    for page in [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), f"{page.name} links to {link}"
