"""One spaCy parse for each document, with sentence ends that respect its blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Span

from themeline.language.boundaries import split_sentences
from themeline.language.model import LanguageModel
from themeline.language.pieces import blocks_within, cut_text
from themeline.tables import Block, BlockKind, Document, Sentence


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document and its parse: what every extraction works on.

    Attributes:
        document: The document; offsets refer to `document.text`, which `parse.text` equals.
        parse: The spaCy parse of the whole text (tokens, tags, heads, lemmas, the model's entities).
        sentences: The sentences of running text, in order, numbered from 1.
        spans: For each sentence, the same stretch as a span of the parse.
    """

    document: Document
    parse: Doc
    sentences: tuple[Sentence, ...]
    spans: tuple[Span, ...]

    def headings(self) -> tuple[str, ...]:
        """Return the headings of the document, in order."""
        text = self.document.text
        return tuple(text[b.start : b.end] for b in self.document.blocks if b.kind is BlockKind.HEADING)


def parse_documents(
    documents: Iterable[Document], model: LanguageModel, batch_size: int = 64
) -> Iterator[ParsedDocument]:
    """Parse documents in the order given.

    Args:
        documents: The documents. A text beyond the model's limit (`model.nlp.max_length`) is parsed in pieces, cut
            between its blocks, and put together again.
        model: The loaded language model.
        batch_size: How many texts the components take at a time; the result does not depend on it.
    """
    waiting = iter(documents)
    while batch := list(islice(waiting, batch_size)):
        short = [document for document in batch if len(document.text) <= model.nlp.max_length]
        texts = [model.tokenize(document.text, document.blocks) for document in short]
        parses = iter(model.annotate(texts))
        for document in batch:
            is_short = len(document.text) <= model.nlp.max_length
            yield attach(document, next(parses) if is_short else _in_pieces(document, model))


def _in_pieces(document: Document, model: LanguageModel) -> Doc:
    """Parse a long text piece by piece, so that it needs no more memory at a time than a text within the limit."""
    text, blocks = document.text, document.blocks
    pieces = cut_text(text, blocks, model.nlp.max_length)
    parses = [
        model.annotate([model.tokenize(text[begin:end], blocks_within(blocks, begin, end))])[0] for begin, end in pieces
    ]
    return Doc.from_docs(parses, ensure_whitespace=False)


def attach(document: Document, parse: Doc) -> ParsedDocument:
    """Bring a document together with its parse, new or read back."""
    blocks = document.blocks or (Block(0, len(document.text)),)
    spans = tuple(split_sentences(parse, blocks))
    sentences = tuple(
        Sentence(number, span.start_char, span.end_char, span.text) for number, span in enumerate(spans, start=1)
    )
    return ParsedDocument(document, parse, sentences, spans)
