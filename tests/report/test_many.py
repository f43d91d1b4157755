"""Three corpora and more: letters, tables, the page."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.report import ComparisonReportData, ReportSettings, comparison_tables, comparison_verdict
from themeline.report.letters import compact_letters

NAMES = list("pqrst")
PAIRS = st.sets(st.sampled_from([(a, b) for a in NAMES for b in NAMES if a < b]))


@given(PAIRS)
def test_two_share_a_letter_unless_they_differ(differing: set[tuple[str, str]]) -> None:
    letters = compact_letters(NAMES, sorted(differing))
    for a in NAMES:
        for b in NAMES:
            if a < b:
                assert bool(set(letters[a]) & set(letters[b])) == ((a, b) not in differing)


@pytest.fixture(scope="module")
def tables(three: ComparisonReportData) -> dict[str, pd.DataFrame]:
    return comparison_tables(three, ReportSettings())


def test_the_verdict_counts_the_table(three: ComparisonReportData, tables: dict[str, pd.DataFrame]) -> None:
    verdict, findings = comparison_verdict(three, tables)
    words = tables["terms"].query("layer in ('word', 'phrase')")
    assert f"Of {len(words):,} words and phrases tested, {(words['q'] < 0.05).sum():,} differ" in verdict[0]
    assert all(name in " ".join(verdict + findings) for name in three.names)


def test_heat_has_every_corpus_for_every_term(three: ComparisonReportData, tables: dict[str, pd.DataFrame]) -> None:
    heat = tables["heat"]
    assert (heat.groupby("term")["corpus"].nunique() == len(three.names)).all()
    assert len(heat)


def test_theme_shares_are_shares_of_sentences(three: ComparisonReportData, tables: dict[str, pd.DataFrame]) -> None:
    row = tables["themes"].iloc[0]
    for corpus in three.corpora:
        sentences = corpus.documents["sentences"].sum()
        assert row[f"share_{corpus.name}"] == pytest.approx(row[f"frequency_{corpus.name}"] / sentences)


def test_time_is_followed_in_every_corpus(three: ComparisonReportData, tables: dict[str, pd.DataFrame]) -> None:
    time = tables["time"]
    assert set(time["corpus"]) == set(three.names)
    assert (time["documents"] <= time["documents_total"]).all()
    assert time["document_share"].between(time["document_share_low"], time["document_share_high"]).all()


def test_numbers_of_the_page_are_those_of_the_tables(many_page: Path) -> None:
    page = many_page.read_text(encoding="utf-8")
    terms = pd.read_csv(many_page.with_suffix("") / "terms.csv", encoding="utf-8-sig", keep_default_na=False)
    rows = {(row["layer"], row["term"]): row for row in terms.to_dict("records")}
    table = page[page.index('id="table-terms"') : page.index("</table>", page.index('id="table-terms"'))]
    checked = 0
    for line in re.findall(r"<tr[^>]*><td.*?</tr>", table, re.S)[:20]:
        term = re.search(r"<bdi>(.*?)</bdi>", line, re.S)[1]  # type: ignore[index]
        layer = re.search(r'class="tag tag-(\w+)"', line)[1]  # type: ignore[index]
        exact = [float(value) for value in re.findall(r'data-v="([^"]*)"', line)]
        names = ["per_million_theses", "per_million_speeches", "per_million_later", "q", "cramers_v"]
        assert exact == pytest.approx([float(rows[layer, term][name]) for name in names])
        checked += len(exact)
    assert checked >= 50
    assert len(page) < 3_000_000
