"""The most important numbers of each report, computed again from the exported tables, in another way."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pytest

from themeline.keywords.variants import term_key
from themeline.report import ComparisonReportData, KeywordReportData

from .conftest import count

Numbers = dict[str, tuple[float, float]]
"""What the report's files say, and what the exported tables give."""


def csv(page: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(page.with_suffix("") / f"{name}.csv", encoding="utf-8-sig", keep_default_na=False)


def wilson(hits: int, total: int, z: float = 1.959963984540054) -> tuple[float, float]:
    share, spread = hits / total, z * math.sqrt(hits / total * (1 - hits / total) / total + z * z / (4 * total * total))
    centre, scale = share + z * z / (2 * total), 1 + z * z / total
    return (centre - spread) / scale, (centre + spread) / scale


def holding(variants: list[str], text: str) -> int:
    spelled = "|".join(r"\W+".join(map(re.escape, re.findall(r"\w+", name))) for name in variants)
    return len(re.findall(rf"(?<!\w)(?:{spelled})(?!\w)", text, re.IGNORECASE))


def sizes(data: KeywordReportData, page: Path) -> Iterator[tuple[str, float, float]]:
    said = dict(csv(page, "summary").to_numpy())
    text = data.keywords[data.keywords["origin"] == "text"]
    yield "documents", said["documents"], data.documents["doc"].nunique()
    yield "tokens", said["tokens"], sum(data.documents["tokens"])
    yield "sentences", said["sentences"], len(list(data.sentences["text"]))
    yield "first year", said["first year"], min(int(day[:4]) for day in data.documents["published"])
    yield "last year", said["last year"], max(int(day[:4]) for day in data.documents["published"])
    yield "dated", said["documents with a year"], sum(day[:4].isdigit() for day in data.documents["published"])
    yield "keywords", said["keywords"], len({term_key(keyword) for keyword in text["keyword"]})
    yield "mentions", said["entity mentions"], data.entities["start"].count()
    yield "entities", said["entities"], len(set(data.entities["name"]))
    yield (
        "coded",
        said["sentences with a theme"],
        len(set(zip(data.themes["doc"], data.themes["sentence"], strict=True))),
    )


def keywords(data: KeywordReportData, page: Path) -> Iterator[tuple[str, float, float]]:
    """Documents and hits of the foremost keywords, by a plain search; words that are no heading's keyword."""
    for row in csv(page, "terms").head(12).to_dict("records"):
        variants = [row["term"], *filter(None, str(row["variants"]).split(" | "))]
        hits = {doc: holding(variants, text) for doc, text in texts(data).items()}
        found = [doc for doc, number in hits.items() if number]
        yield f"documents of {row['term']}", row["documents"], len(found)
        yield f"hits of {row['term']}", row["count"], sum(hits.values())


def texts(data: KeywordReportData) -> Mapping[str, str]:
    """The sentences of each document, kept apart by a sign that no term crosses."""
    parts: dict[str, list[str]] = {doc: [] for doc in data.documents["doc"]}
    for doc, text in zip(data.sentences["doc"], data.sentences["text"], strict=True):
        parts[doc].append(text)
    return {doc: " § ".join(sentences) for doc, sentences in parts.items()}


def themes(data: KeywordReportData, page: Path) -> Iterator[tuple[str, float, float]]:
    total = len(data.sentences)
    for row in csv(page, "themes").to_dict("records"):
        pairs = {
            (doc, s) for doc, s, key in data.themes[["doc", "sentence", "theme"]].to_numpy() if key == row["theme"]
        }
        low, high = wilson(len(pairs), total)
        yield f"sentences of {row['theme']}", row["sentences"], len(pairs)
        yield f"share of {row['theme']}", row["sentence_share"], len(pairs) / total
        yield f"lower bound of {row['theme']}", row["sentence_low"], low
        yield f"upper bound of {row['theme']}", row["sentence_high"], high
        yield f"documents of {row['theme']}", row["documents"], len({doc for doc, _ in pairs})


def names(data: KeywordReportData, page: Path) -> Iterator[tuple[str, float, float]]:
    mentions = Counter(data.entities["name"])
    for row in csv(page, "entities").head(8).to_dict("records"):
        docs = {doc for doc, name in data.entities[["doc", "name"]].to_numpy() if name == row["name"]}
        yield f"mentions of {row['name']}", row["mentions"], mentions[row["name"]]
        yield f"documents of entity {row['name']}", row["documents"], len(docs)


def test_fifty_numbers_of_the_keyword_report(theses: KeywordReportData, keyword_page: Path) -> None:
    parts = (sizes, keywords, themes, names)
    numbers = {name: (said, again) for part in parts for name, said, again in part(theses, keyword_page)}
    assert len(numbers) >= 50
    for name, (said, again) in numbers.items():
        assert float(said) == pytest.approx(float(again)), name


def test_the_facts_at_the_head_of_the_page_are_the_summary(keyword_page: Path) -> None:
    page = keyword_page.read_text(encoding="utf-8")
    said = dict(csv(keyword_page, "summary").to_numpy())
    facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))
    for name in ("documents", "tokens", "sentences", "keywords", "entities"):
        assert facts[name.capitalize()] == f"{int(said[name]):,}"


def frequencies(data: KeywordReportData, layer: str) -> dict[str, Counter[str]]:
    """The exported table `terms` of a corpus, added up plainly: how often each document has each term."""
    counts = count(data)
    table, found = counts.layers[layer], {str(doc): Counter[str]() for doc in counts.documents["document"]}
    cells = table.matrix.tocoo()
    docs = [str(doc) for doc in counts.documents["document"]]
    for row, column, number in zip(cells.coords[0], cells.coords[1], cells.data, strict=True):
        found[docs[row]][str(table.terms[column])] += int(number)
    return found


def test_fifty_numbers_of_the_comparison(
    theses: KeywordReportData, speeches: KeywordReportData, comparison: ComparisonReportData, comparison_page: Path
) -> None:
    table = csv(comparison_page, "terms").query("layer == 'word'")
    sides = [frequencies(data, "word") for data in (theses, speeches)]
    totals = [sum(sum(counts.values()) for counts in side.values()) for side in sides]
    numbers: Numbers = {}
    for row in table.head(10).to_dict("records"):
        hits = [sum(counts[row["term"]] for counts in side.values()) for side in sides]
        docs = [sum(counts[row["term"]] > 0 for counts in side.values()) for side in sides]
        for side, hit, doc, total in zip("ab", hits, docs, totals, strict=True):
            numbers[f"frequency of {row['term']} in {side}"] = row[f"frequency_{side}"], hit
            numbers[f"rate of {row['term']} in {side}"] = row[f"per_million_{side}"], 1e6 * hit / total
            numbers[f"documents of {row['term']} in {side}"] = row[f"documents_{side}"], doc
    for row in csv(comparison_page, "themes").to_dict("records"):
        for side, data in zip("ab", (theses, speeches), strict=True):
            pairs = data.themes[data.themes["theme"] == row["theme"]]
            numbers[f"{row['theme']} in {side}"] = row[f"prevalence_{side}"], len(pairs) / len(data.sentences)
        given = row["prevalence_a"] - row["prevalence_b"]
        numbers[f"difference of {row['theme']}"] = row["difference"], given
    assert len(numbers) >= 50
    for name, (said, again) in numbers.items():
        assert float(said) == pytest.approx(float(again)), name


def test_distance_and_classes_in_the_verdict_are_those_of_the_tables(
    theses: KeywordReportData, speeches: KeywordReportData, comparison_page: Path
) -> None:
    page = comparison_page.read_text(encoding="utf-8")
    verdict = page[page.index('class="verdict"') : page.index('class="findings"')]
    shares = []
    for data in (theses, speeches):
        sums = sum(frequencies(data, "word").values(), Counter[str]())
        shares.append({term: number / sum(sums.values()) for term, number in sums.items()})
    divergence = 0.0
    for term in set(shares[0]) | set(shares[1]):
        p, q = (side.get(term, 0.0) for side in shares)
        divergence += sum(x / 2 * math.log2(2 * x / (p + q)) for x in (p, q) if x)
    assert f"Jensen-Shannon divergence {divergence:.2f}" in verdict
    classes = csv(comparison_page, "terms").query("layer in ('word', 'phrase')")["class"].value_counts()
    for kind, words in (("robust A", "robustly typical of theses"), ("robust B", "of speeches")):
        assert re.search(rf"{classes.get(kind, 0):,}( terms?)? {words}", verdict)
