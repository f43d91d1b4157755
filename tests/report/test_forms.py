"""Spreadsheet, Markdown, LaTeX, terminal: text stays text in every form."""

import re
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from themeline.report import (
    KeywordReportData,
    ReportSettings,
    keyword_report_tables,
    keyword_terminal,
    write_keyword_report,
)

from .hostile import with_hostile_text


@pytest.fixture(scope="module")
def hostile(theses: KeywordReportData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms") / "r"
    settings = ReportSettings(formats=("csv", "xlsx", "markdown", "latex", "figures"))
    write_keyword_report(with_hostile_text(theses), folder, settings)
    return folder


def test_no_cell_of_a_csv_is_a_formula(hostile: Path) -> None:
    for path in hostile.glob("*.csv"):
        assert not re.search(r'(?:^|,)"?[=@]', path.read_text(encoding="utf-8-sig"), re.M), path.name


def test_the_workbook_holds_text(hostile: Path) -> None:
    book = CalamineWorkbook.from_path(hostile / "r.xlsx")
    assert book.sheet_names[:2] == ["notes", "summary"]
    cells = [cell for row in book.get_sheet_by_name("terms").to_python() for cell in row]
    assert any(str(cell).startswith("=HYPERLINK") for cell in cells)


def test_markdown_and_latex_are_escaped(hostile: Path) -> None:
    prose = re.sub(r"(?s)```.*?```", "", (hostile / "r.md").read_text(encoding="utf-8"))
    assert not re.search(r"(?<!\\)<script", prose)
    latex = (hostile / "r.tex").read_text(encoding="utf-8")
    assert r"\end{document}" not in latex
    assert latex.count(r"\toprule") == latex.count(r"\bottomrule") > 5


def test_figures_stand_alone(hostile: Path) -> None:
    figures = sorted(hostile.glob("*.svg"))
    assert figures
    for path in figures:
        assert "var(" not in path.read_text(encoding="utf-8")
        assert path.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
        assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_terminal_shows_findings_and_no_control_characters(theses: KeywordReportData) -> None:
    data = with_hostile_text(theses)
    console = Console(width=100, record=True, file=Path("/dev/null").open("w"))  # noqa: SIM115
    console.print(keyword_terminal(data.corpus, keyword_report_tables(data, ReportSettings())))
    console.file.close()
    shown = console.export_text()
    assert "Keywords" in shown
    assert not re.search("[\x00-\x08\u202e\u2066]", shown)
