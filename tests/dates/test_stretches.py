"""A date that the parse has parted is read as one."""

import pytest

from themeline.dates.stretches import stretches
from themeline.language import ParsedDocument, attach
from themeline.tables import Document


def parsed(language_model, text: str, starts: list[int]) -> ParsedDocument:
    """Parse a text and begin sentences where the test says."""
    doc = language_model.nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.idx in (0, *starts)
    return attach(Document("d", text), doc)


@pytest.mark.parametrize(
    ("text", "broken", "whole"),
    [
        ("It was signed on 14 May 2001 in Geneva.", "May", True),
        ("It was signed on May 14, 2001 in Geneva.", "2001", True),
        ("It was signed in May 2001 in Geneva.", "2001", True),
        ("It ran from January 1, 1729 – May 1, 2000 in Geneva.", "May", True),
        ("It ran from 2 May 2001 to 3 June 2002 in Geneva.", "3 June", True),
        ("Voters above 18 – May liked them.", "May", True),
        ("It ran to 14 – Members liked it.", "Members", False),
        ("It had 14 members. May 2001 was warm.", "May", False),
        ("Chapter 14\n\nMay 2001 was warm.", "May", False),
        ("It had some members May liked.", "May", False),
    ],
)
def test_only_parted_dates_join_sentences(language_model, text, broken, whole):
    found = list(stretches(parsed(language_model, text, [text.index(broken)])))
    assert len(found) == (1 if whole else 2)
    for stretch, last in found:
        assert text[stretch.start : stretch.end] == stretch.text
        assert last.end == stretch.end


def test_what_begins_in_the_second_sentence_has_its_number(find):
    text = "The treaty was signed on Monday, 14 May 2001 in Geneva. They met in 1990."
    found = find(text)
    assert [e.value for e in found] == ["2001-05-14", "1990"]
    assert found[0].sentence < found[1].sentence
