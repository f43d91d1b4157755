import pytest

from themeline.keywords import KeywordModel, KeywordSettings, extract_keywords
from themeline.keywords.words import read_words
from themeline.language import parse_documents
from themeline.tables import Document

WRAPPED = (
    "In August 2018 the ministry presented a plan for the Digital Silk\n"
    "Road, which it had drafted with July 2018 guests. The plan says that cyber\n"
    "sovereignty is a principle of foreign policy and that cyber sovereignty holds\n"
    "for all governments."
)


def regions_of(text, language_model):
    words = read_words(next(parse_documents([Document("a", text)], language_model)))
    lines = [" ".join(w.text for w in words.words if w.region == number) for number in range(words.regions)]
    return lines, words.headings


def keywords_of(text, language_model):
    parsed = next(parse_documents([Document("a", text)], language_model))
    return [k.keyword for k in extract_keywords(parsed, [], KeywordModel.load(), KeywordSettings(top=40))]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\n\n", " \n \n"])
def test_a_first_line_by_itself_is_a_title(language_model, line_break):
    text = f"Optimal control of ships{line_break}The paper describes safe ship control."
    lines, headings = regions_of(text, language_model)
    assert lines[0] == "Optimal control of ships"
    assert headings == {0}


@pytest.mark.parametrize("text", ["One sentence only.", "A title and nothing else\n\n", "\n \n", WRAPPED])
def test_no_title_is_invented(language_model, text):
    assert regions_of(text, language_model)[1] == frozenset()


def test_a_line_end_of_wrapped_text_breaks_no_term(language_model):
    found = keywords_of(WRAPPED, language_model)
    assert {"Digital Silk Road", "cyber sovereignty"} <= set(found)
    assert not any("\n" in keyword for keyword in found)


def test_lines_of_a_list_are_no_one_term(language_model):
    text = "Priorities\nCyber security\nData policy\nArms control\nDigital trade rules\nInternet governance"
    found = keywords_of(text, language_model)
    assert {"Digital trade rules", "Internet governance"} <= set(found)
    assert not any(len(keyword.split()) > 3 for keyword in found)


def test_dates_are_no_part_of_a_term(language_model):
    found = keywords_of(WRAPPED, language_model)
    assert not any("2018" in keyword or "August" in keyword for keyword in found)


def test_a_number_may_end_a_name(language_model):
    assert "Agenda 2030" in keywords_of("The council adopted Agenda 2030. Agenda 2030 binds nobody.", language_model)


def test_two_names_are_no_name(language_model):
    text = "Huawei and Nokia offered networks. Nokia won, and Huawei and Nokia parted. Ericsson and Samsung came later."
    found = keywords_of(text, language_model)
    assert not any(" and " in keyword for keyword in found)


def test_phrases_that_come_back_are_terms(language_model):
    text = "The court defended the rule of law. Without the rule of law no contract holds."
    assert "rule of law" in keywords_of(text, language_model)
