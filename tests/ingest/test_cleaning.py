import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.ingest import IngestSettings, clean_text
from themeline.language import LanguageModel, parse_documents
from themeline.tables import BlockKind, Document

ABSTRACT = """ Abstract

The council was founded in the
spring of 2004 to advise three minis-
tries on trade. Its first report, which the
members of the national

assembly read in June, called for a “Treaty
on Data.”
 A second report followed. It was short.

Key words: trade policy, national
assembly, data

treaty, advisory councils
"""


def blocks_of(raw: str, **options: object) -> list[tuple[str, str]]:
    cleaned = clean_text(raw, IngestSettings.model_validate(options))
    return [(block.kind.value, cleaned.text[block.start : block.end]) for block in cleaned.blocks]


def test_abstract_with_hard_line_ends() -> None:
    assert blocks_of(ABSTRACT) == [
        ("heading", "Abstract"),
        (
            "text",
            "The council was founded in the spring of 2004 to advise three ministries on trade. Its first report, "
            "which the members of the national assembly read in June, called for a “Treaty on Data.”",
        ),
        ("text", "A second report followed. It was short."),
        ("keywords", "Key words: trade policy, national assembly, data treaty, advisory councils"),
    ]


def test_a_stop_that_a_raised_mark_put_on_a_line_of_its_own_goes_back_to_its_sentence() -> None:
    assert blocks_of("It asked every ministry for a plan\n\n. The council agreed to help the smaller ones.\n") == [
        ("text", "It asked every ministry for a plan. The council agreed to help the smaller ones.")
    ]


def test_author_keywords_in_their_order() -> None:
    cleaned = clean_text(ABSTRACT, IngestSettings())
    assert cleaned.author_keywords == ("trade policy", "national assembly", "data treaty", "advisory councils")
    assert cleaned.title == ""


def test_every_step_is_counted_unless_left_out() -> None:
    assert clean_text(ABSTRACT, IngestSettings()).counts["line_wraps"] == 7
    assert "line_wraps" not in clean_text(ABSTRACT, IngestSettings(skip=("line_wraps",))).counts


def test_verbatim_keeps_every_character() -> None:
    raw = "Abstract\r\n\r\n  One line\r\nand another.\r\n \r\nKeywords: a, b"
    cleaned = clean_text(raw, IngestSettings(verbatim=True))
    assert cleaned.text == raw
    assert blocks_of(raw, verbatim=True) == [
        ("text", "Abstract"),
        ("text", "  One line\r\nand another."),
        ("text", "Keywords: a, b"),
    ]


def test_sentences_of_the_abstract(language_model: LanguageModel) -> None:
    cleaned = clean_text(ABSTRACT, IngestSettings())
    parsed = next(parse_documents([Document("a", cleaned.text, blocks=cleaned.blocks)], language_model))
    assert [sentence.text[:12] for sentence in parsed.sentences] == [
        "The council ",
        "Its first re",
        "A second rep",
        "It was short",
    ]


@pytest.mark.parametrize("verbatim", [False, True])
@settings(deadline=None)
@given(raw=st.text(alphabet="aB .,-–•1\n\r\f\t\xad\x02:;ﬁ\u2028", max_size=300))
def test_blocks_are_in_order_and_cover_the_text(verbatim: bool, raw: str) -> None:
    cleaned = clean_text(raw, IngestSettings(verbatim=verbatim))
    end = 0
    for block in cleaned.blocks:
        assert end <= block.start < block.end <= len(cleaned.text)
        assert len(cleaned.text[end : block.start].split()) <= 1, "only the mark of a list item is outside"
        end = block.end
    assert not cleaned.text[end:].strip()


@settings(deadline=None)
@given(raw=st.text(max_size=300))
def test_cleaning_loses_no_word_of_plain_text(raw: str) -> None:
    options = IngestSettings(skip=("page_numbers", "running_heads", "contents", "mojibake", "footnotes"))
    cleaned = clean_text(raw, options)
    assert letters(cleaned.text) == letters(raw)


def letters(text: str) -> str:
    flat = text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff").replace("ﬃ", "ffi").replace("ﬄ", "ffl")
    return "".join(c for c in flat.replace("ﬅ", "st").replace("ﬆ", "st") if c.isalpha())


def test_kinds_are_block_kinds() -> None:
    assert {block.kind for block in clean_text(ABSTRACT, IngestSettings()).blocks} == set(BlockKind)


def test_words_that_pdfium_marks_as_cut_are_joined_as_the_text_writes_them() -> None:
    raw = (
        "The com\ufffeparing of well\x02\nknown texts, of well-known ones, by com\xad\nparing them, is soft\xadly done."
    )
    (block,) = blocks_of(raw)
    assert block[1] == ("The comparing of well-known texts, of well-known ones, by comparing them, is softly done.")
