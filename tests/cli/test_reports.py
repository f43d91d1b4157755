"""The reports from the command line, over one small workspace with two batches."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.samples import sample, write_texts
from themeline.cli import show
from themeline.cli.app import app
from themeline.errors import ThemelineError


def themeline(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reports")
    write_texts(root / "theses", sample("theses", 6))
    write_texts(root / "speeches", sample("speeches", 9))
    assert themeline("run", root / "theses", "-w", root / "w", "--workers", 1).exit_code == 0
    write_texts(root / "theses", sample("theses", 4, 6))
    assert themeline("run", root / "theses", "-w", root / "w", "--workers", 1).exit_code == 0
    assert themeline("run", root / "speeches", "-w", root / "w", "--workers", 1).exit_code == 0
    return root / "w"


def test_the_terminal_shows_findings_and_tables_and_writes_nothing(workspace: Path, tmp_path: Path) -> None:
    before = sorted((workspace / "reports").rglob("*"))
    shown = themeline("report", "-c", "theses", "--terminal", "-w", workspace).stdout
    assert "The corpus “theses” holds 10 documents" in " ".join(shown.split())
    assert "Keywords" in shown
    assert "Themes" in shown
    found = json.loads(themeline("report", "-c", "theses", "--terminal", "--json", "-w", workspace).stdout)
    assert found["reports"][0]["corpus"] == "theses"
    assert len(found["reports"][0]["tables"]["terms"]) > 20
    assert sorted((workspace / "reports").rglob("*")) == before


def test_since_reports_what_the_new_batch_changed(workspace: Path) -> None:
    done = themeline("report", "--since", "theses-2", "-w", workspace)
    page = workspace / "reports" / "theses-since-theses-2.html"
    assert str(page) in done.stdout.replace("\n", "")
    text = page.read_text(encoding="utf-8")
    assert "since theses-2" in text
    assert 'id="table-changes"' in text
    shown = themeline("report", "-c", "theses", "--since", "theses-2", "--terminal", "-w", workspace).stdout
    assert "What is new since theses-2" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "theses-7"], "no batch 'theses-7'"),
        (["-c", "theses", "--since", "theses-1"], "first batch"),
        (["--format", "docx"], "docx"),
    ],
)
def test_wrong_use_says_what_is_wrong(workspace: Path, arguments: list[str], message: str) -> None:
    done = themeline("report", *arguments, "-w", workspace)
    assert isinstance(done.exception, ThemelineError)
    assert message in f"{done.exception.message} {done.exception.hint}"
    assert done.exception.exit_code == 2


def test_formats_are_added_and_the_report_stays_up_to_date(workspace: Path) -> None:
    folder = workspace / "reports" / "speeches"
    themeline(
        "report", "-c", "speeches", "-f", "markdown", "-f", "latex", "-f", "figures", "-f", "json", "-w", workspace
    )
    assert {"speeches.md", "speeches.tex", "speeches.json", "map.svg", "map.png", "map.pdf"} <= {
        path.name for path in folder.iterdir()
    }
    assert "up to date" in themeline("report", "-c", "speeches", "-w", workspace).stdout
    again = themeline("report", "-c", "speeches", "-f", "latex", "-w", workspace).stdout
    assert "up to date" in again


@pytest.mark.skipif(not shutil.which("chromium"), reason="NO PDF TEST: install chromium")
def test_pdf_is_printed_by_the_browser(workspace: Path) -> None:
    assert themeline("report", "-c", "speeches", "-f", "pdf", "-w", workspace).exit_code == 0
    assert (workspace / "reports" / "speeches.pdf").read_bytes().startswith(b"%PDF")


def test_a_part_of_a_corpus_has_a_page_of_its_own(workspace: Path) -> None:
    page = workspace / "reports" / "theses.html"
    whole = page.read_bytes()
    written = themeline("report", "-c", "theses", "--where", "batch = 'theses-1'", "-w", workspace)
    assert written.exit_code == 0
    assert page.read_bytes() == whole
    assert len(list(page.parent.glob("theses-where-batch-theses-1-*.html"))) == 1
    assert "up to date" in themeline("report", "-c", "theses", "-w", workspace).stdout


def test_the_difference_of_two_reports(workspace: Path, tmp_path: Path) -> None:
    reports = workspace / "reports"
    themeline(
        "report", "-c", "theses", "--where", "batch = 'theses-1'", "--html", tmp_path / "old.html", "-w", workspace
    )
    shown = themeline("report", "diff", tmp_path / "old.html", reports / "theses.html")
    assert shown.exit_code == 0
    assert "keywords differ" in shown.stdout
    rows = json.loads(themeline("report", "diff", tmp_path / "old.html", reports / "theses", "--json").stdout)
    changes = {row["change"] for row in rows["tables"]["difference"]}
    assert "new" in changes
    missing = themeline("report", "diff", tmp_path / "nothing.html", reports / "theses")
    assert isinstance(missing.exception, ThemelineError)


def test_compare_in_the_terminal_and_in_other_forms(workspace: Path) -> None:
    shown = themeline("compare", "theses", "speeches", "--terminal", "-w", workspace).stdout
    assert "Jensen-Shannon divergence" in " ".join(shown.split())
    assert "comparison:" not in shown
    assert not (workspace / "reports" / "theses-vs-speeches.html").exists()
    written = themeline("compare", "theses", "speeches", "-f", "latex", "-f", "figures", "-w", workspace)
    assert written.exit_code == 0
    folder = workspace / "reports" / "theses-vs-speeches"
    assert (folder / "theses-vs-speeches.tex").is_file()
    assert (folder / "volcano.svg").is_file()


def test_text_of_a_corpus_does_nothing_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"name": "\x1b]0;owned\x07 [red]law[/red] \u202egpj", "documents": 1200, "share": 0.125}]
    show.result(None, [("Entities", rows)], quiet=False, as_json=False)
    shown = capsys.readouterr().out
    assert "[red]law[/red]" in shown
    assert "1,200" in shown
    assert "12.5%" in shown
    assert not set(shown) & set("\x1b\x07\u202e")
