import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.language import load_language, parse_documents
from themeline.tables import Block, BlockKind, Document


def parse(model, *blocks):
    """Parse blocks, given as texts or (text, kind), joined by blank lines."""
    text, spans = "", []
    for block in blocks:
        words, kind = block if isinstance(block, tuple) else (block, BlockKind.TEXT)
        text += "\n\n" if text else ""
        spans.append(Block(len(text), len(text) + len(words), kind))
        text += words
    return next(parse_documents([Document("d", text, blocks=tuple(spans))], model))


def sentences(model, *blocks):
    return [sentence.text for sentence in parse(model, *blocks).sentences]


def test_headings_and_keyword_lines_are_no_sentences(language_model):
    found = sentences(
        language_model,
        ("Abstract", BlockKind.HEADING),
        "The Ministry adopted a plan. It has six goals.",
        ("Keywords: plan, ministry", BlockKind.KEYWORDS),
    )
    assert found == ["The Ministry adopted a plan.", "It has six goals."]


def test_a_sentence_never_crosses_a_block(language_model):
    found = sentences(language_model, "raising awareness among", "small enterprises in the region")
    assert found == ["raising awareness among", "small enterprises in the region"]


def test_stretches_without_letters_are_no_sentences(language_model):
    assert sentences(language_model, "* * *", "The treaty was signed in Geneva.", "---") == [
        "The treaty was signed in Geneva."
    ]


def test_an_abbreviation_before_a_lower_case_word_ends_nothing(language_model):
    text = "The U.S. government and the EU adopted sanctions, e.g. against banks, on 3 May 2014."
    assert sentences(language_model, text) == [text]


def test_an_empty_document_has_no_sentences(language_model):
    assert sentences(language_model, "") == []


def test_headings_of_a_document(language_model):
    parsed = parse(language_model, ("1. Legal framework", BlockKind.HEADING), "It is old.")
    assert parsed.headings() == ("1. Legal framework",)


def test_results_do_not_depend_on_the_batch(language_model):
    texts = ["The Act entered into force in 2015.", "Cooperation with ASEAN grew.", "No. 5 was amended."]
    documents = [Document(str(n), text) for n, text in enumerate(texts)]
    together = [p.parse.to_json() for p in parse_documents(documents, language_model)]
    alone = [next(parse_documents([d], language_model)).parse.to_json() for d in documents]
    assert together == alone


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=4))
def test_offsets_fit_whatever_the_text(blocks):
    parsed = parse(load_language(), *blocks)
    text = parsed.document.text
    last = 0
    for number, sentence in enumerate(parsed.sentences, start=1):
        assert sentence.sentence == number
        assert text[sentence.start : sentence.end] == sentence.text
        assert last <= sentence.start < sentence.end
        assert any(block.start <= sentence.start and sentence.end <= block.end for block in parsed.document.blocks)
        last = sentence.end


@pytest.mark.parametrize("text", ["word " * 3000, "a" * 10_000, "ü😀\u202e" * 500])
def test_hostile_texts_are_parsed(language_model, text):
    assert "".join(sentences(language_model, text)).replace(" ", "") == text.replace(" ", "").strip()
