"""Names in text: found in any writing, masked by one mask each, and every offset led to its new place."""

import re

from hypothesis import given
from hypothesis import strategies as st

from themeline.redaction import Name, Redactor, make_masker, names_in_field
from themeline.redaction.masking import words_of

NAMES = [
    Name("PERSON", "Angela Merkel", "Angela Merkel"),
    Name("PERSON", "Angela Merkel", "Merkel"),
    Name("PERSON", "Xi Jinping", "Xi Jinping"),
    Name("PERSON", "Theresa May", "Theresa May"),
    Name("PERSON", "Theresa May", "May"),
    Name("PERSON", "George Bush", "George Bush"),
    Name("PERSON", "Laura Bush", "Laura Bush"),
    Name("PERSON", "Antonín Dvořák", "Antonín Dvořák"),
    Name("PERSON", "习近平", "习近平"),
    Name("ORG", "Huawei", "Huawei"),
]
ORDINARY = {"may", "the", "bush"}
MASKER = make_masker(NAMES, ORDINARY, {"geneva"})


def mask(text):
    return MASKER.mask(text).text


def test_one_mask_for_each_person_in_the_order_of_the_documents():
    assert mask("Merkel met Xi Jinping; ANGELA  MERKEL left.") == "PERSON_1 met PERSON_2; PERSON_1 left."
    assert mask("Huawei's offer to Angela\nMerkel") == "ORG_1's offer to PERSON_1"


def test_parts_of_a_persons_name_are_masked_and_ordinary_words_only_as_the_name_was_written():
    assert mask("Jinping said that May may go in may") == "PERSON_2 said that PERSON_3 may go in may"
    assert mask("xi jinping, jinping, angela") == "PERSON_2, PERSON_2, PERSON_1"
    assert mask("a bush, and Laura") == "a bush, and PERSON_5"


def test_a_form_of_several_people_gets_the_label_alone():
    masker = make_masker([name for name in NAMES if "Bush" in name.text], set(), set())
    assert masker.mask("Bush met George Bush").text == "PERSON met PERSON_1"


def test_file_names_accents_and_scripts_without_spaces():
    assert mask("merkel_speech2015.txt and merkel-2.txt") == "PERSON_1_speech2015.txt and PERSON_1-2.txt"
    assert mask("Antonin Dvorak") == mask("ANTONÍN DVOŘÁK") == "PERSON_6"
    assert mask("国家主席习近平发表讲话") == "国家主席PERSON_7发表讲话"


def test_words_that_only_hold_a_name_are_left():
    assert mask("Merkelism in Mayfair") == "Merkelism in Mayfair"


def test_names_in_metadata():
    assert list(names_in_field("Roe, Jane; John Q. Public and Ann Lee <ann@example.org>")) == [
        "Jane Roe", "Roe, Jane", "John Q. Public", "Ann Lee",
    ]  # fmt: skip
    assert list(names_in_field("Jane Roe, John Public, Ann Lee")) == ["Jane Roe", "John Public", "Ann Lee"]
    assert list(names_in_field(["Jane Roe", 7])) == ["Jane Roe"]


def test_ids_that_differ_still_do():
    redactor = Redactor(MASKER, ("PERSON",), ["merkel.txt", "Angela Merkel.txt", "other.txt"])
    assert redactor.identity("Angela Merkel.txt") == "PERSON_1.txt"
    assert redactor.identity("merkel.txt") == "PERSON_1.txt~2"
    assert redactor.identity("other.txt") == "other.txt"


WORDS = [
    "Merkel",
    "angela",
    "MERKEL",
    "Xi",
    "Jinping",
    "May",
    "may",
    "Bush",
    "the",
    "state",
    "习近平",
    "Dvořák",
    "2015",
]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "\n", ", ", ". ", "-", "_", "’s "]))).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@given(TEXTS)
def test_no_form_of_a_name_is_left(text):
    masked = mask(text)
    for name in NAMES:
        words = r"[\W_]{1,12}".join(map(re.escape, words_of(name.text)))
        exact = name.text.lower() in ORDINARY
        pattern = re.compile(rf"(?<![^\W\d_]){words}(?![^\W\d_])", 0 if exact else re.IGNORECASE)
        assert not pattern.search(masked), name


@given(TEXTS, st.data())
def test_places_keep_their_order_and_lie_within_the_text(text, data):
    masked = MASKER.mask(text)
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    end = data.draw(st.integers(start, len(text)))
    assert 0 <= masked.start(start) <= len(masked.text) == masked.end(len(text))
    if end > start:
        assert masked.start(start) < masked.end(end)
        assert masked.part(start, end) == masked.text[masked.start(start) : masked.end(end)] != ""


@given(TEXTS)
def test_what_is_not_masked_keeps_its_characters(text):
    masked = MASKER.mask(text)
    rest, done = [], 0
    for start, end, _, _ in masked.places:
        rest.append(text[done:start])
        done = end
    rest.append(text[done:])
    new, done = [], 0
    for _, _, start, end in masked.places:
        new.append(masked.text[done:start])
        done = end
    new.append(masked.text[done:])
    assert rest == new
    for start, end, new_start, new_end in masked.places:
        assert (masked.start(start), masked.end(end)) == (new_start, new_end)
