import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import sample
from themeline.language import load_language, parse_documents
from themeline.language.pieces import blocks_within, cut_text
from themeline.language.settings import LanguageSettings
from themeline.tables import Block, Document


def document(paragraphs: list[str]) -> Document:
    blocks, position = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(position, position + len(paragraph)))
        position += len(paragraph) + 2
    return Document("a", "\n\n".join(paragraphs), blocks=tuple(blocks))


def test_a_long_text_has_the_sentences_of_its_paragraphs() -> None:
    model = load_language(LanguageSettings(max_characters=1_500))
    paragraphs = [row["text"].replace("\n", " ")[:1_200].rsplit(".", 1)[0] + "." for row in sample("theses", 4)]
    long = document(paragraphs)
    assert len(long.text) > 2 * model.nlp.max_length
    (parsed,) = parse_documents([long], model)
    assert parsed.parse.text == long.text
    assert all(long.text[s.start : s.end] == s.text for s in parsed.sentences)
    alone = [
        s.text for part in parse_documents(map(document, ([p] for p in paragraphs)), model) for s in part.sentences
    ]
    assert [s.text for s in parsed.sentences] == alone
    assert any(token.ent_type_ for token in parsed.parse)


def test_long_and_short_texts_keep_their_order() -> None:
    model = load_language(LanguageSettings(max_characters=1_000))
    texts = [["One short text."], ["A sentence of a long text. " * 60], ["Another short text."]]
    assert [len(parsed.sentences) > 1 for parsed in parse_documents(map(document, texts), model)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("sign", [" ", "x", ". "])
def test_a_paragraph_beyond_the_limit_is_cut_too(sign: str) -> None:
    text = f"ab{sign}" * 40
    pieces = list(cut_text(text, (Block(0, len(text)),), 17))
    assert "".join(text[begin:end] for begin, end in pieces) == text
    assert all(0 < end - begin <= 17 for begin, end in pieces)


@given(st.lists(st.text(alphabet="ab. ", min_size=1, max_size=30), min_size=1, max_size=8), st.integers(5, 40))
def test_pieces_are_the_text_and_their_blocks_are_its_blocks(paragraphs: list[str], longest: int) -> None:
    long = document(paragraphs)
    pieces = list(cut_text(long.text, long.blocks, longest))
    assert "".join(long.text[begin:end] for begin, end in pieces) == long.text
    assert all(end - begin <= longest for begin, end in pieces)
    kept = "".join(
        long.text[begin:end][block.start : block.end]
        for begin, end in pieces
        for block in blocks_within(long.blocks, begin, end)
    )
    assert kept == "".join(long.text[block.start : block.end] for block in long.blocks)
