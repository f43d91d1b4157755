from hypothesis import given
from hypothesis import strategies as st

from themeline.keywords import KeywordModel, KeywordSettings, extract_keywords
from themeline.keywords.folding import fold
from themeline.keywords.variants import term_key
from themeline.language import parse_documents
from themeline.tables import Document, Entity

SETTINGS = KeywordSettings(top=40)


def keywords_of(text, language_model, entities=()):
    parsed = next(parse_documents([Document("a", text)], language_model))
    return {k.keyword: k for k in extract_keywords(parsed, entities, KeywordModel.load(), SETTINGS)}


def test_alphanumerics_and_hyphens_stay_whole(language_model):
    found = keywords_of(
        "The NIS2 directive covers 5G networks. COVID-19 vaccines were bought by the G20. "
        "A state-of-the-art laboratory opened.",
        language_model,
    )
    assert {"NIS2 directive", "5G networks", "COVID-19 vaccines", "G20", "state-of-the-art"} <= set(found)


def test_names_joined_by_small_words_stay_whole(language_model):
    found = keywords_of("Ports along the Belt and Road were built. The Belt and Road grew.", language_model)
    assert found["Belt and Road"].count == 2
    assert "Belt" not in found


def test_an_acronym_is_a_mention_of_its_long_form(language_model):
    text = "A public key infrastructure (PKI) was planned. The PKI was never built, and the PKI was forgotten."
    found = keywords_of(text, language_model)
    assert found["public key infrastructure"].count == 4
    assert "PKI" not in found


def test_nested_terms_are_absorbed_unless_both_stand_alone(language_model):
    found = keywords_of("The central leading group met. The central leading group agreed.", language_model)
    assert "leading group" not in found
    both = keywords_of("The arms control treaty failed. Arms control is dead. Arms control matters.", language_model)
    assert {"arms control treaty", "Arms control"} <= set(both)


def test_a_word_that_comes_back_mostly_inside_a_term_is_absorbed(language_model):
    text = "The ministry reformed cyber security. " * 9 + "The council debated security. Peace needs security."
    assert "security" not in keywords_of(text, language_model)
    assert "security" in keywords_of(text.replace("cyber security", "cyber security and security"), language_model)


def test_an_entity_is_one_term_with_more_evidence(language_model):
    text = "Parliament debated the Act on the Protection of Personal Data for three weeks."
    start = text.index("Act")
    name = "Act on the Protection of Personal Data"
    entity = Entity(1, start, start + len(name), name, "LAW", name, "rule")
    found = keywords_of(text, language_model, [entity])
    assert found[name].rank <= 2
    assert "Personal Data" not in found


def test_a_document_s_keywords_do_not_depend_on_its_batch(language_model):
    texts = ["The treaty on arms control was signed.", "Trade policy divides the members.", "Cyber norms are weak."]
    together = list(parse_documents([Document(str(n), t) for n, t in enumerate(texts)], language_model))
    for text, parsed in zip(texts, together, strict=True):
        alone = next(parse_documents([Document("x", text)], language_model))
        model = KeywordModel.load()
        assert extract_keywords(parsed, [], model, SETTINGS) == extract_keywords(alone, [], model, SETTINGS)


@given(st.text())
def test_keys_are_stable_under_case_and_hyphens(text):
    assert fold(fold(text)) == fold(text) or fold(text).endswith("s")
    assert term_key("Cyber-" + text) == term_key("cyber " + text)
