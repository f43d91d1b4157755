"""Reports over real text: the first theses and speeches of the sample corpora, read with the real model."""

import json
from pathlib import Path

import pandas as pd
import pytest

from themeline.compare import CompareSettings, CorpusCounts, compare_corpora, compare_many
from themeline.dates import DateRules, DateSettings, find_dates
from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.keywords import KeywordModel, KeywordSettings, extract_keywords
from themeline.language import LanguageModel, parse_documents
from themeline.report import (
    ComparisonReportData,
    KeywordReportData,
    ReportSettings,
    write_comparison,
    write_keyword_report,
)
from themeline.resources import data_path
from themeline.tables import Document

CUES = {"legislation": ("law", "act", "court"), "institutions": ("ministry", "agency", "council")}
MANIFEST = {
    "command": "themeline report --corpus theses",
    "settings": {"seed": 1},
    "inputs": [{"file": "theses.jsonl", "bytes": 80034, "sha256": "ab" * 32, "batch": "theses-1"}],
}
SAMPLE = 14


def read_sample(name: str, model: LanguageModel, corpus: str = "", first: int = 0) -> KeywordReportData:
    lines = data_path("corpus", "samples", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[first : first + SAMPLE]]
    documents = [
        Document(
            row["id"], row["text"].replace("\n", " "), title=row["title"], published=row["published"],
            author_keywords=("cyber sovereignty", "Cyber-Security", "cyber security", "Cyber Security"),
        )
        for row in rows
    ]  # fmt: skip
    parts: dict[str, list[dict[str, object]]] = {
        key: [] for key in ("documents", "sentences", "entities", "dates", "keywords", "themes")
    }
    for parsed in parse_documents(documents, model):
        document = parsed.document
        tokens = sum(not token.is_space for token in parsed.parse)
        entities = find_entities(parsed, EntityRules.load(), EntitySettings())
        parts["documents"].append(
            {
                "doc": document.doc,
                "title": document.title,
                "language": "en",
                "published": document.published,
                "author_keywords": list(document.author_keywords),
                "tokens": tokens,
                "metadata": {},
            }
        )
        found = {
            "sentences": parsed.sentences,
            "entities": entities,
            "dates": find_dates(parsed, DateRules.load(), DateSettings(), entities),
            "keywords": extract_keywords(parsed, entities, KeywordModel.load(), KeywordSettings()),
        }
        for key, records in found.items():
            parts[key] += [
                {"doc": document.doc} | {field: getattr(record, field) for field in record.__slots__}
                for record in records
            ]
        parts["themes"] += [
            {
                "doc": document.doc,
                "sentence": s.sentence,
                "start": s.start,
                "end": s.end,
                "theme": theme,
                "probability": 0.9,
            }
            for s in parsed.sentences
            for theme, cues in CUES.items()
            if any(cue in s.text.lower().split() for cue in cues)
        ]
    frames = {key: pd.DataFrame(rows) for key, rows in parts.items()}
    frames["documents"]["year"] = pd.to_numeric(frames["documents"]["published"].str[:4]).astype("Int64")
    failures = pd.DataFrame(
        [
            {
                "source": "broken.pdf",
                "batch": "b",
                "stage": "ingest",
                "error": "InputError",
                "detail": "no text",
                "corpus": name,
            }
        ]
    )
    return KeywordReportData(
        corpus or name, **frames, failures=failures, theme_names={"legislation": "Legislation"}, manifest=MANIFEST
    )


@pytest.fixture(scope="session")
def theses(language_model: LanguageModel) -> KeywordReportData:
    return read_sample("theses", language_model)


@pytest.fixture(scope="session")
def speeches(language_model: LanguageModel) -> KeywordReportData:
    return read_sample("speeches", language_model)


@pytest.fixture(scope="session")
def comparison(theses: KeywordReportData, speeches: KeywordReportData) -> ComparisonReportData:
    counts = [count(data) for data in (theses, speeches)]
    sentences = [data.sentences.assign(corpus=data.corpus) for data in (theses, speeches)]
    columns = ["doc", "sentence", "text", "corpus"]
    return ComparisonReportData(
        ("theses", "speeches"), compare_corpora(*counts), pd.concat(sentences)[columns],
        {"legislation": "Legislation"}, {"command": "themeline compare theses speeches"}, counts,
    )  # fmt: skip


@pytest.fixture(scope="session")
def three(
    theses: KeywordReportData, speeches: KeywordReportData, language_model: LanguageModel
) -> ComparisonReportData:
    corpora = (theses, speeches, read_sample("speeches", language_model, "later", SAMPLE))
    counts = [count(data) for data in corpora]
    sentences = pd.concat([data.sentences.assign(corpus=data.corpus) for data in corpora])
    return ComparisonReportData(
        tuple(data.corpus for data in corpora), compare_many(counts, CompareSettings(resamples=99)),
        sentences[["doc", "sentence", "text", "corpus"]], {"legislation": "Legislation"},
        {"command": "themeline compare theses speeches later"}, counts,
    )  # fmt: skip


def count(data: KeywordReportData) -> CorpusCounts:
    words = data.sentences.assign(term=data.sentences["text"].str.lower().str.findall(r"[a-z]+")).explode("term")
    layers = [words.assign(layer="word"), data.entities.assign(term=data.entities["name"], layer="entity"),
              data.themes.assign(term=data.themes["theme"], layer="theme")]  # fmt: skip
    terms = pd.concat(
        [layer.groupby(["doc", "layer", "term"]).size().rename("count").reset_index() for layer in layers]
    )
    documents = data.documents[["doc", "tokens", "published"]].rename(columns={"doc": "document"})
    sentences = documents["document"].map(data.sentences.groupby("doc").size())
    return CorpusCounts.from_frames(
        data.corpus, documents.assign(sentences=sentences), terms.rename(columns={"doc": "document"})
    )


@pytest.fixture(scope="session")
def keyword_page(theses: KeywordReportData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_keyword_report(theses, tmp_path_factory.mktemp("report") / "theses", ReportSettings())[0]


@pytest.fixture(scope="session")
def comparison_page(comparison: ComparisonReportData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_comparison(comparison, tmp_path_factory.mktemp("report") / "compare", ReportSettings())[0]


@pytest.fixture(scope="session")
def many_page(three: ComparisonReportData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_comparison(three, tmp_path_factory.mktemp("report") / "three", ReportSettings())[0]
