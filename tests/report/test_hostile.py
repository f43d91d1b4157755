"""Every kind of page and every file beside it, made of texts that want to be code, markup or a formula."""

import base64
import csv
import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from themeline.compare import CompareSettings, compare_corpora, compare_many
from themeline.report import (
    ComparisonReportData,
    KeywordReportData,
    ReportSettings,
    write_comparison,
    write_keyword_report,
)

from .conftest import count
from .hostile import TEXTS, with_hostile_text

QUICK = CompareSettings(resamples=99, calibration_splits=0, distance_permutations=0, min_count=1, min_documents=1)
FORMS = ReportSettings(formats=("csv", "xlsx", "json", "markdown", "latex", "figures"))
NEVER = {
    "img",
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "link",
    "audio",
    "video",
    "applet",
    "frame",
    "use",
    "image",
}
NUMBER = re.compile(r"[+-](\d|inf)")
KINDS = ("keyword", "pair", "many")


def compared(sides: tuple[KeywordReportData, ...]) -> ComparisonReportData:
    counts = [count(data) for data in sides]
    sentences = pd.concat([data.sentences.assign(corpus=data.corpus) for data in sides])
    return ComparisonReportData(
        tuple(data.corpus for data in sides),
        compare_corpora(*counts, QUICK) if len(sides) == 2 else compare_many(counts, QUICK),
        sentences[["doc", "sentence", "text", "corpus"]], sides[0].theme_names, sides[0].manifest, counts,
    )  # fmt: skip


@pytest.fixture(scope="module")
def pages(
    theses: KeywordReportData, speeches: KeywordReportData, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    sides = tuple(
        with_hostile_text(data, name)
        for data, name in ((theses, TEXTS[1]), (speeches, TEXTS[3]), (speeches, TEXTS[2] + "\"'&"))
    )
    write_keyword_report(sides[0], folder / "keyword", FORMS)
    write_comparison(compared(sides[:2]), folder / "pair", FORMS)
    write_comparison(compared(sides), folder / "many", FORMS)
    return {kind: folder / f"{kind}.html" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_one_script_which_is_ours(pages: dict[str, Path], kind: str) -> None:
    root = html.document_fromstring(pages[kind].read_text(encoding="utf-8"))
    code = [one for one in root.iter("script") if one.get("type", "") not in ("application/json",)]
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert len(code) == 1
    digest = base64.b64encode(hashlib.sha256(code[0].text.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy[0]
    assert "default-src 'none'" in policy[0]
    for data in root.xpath("//script[@type='application/json']"):
        json.loads(data.text)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_becomes_an_element_an_attribute_that_acts_or_a_link(pages: dict[str, Path], kind: str) -> None:
    markup = pages[kind].read_text(encoding="utf-8")
    root = html.document_fromstring(markup)
    assert "owned" in root.text_content(), "the texts are there, as text"
    for element in root.iter():
        if not isinstance(element.tag, str):
            assert "owned" not in (element.text or "")
            continue
        assert element.tag.rpartition("}")[2] not in NEVER
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            if name.rpartition("}")[2] in ("href", "src", "action", "formaction"):
                assert value.startswith("#"), value
            if name == "style":
                assert re.fullmatch(r"[\w\s:;%.#(),-]*", value), value
    assert "49" not in root.xpath("string(//h1)"), "a template in a text is not rendered"
    for style in root.iter("style"):
        assert "owned" not in (style.text or "")


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_of_any_file_is_a_formula(pages: dict[str, Path], kind: str) -> None:
    folder = pages[kind].with_suffix("")
    tables = sorted(folder.glob("*.csv"))
    assert tables
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for value in (cell for row in csv.reader(file) for cell in row):
                assert not value.startswith(("=", "@", "\t", "\r")), (path.name, value[:40])
                assert not value.startswith(("+", "-")) or NUMBER.match(value), (path.name, value[:40])
    (workbook,) = folder.glob("*.xlsx")
    assert b"<f>" not in b"".join(_parts(workbook)), "no formula in the workbook"
    assert b"<hyperlink " not in b"".join(_parts(workbook)), "no link in the workbook"
    assert CalamineWorkbook.from_path(workbook).sheet_names[0] == "notes"


def _parts(workbook: Path) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(workbook) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("kind", KINDS)
def test_markdown_latex_and_figures_hold_text(pages: dict[str, Path], kind: str) -> None:
    folder = pages[kind].with_suffix("")
    prose = re.sub(r"(?s)```.*?```", "", (folder / f"{kind}.md").read_text(encoding="utf-8"))
    assert not re.search(r"(?<!\\)<(?:script|img)", prose)
    assert r"\end{document}" not in (folder / f"{kind}.tex").read_text(encoding="utf-8")
    for path in folder.glob("*.svg"):
        figure = html.document_fromstring(path.read_bytes())
        assert not figure.xpath("//script | //*[local-name()='foreignObject'] | //image | //@onload | //@onerror")
