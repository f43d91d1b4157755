"""Floors on our own gold, which nothing is trained on; a floor is never lowered to make a change pass."""

import json

from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.language import LanguageModel, parse_documents
from themeline.resources import data_path
from themeline.tables import Document

FLOOR = 0.88


def test_strict_f1_on_our_own_gold(language_model: LanguageModel) -> None:
    lines = data_path("corpus", "gold", "entities.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    documents = [Document(row["id"], row["text"]) for row in rows]
    rules, settings = EntityRules.load(), EntitySettings()
    gold = {(row["id"], item["start"], item["end"], item["label"]) for row in rows for item in row["entities"]}
    found = {
        (parsed.document.doc, item.start, item.end, item.label)
        for parsed in parse_documents(documents, language_model)
        for item in find_entities(parsed, rules, settings)
    }
    assert 2 * len(gold & found) / (len(gold) + len(found)) >= FLOOR
