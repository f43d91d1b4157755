"""Floors on the project's own thesis abstracts, whose authors' keywords are the measure."""

import json

import pandas as pd

from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.keywords import KeywordModel, KeywordSettings, author_agreement, extract_keywords
from themeline.language import parse_documents
from themeline.resources import data_path
from themeline.tables import Document

MARK = "Keywords:"


def theses():
    path = data_path("corpus", "samples", "theses.jsonl")
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        text, mark, line = row["text"].partition(MARK)
        if mark:
            body = " ".join(text.removeprefix("Abstract").split())
            yield Document(row["id"], body, author_keywords=tuple(" ".join(line.split()).split(",")))


def test_agreement_with_the_authors_of_theses(language_model):
    rules, model = EntityRules.load(), KeywordModel.load()
    rows = []
    for parsed in parse_documents(theses(), language_model):
        entities = find_entities(parsed, rules, EntitySettings())
        for keyword in extract_keywords(parsed, entities, model, KeywordSettings()):
            rows.append((parsed.document.doc, keyword.rank, keyword.keyword, keyword.origin))
    found = author_agreement(pd.DataFrame(rows, columns=["doc", "rank", "keyword", "origin"]))
    micro = found.corpus[found.corpus["average"] == "micro"].set_index("depth")["f1"]
    assert micro[5] >= 0.29
    assert micro[10] >= 0.29
