"""After `--redact PERSON` no name of a person that the workspace knows is in any byte of what leaves."""

import html
import io
import json
import re
import zipfile
from dataclasses import fields, is_dataclass

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.samples import sample
from themeline.errors import UsageError
from themeline.redaction.masking import words_of
from themeline.stages.collocates import collocates
from themeline.stages.compare import compare
from themeline.stages.entities import ranking
from themeline.stages.export import export, read_table
from themeline.stages.keywords import agreement, changes, corpus_keywords
from themeline.stages.redaction import make_redactor, redacted
from themeline.stages.replay import replay
from themeline.stages.report import report, report_tables
from themeline.stages.run import run
from themeline.stages.search import search
from themeline.stages.settings import build_settings
from themeline.stages.trends import trends
from themeline.stages.workspace import Workspace
from themeline.store import Selection, Store
from themeline.store.export import WRITERS
from themeline.tables.schemas import TABLES

pytestmark = pytest.mark.xdist_group("redacted")  # one workspace, made once
PERSON = ["PERSON"]
FORMS = ("csv", "xlsx", "json", "markdown", "latex", "figures")
SETTINGS = build_settings(
    {"workers": 1, "report": {"formats": FORMS}, "compare": {"resamples": 99, "calibration_splits": 20}}, "the test"
)
PLANTED = (
    "Angela Merkel met Xi Jinping in Beijing in June 2014. Merkel praised the Cybersecurity Law of 2017. "
    "According to President Xi Jinping, cyber sovereignty is a principle. Chancellor Angela Merkel disagreed."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Give a workspace with speeches, strategies, and documents in whose every part names are planted."""
    root = tmp_path_factory.mktemp("redacted")
    store = Store(root / "workspace")
    rows = sample("speeches", 10)
    rows += [
        {
            "id": f"merkel_{number}.txt",
            "title": f"Xi Jinping and Angela Merkel, part {number}",
            "text": f"{PLANTED} This is part {number}, and the Ministry of Defence agreed. " * 2,
            "published": f"{2014 + number}",
            "author": "Q. Zebedee Hartigan-Smythe",
            "note": "for Merkel, Angela (secretary: Hartigan-Smythe)",
            "author_keywords": ["cyber sovereignty", "Xi Jinping"],
        }
        for number in range(4)
    ]
    rows[0]["text"] += " Angela Merkel agreed. Zebedee Hartigan-Smythe, who wrote the report, was content."
    (root / "merkel.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (root / "strategies.jsonl").write_text("".join(json.dumps(row) + "\n" for row in sample("strategies", 8)))
    (root / "Angela Merkel.pdf").write_bytes(b"%PDF-1.7 nothing more")
    run(store, [root / "merkel.jsonl", root / "Angela Merkel.pdf"], SETTINGS, "merkel")
    run(store, [root / "strategies.jsonl"], SETTINGS, "strategies")
    return store


@pytest.fixture(scope="module")
def patterns(store):
    """Give a pattern for each form of a name: as written where it is an ordinary word too, else in any case."""
    people = read_table(store, "entities", None).query("label == 'PERSON'")
    texts = " ".join(read_table(store, "documents")["text"])
    small = set(re.findall(r"(?<![^\W\d_])[^\W\d_A-Z]+(?![^\W\d_])", texts))
    forms = {*people["text"], *people["name"], "Hartigan-Smythe", "Zebedee", "Jinping"}
    assert {"Angela Merkel", "Xi Jinping"} <= forms
    found = []
    for form in sorted(forms):
        words = words_of(form)
        flags = 0 if len(words) == 1 and words[0].lower() in small else re.IGNORECASE
        between = r"[\W_]{1,12}"
        found.append(re.compile(rf"(?<![^\W\d_]){between.join(map(re.escape, words))}(?![^\W\d_])", flags))
    return found


def readable(path):
    """Return everything that a file says, decoded as a reader would."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "\n".join(html.unescape(book.read(name).decode()) for name in book.namelist())
    if path.suffix == ".parquet":
        return "\n".join(map(str, pq.read_table(path).to_pylist()))
    if path.suffix in (".png", ".pdf"):
        return data.decode("latin-1")
    text = data.decode()
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text))
        text = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.DOTALL)  # ours, the same in all
    return text


def assert_clean(text, patterns, what):
    for pattern in patterns:
        found = pattern.search(text)
        assert not found, (what, pattern.pattern, text[max(0, found.start() - 60) : found.end() + 60])


def test_no_name_is_in_any_byte_of_a_report_or_a_comparison(store, patterns, tmp_path):
    with store.locked():
        files = list(report(store, SETTINGS, "merkel", tmp_path / "one.html", redact=PERSON).files)
    done = compare(store, SETTINGS, ["merkel", "strategies"], html=tmp_path / "two.html", redact=PERSON)
    files += done.files
    assert {path.suffix for path in files} >= {".html", ".csv", ".xlsx", ".json", ".md", ".tex", ".svg"}
    for path in files:
        if path.suffix not in (".png", ".pdf"):
            assert_clean(readable(path), patterns, path.name)
    assert "PERSON_1" in readable(tmp_path / "one.html")
    assert_clean(json.dumps(done.as_dict(), ensure_ascii=False, default=str), patterns, "compare --json")
    assert_clean(" ".join([*done.verdict, *done.findings, *done.names]), patterns, "the terminal")
    (told,) = report_tables(store, SETTINGS, "merkel", redact=PERSON)
    assert_clean(str(told.findings) + str({k: t.to_dict() for k, t in told.tables.items()}), patterns, "--terminal")


def test_no_name_is_in_the_tables_that_commands_show(store, patterns):
    results = {
        "keywords list": corpus_keywords(store),
        "keywords changes": changes(store),
        "keywords agreement": agreement(store, "merkel"),
        "entities list": ranking(store, "merkel"),
        "collocates": collocates(store, SETTINGS, "merkel", ["merkel"], min_count=1),
        "trends": trends(store, SETTINGS, names=["merkel"], layer="entity"),
    }
    for what, result in results.items():
        assert any(pattern.search(written(result)) for pattern in patterns), what
        assert_clean(written(redacted(store, result, PERSON)), patterns, what)
        assert written(redacted(store, result, [])) == written(result)


def written(result):
    values = [getattr(result, each.name) for each in fields(result)] if is_dataclass(result) else [result]
    return "\n".join(value.to_csv() if isinstance(value, pd.DataFrame) else str(value) for value in values)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("table", ["documents", "entities", "keywords", "terms", "failures"])
def test_the_patterns_find_the_names_where_nothing_is_masked(store, patterns, tmp_path, table, form):
    export(store, table, form, tmp_path / f"plain.{form}")
    assert any(pattern.search(readable(tmp_path / f"plain.{form}")) for pattern in patterns)


def test_no_name_is_in_any_byte_of_an_export(store, patterns, tmp_path):
    for table in [*TABLES, "timeline"]:
        for form in WRITERS:
            path = tmp_path / f"{table}.{form}"
            rows = export(store, table, form, path, redact=PERSON)
            assert rows == len(read_table(store, table)), table
            assert path.stat().st_size
            assert_clean(readable(path), patterns, path.name)


def test_offsets_hold_in_a_redacted_export(store):
    documents = read_table(store, "documents", redact=PERSON)
    assert documents["doc"].is_unique
    texts = dict(zip(documents["doc"], documents["text"], strict=True))
    for table in ("sentences", "entities", "dates"):
        rows = read_table(store, table, redact=PERSON)
        assert len(rows)
        for row in rows.itertuples():
            assert texts[row.doc][row.start : row.end] == row.text
    people = read_table(store, "entities", redact=PERSON).query("label == 'PERSON'")
    assert people["text"].str.contains("PERSON").all()
    assert people["name"].str.contains("PERSON").all()
    planted = people[people["doc"].str.startswith("PERSON_") & people["text"].str.startswith("PERSON_")]
    assert planted["name"].nunique() >= 2, "Merkel and Xi are two"


def test_a_name_has_one_mask_everywhere_and_the_numbers_stay(store, tmp_path):
    plain, masked = (report_tables(store, SETTINGS, "merkel", redact=redact)[0].tables for redact in ((), PERSON))
    with store.reading() as database:
        redactor = make_redactor(database, PERSON)
    assert list(masked["entities"]["name"]) == [redactor.text(name) for name in plain["entities"]["name"]]
    for name, table in plain.items():
        if name not in ("parameters", "inputs", "evidence"):
            numbers = table.select_dtypes("number")
            pd.testing.assert_frame_equal(numbers, masked[name][numbers.columns])
    for row in masked["evidence"].itertuples():
        assert 0 <= row.start <= row.end <= len(row.text)


@pytest.mark.parametrize("width", [0, 20, 60])
@pytest.mark.parametrize(("pattern", "by"), [("Merkel", "text"), ("sovereignty", "text"), ("Xi Jinping", "entity")])
def test_a_concordance_shows_no_name_nor_half_of_one(store, patterns, pattern, by, width):
    from themeline.compare.kwic_settings import ConcordanceSettings

    how = ConcordanceSettings(width=width)
    hits = search(store, SETTINGS, pattern, by, how=how, redact=PERSON)
    assert len(hits) == len(search(store, SETTINGS, pattern, by, how=how)) > 0
    assert_clean(hits.to_json(force_ascii=False), patterns, pattern)
    texts = {(row.corpus, row.doc): row.text for row in read_table(store, "documents", redact=PERSON).itertuples()}
    for row in hits.itertuples():
        assert re.sub(r"\s+", " ", texts[row.corpus, row.doc][row.start : row.end]) == row.keyword


def test_several_kinds_may_be_masked_and_others_are_refused(store):
    entities = read_table(store, "entities", redact=["person,ORG"])
    for label in ("PERSON", "ORG"):
        assert entities.loc[entities["label"] == label, "name"].str.contains(f"{label}|PERSON|ORG").all()
    assert not entities.loc[entities["label"] == "GPE", "text"].str.contains("GPE_").any()
    with pytest.raises(UsageError, match="--redact: 'PEOPLE' is no kind of entity"):
        read_table(store, "entities", redact=["PEOPLE"])


def test_python_masks_as_the_commands_do(store):
    workspace = Workspace(store.folder, SETTINGS)
    pd.testing.assert_frame_equal(
        workspace.table("dates", redact=PERSON), read_table(store, "dates", Selection(), PERSON)
    )
    assert workspace.search("praised", redact=PERSON)["left"].str.contains("PERSON_").any()


def test_a_redacted_report_replays_and_stands_beside_the_other(store):
    with store.locked():
        page = report(store, SETTINGS, "strategies", redact=PERSON).path
        assert page.name == "strategies-redacted.html"
        assert not report(store, SETTINGS, "strategies", redact=PERSON).written
        assert report(store, SETTINGS, "strategies", redact=["ORG"]).written
        report(store, SETTINGS, "strategies", redact=PERSON)
    assert replay(store, SETTINGS, page).differing == ()
