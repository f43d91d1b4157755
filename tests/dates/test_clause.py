"""The tense that governs an expression, and what it leans on, from real parses."""

import pytest

from themeline.dates.clause import Clause


@pytest.fixture(scope="session")
def clause(language_model):
    def make(text: str, words: str) -> Clause:
        start = text.index(words)
        return Clause(language_model.nlp(text), start, start + len(words))

    return make


@pytest.mark.parametrize(
    ("text", "words", "tense"),
    [
        ("The committee voted on Monday.", "Monday", "past"),
        ("The committee has voted on Monday.", "Monday", "past"),
        ("The committee will vote on Monday.", "Monday", "future"),
        ("The committee can take part in planning for the summit in April.", "April", "future"),
        ("The summit is scheduled for Monday.", "Monday", "future"),
        ("They plan to vote on Monday.", "Monday", "aim"),
        ("The session starts on Monday.", "Monday", "present"),
        ("The committee is meeting on Monday.", "Monday", ""),
        ("They had not voted until Monday.", "Monday", "past"),
        ("The vote was put off until Monday.", "Monday", "future"),
        ("The decision, announced Monday, was welcomed.", "Monday", "past"),
        ("Monday", "Monday", ""),
    ],
)
def test_tense(clause, text, words, tense):
    assert clause(text, words).tense == tense


@pytest.mark.parametrize(
    ("text", "words", "back", "ahead"),
    [
        ("They met troops that had invaded the north in 1943.", "1943", True, False),
        ("By 1943 they had taken the north.", "1943", False, False),
        ("The siege lasted until 1945.", "1945", False, True),
        ("The Allies would invade in 1944.", "1944", False, True),
        ("The Allies invaded in 1944.", "1944", False, False),
    ],
)
def test_what_is_told_aside(clause, text, words, back, ahead):
    found = clause(text, words)
    assert (found.looks_back(), found.looks_ahead()) == (back, ahead)


def test_a_word_before_a_noun_tells_its_kind(clause):
    assert clause("The army went into winter quarters.", "winter").is_kind()
    assert not clause("The army rested in winter.", "winter").is_kind()
    assert clause("The Friday ruling stands.", "Friday").is_modifier()


def test_a_preposition_leans_on_its_verb(clause):
    assert clause("They will meet in two weeks.", "two weeks").leans_on_verb()
    assert not clause("A rise in three years of trade was seen.", "three years").leans_on_verb()


def test_a_place_outside_the_text_has_no_clause(language_model):
    found = Clause(language_model.nlp("Short."), 40, 50)
    assert (found.tense, found.looks_back(), found.looks_ahead(), found.is_modifier()) == ("", False, False, False)
    assert not found.leans_on_verb()
