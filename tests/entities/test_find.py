from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.language import LanguageModel, parse_documents
from themeline.tables import Document, Entity


def entities(model: LanguageModel, text: str, **settings: object) -> list[Entity]:
    [parsed] = parse_documents([Document("d", text)], model)
    return find_entities(parsed, EntityRules.load(), EntitySettings(**settings))


def labelled(model: LanguageModel, text: str) -> set[tuple[str, str]]:
    return {(item.text, item.label) for item in entities(model, text)}


def test_a_glued_acronym_shares_the_name_of_what_it_abbreviates(language_model: LanguageModel) -> None:
    found = entities(language_model, "In 2014 the Chinese Communist Party(CCP) met. The CCP's plan was adopted.")
    assert [(item.text, item.label, item.name) for item in found] == [
        ("Chinese Communist Party", "ORG", "Chinese Communist Party"),
        ("CCP", "ORG", "Chinese Communist Party"),
        ("CCP", "ORG", "Chinese Communist Party"),
    ]


def test_a_citation_is_taken_whole(language_model: LanguageModel) -> None:
    text = "It is contrary to Article 51 of the UN Charter and to Directive 2008/114/EC."
    assert {("Article 51 of the UN Charter", "LAW"), ("Directive 2008/114/EC", "LAW")} <= labelled(language_model, text)


def test_a_document_without_words_has_no_entities(language_model: LanguageModel) -> None:
    assert entities(language_model, "") == []
    assert entities(language_model, " \n ") == []
