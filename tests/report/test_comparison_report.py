import csv
import html
import re
from pathlib import Path

import pandas as pd
import pytest

from themeline.report import ComparisonReportData, ReportSettings, comparison_tables
from themeline.report.function_words import is_function_word


@pytest.fixture(scope="module")
def tables(comparison: ComparisonReportData) -> dict[str, pd.DataFrame]:
    return comparison_tables(comparison, ReportSettings())


def test_numbers_of_the_page_are_those_of_the_tables(comparison_page: Path) -> None:
    page = comparison_page.read_text(encoding="utf-8")
    with (comparison_page.with_suffix("") / "terms.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["layer"], row["term"]): row for row in csv.DictReader(file)}
    checked = 0
    for name in ("table-robust_a", "table-robust_b"):
        start = page.index(f'id="{name}"')
        for line in re.findall(r"<tr[^>]*><td.*?</tr>", page[start : page.index("</table>", start)], re.S):
            term = html.unescape(re.search(r"<bdi>(.*?)</bdi>", line, re.S)[1])  # type: ignore[index]
            layer = re.search(r'class="tag tag-(\w+)"', line)[1]  # type: ignore[index]
            exact = [float(value) for value in re.findall(r'data-v="([^"]*)"', line)]
            names = ["log_ratio", "lrc", "frequency_a", "frequency_b", "document_share_a", "document_share_b", "q"]
            assert exact == pytest.approx([float(rows[layer, term.removeprefix("'")][column]) for column in names])
            checked += len(exact)
    assert checked >= 50


def test_evidence_comes_from_both_sides(tables: dict[str, pd.DataFrame], comparison: ComparisonReportData) -> None:
    evidence = tables["evidence"]
    assert set(evidence["corpus"]) == set(comparison.names)
    hits = [text[start:end].lower() for text, start, end in evidence[["text", "start", "end"]].to_numpy()]
    assert [re.sub(r"\W+", " ", hit) for hit in hits] == [re.sub(r"\W+", " ", t.lower()) for t in evidence["term"]]


def test_exclusive_terms_are_absent_elsewhere(
    tables: dict[str, pd.DataFrame], comparison: ComparisonReportData
) -> None:
    words = tables["exclusive"].query("layer == 'word'")
    assert len(words) > 0
    for term, only_in in words[["term", "only_in"]].head(20).itertuples(index=False):
        other = comparison.sentences[comparison.sentences["corpus"] != only_in]["text"].str.lower()
        assert not other.str.contains(rf"(?<![a-z]){term}(?![a-z])").any()


def test_findings_name_no_function_words(comparison_page: Path) -> None:
    page = comparison_page.read_text(encoding="utf-8")
    named = re.search(r"Typical of theses: (.*?)\.</p>", page)
    assert named
    assert not any(is_function_word(term) for term in re.split(r", | and ", named[1]))
    assert "Jensen-Shannon divergence" in page
