import csv
import dataclasses
import html
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from themeline.report import KeywordReportData, ReportSettings, keyword_report_tables, write_keyword_report

PAGE_LIMIT = 3_000_000


@pytest.fixture(scope="module")
def tables(theses: KeywordReportData) -> dict[str, pd.DataFrame]:
    return keyword_report_tables(theses, ReportSettings())


def test_page_loads_nothing(keyword_page: Path) -> None:
    page = keyword_page.read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)
    assert not re.findall(r"url\(|@import", page)
    assert len(page) < PAGE_LIMIT


def test_same_data_gives_the_same_bytes(theses: KeywordReportData, tmp_path: Path) -> None:
    settings = ReportSettings(formats=("csv", "xlsx", "json", "markdown", "latex"))
    first = write_keyword_report(theses, tmp_path / "one" / "r", settings)
    second = write_keyword_report(theses, tmp_path / "two" / "r", settings)
    assert [path.name for path in first] == [path.name for path in second]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_numbers_of_the_page_are_those_of_the_tables(keyword_page: Path) -> None:
    """Every exact number in the keyword table of the page stands in the CSV, for the same term."""
    page = keyword_page.read_text(encoding="utf-8")
    with (keyword_page.with_suffix("") / "terms.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["term"]: row for row in csv.DictReader(file)}
    table = page[page.index('id="table-terms"') : page.index("</table>", page.index('id="table-terms"'))]
    checked = 0
    for line in re.findall(r"<tr[^>]*><td.*?</tr>", table, re.S)[:60]:
        term = html.unescape(re.search(r"<bdi>(.*?)</bdi>", line, re.S)[1])  # type: ignore[index]
        exact = [float(value) for value in re.findall(r'data-v="([^"]*)"', line)]
        wanted = [rows[term][name] for name in ("rank", "documents", "share", "count", "weight", "dispersion")]
        assert exact == pytest.approx([float(value) for value in wanted])
        checked += len(exact)
    assert checked >= 50


def test_terms_count_the_texts(theses: KeywordReportData, tables: dict[str, pd.DataFrame]) -> None:
    """Documents with a plain term are those whose sentences hold it, as a plain search finds them."""
    words = tables["terms"][(tables["terms"]["variants"] == "") & tables["terms"]["term"].str.fullmatch(r"[a-z]+")]
    assert len(words) > 3
    for term, documents in words[["term", "documents"]].head(20).itertuples(index=False):
        holds = theses.sentences["text"].str.contains(rf"(?<!\w){term}(?!\w)", case=False)
        keyword_of = theses.keywords.query("origin == 'text' and keyword.str.lower() == @term")["doc"]
        assert documents == len(set(theses.sentences.loc[holds, "doc"]) | set(keyword_of)), term


def test_theme_shares_lie_in_their_intervals(tables: dict[str, pd.DataFrame]) -> None:
    themes = tables["themes"]
    assert (themes["sentence_low"] <= themes["sentence_share"]).all()
    assert (themes["sentence_share"] <= themes["sentence_high"]).all()
    assert "Legislation" in set(themes["name"])


def test_evidence_shows_the_term(tables: dict[str, pd.DataFrame]) -> None:
    spelled = dict(zip(tables["terms"]["term"], tables["terms"]["variants"], strict=True))
    for row in tables["evidence"].to_dict("records"):
        hit = row["text"][row["start"] : row["end"]]
        assert hit
        if row["term"] in spelled:
            names = {row["term"], *spelled[row["term"]].split(" | ")}
            assert re.sub(r"\W+", "", hit).casefold() in {re.sub(r"\W+", "", name).casefold() for name in names}


def test_evidence_keeps_its_budget(theses: KeywordReportData) -> None:
    tables = keyword_report_tables(theses, ReportSettings(evidence_characters=2_000))
    assert 0 < tables["evidence"]["text"].str.len().sum() <= 2_000


def test_failures_and_warnings_are_reported(tables: dict[str, pd.DataFrame], keyword_page: Path) -> None:
    failed = tables["health"].query("check == 'Inputs that could not be used'").iloc[0]
    assert failed["level"] == "warning"
    assert failed["documents"] == 1
    assert "broken.pdf" in keyword_page.read_text(encoding="utf-8")


def test_empty_corpus_gives_a_page(theses: KeywordReportData, tmp_path: Path) -> None:
    names = ("documents", "sentences", "entities", "dates", "keywords", "themes", "failures")
    empty = {name: getattr(theses, name).head(0) for name in names}
    files = write_keyword_report(dataclasses.replace(theses, **empty), tmp_path / "empty", ReportSettings())
    assert "0 documents" in files[0].read_text(encoding="utf-8")


def test_corpus_without_years_themes_and_entities(theses: KeywordReportData, tmp_path: Path) -> None:
    documents = theses.documents.assign(year=pd.array([pd.NA] * len(theses.documents), dtype="Int64"), published="")
    bare = {name: getattr(theses, name).head(0) for name in ("entities", "dates", "themes")}
    data = dataclasses.replace(theses, documents=documents, **bare)
    page = write_keyword_report(data, tmp_path / "bare", ReportSettings())[0].read_text(encoding="utf-8")
    assert 'id="themes"' not in page
    assert "Years</dt><dd>unknown" in page


def test_json_holds_every_table(theses: KeywordReportData, tmp_path: Path) -> None:
    write_keyword_report(theses, tmp_path / "r", ReportSettings(formats=("json",)))
    content = json.loads((tmp_path / "r" / "r.json").read_text(encoding="utf-8"))
    tables = keyword_report_tables(theses, ReportSettings())
    assert {name: len(rows) for name, rows in content["tables"].items()} == {n: len(t) for n, t in tables.items()}


def test_the_timeline_tells_statements_in_the_order_of_their_dates(
    theses: KeywordReportData, tables: dict[str, pd.DataFrame]
) -> None:
    table = tables["timeline"]
    assert len(table) > 10
    assert table["earliest"].is_monotonic_increasing
    for row in table.itertuples():
        assert row.date in row.quote
    texts = set(theses.sentences["text"])
    assert set(table["quote"]) <= texts
    assert (table["entities"] != "").any()
    assert (table["themes"] != "").any()
