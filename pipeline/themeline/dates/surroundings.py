"""A sentence as the filters see it: the words beside a place, and the tokens of the parse there."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from themeline.dates.lexeme import Lexeme

WORD_BEFORE = re.compile(r"([^\s(\[“\"'‘]+)[\s(\[“\"'‘]*$")
WORD_AFTER = re.compile(r"[\s]*([^\s,;.:)\]]+|[%°])")
REACH = 24  # characters; no word of a list is longer


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text around the matches of one sentence.

    Attributes:
        parse: The spaCy parse of the document.
        text: The sentence.
        offset: Where it begins in the document.
        lead: The end of what stands before it; a parse may part "para." from its number.
    """

    parse: Doc
    text: str
    offset: int
    lead: str = ""

    def left(self, start: int, reach: int = REACH) -> str:
        """Return so many characters before a place."""
        if start >= reach:
            return self.text[start - reach : start]
        return self.lead[-(reach - start) :] + self.text[:start]

    def before(self, start: int) -> str:
        """Return the word before a place, in lower case; empty at the beginning."""
        found = WORD_BEFORE.search(self.left(start))
        return found[1].lower().lstrip("(“\"'‘[") if found else ""

    def after(self, end: int) -> str:
        """Return the word after a place, in lower case; empty when a sign or nothing follows."""
        found = WORD_AFTER.match(self.text[end : end + REACH])
        return found[1].lower() if found else ""

    def word(self, lexeme: Lexeme) -> str:
        """Return a lexeme as it is written."""
        return self.text[lexeme.start : lexeme.end]

    def span(self, start: int, end: int) -> Span | None:
        """Return the tokens of a stretch of the sentence."""
        span = self.parse.char_span(self.offset + start, self.offset + end, alignment_mode="expand")
        return span if span is not None and len(span) else None

    def token(self, lexeme: Lexeme) -> Token | None:
        """Return the first token of a lexeme."""
        span = self.span(lexeme.start, lexeme.end)
        return span[0] if span is not None else None
