"""The clause that governs an expression, from the spaCy parse: its tense, and what the expression leans on."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

PAST_TAGS = frozenset({"VBD", "VBN"})
PRESENT_TAGS = frozenset({"VBZ", "VBP"})
AHEAD = frozenset({"until", "till"})
AWAITED = frozenset({"schedule", "plan", "expect", "slate", "set", "due", "propose", "postpone", "delay"})
MODALS = frozenset({"will", "shall", "'ll", "’ll", "would", "may", "can", "should", "must", "wo"})


@dataclass(frozen=True)
class Clause:
    """What stands around an expression.

    Attributes:
        parse: The parse of the document.
        start: Where the expression begins, in characters of the document.
        end: Where it ends.
    """

    parse: Doc
    start: int
    end: int

    @cached_property
    def tense(self) -> str:
        """`past`, `present` (of what is, not of what goes on), `future`, `aim` or an empty string.

        An aim is an infinitive, which may look back on what was planned.
        """
        span = self._span
        if span is None:
            return ""
        return _tense_before(span.root) if self._before(span) in AHEAD else _tense_of(span.root)

    def is_modifier(self) -> bool:
        """Say whether the expression only tells the kind of a thing: a Friday ruling, winter quarters."""
        span = self._span
        return span is not None and span.root.dep_ in ("compound", "amod", "nmod")

    def looks_back(self) -> bool:
        """Say whether the story looks back here: troops that had come in 1943."""
        span = self._span
        if span is None or self._before(span) == "by":
            return False
        return any(helper.lower_ == "had" for helper in _helpers(_verb_of(span.root)))

    def looks_ahead(self) -> bool:
        """Say whether the story looks ahead here: until 1945, would invade in 1944, planned for 1976."""
        span = self._span
        return span is not None and (self._before(span) in AHEAD or _tense_of(span.root) in ("future", "aim"))

    def is_kind(self) -> bool:
        """Say whether a word in small letters tells a kind and no time: winter quarters, summer schools."""
        span = self._span
        return span is not None and self.is_modifier() and span.text[self.start - span.start_char].islower()

    def leans_on_verb(self) -> bool:
        """Say whether the preposition before the expression belongs to a verb: to meet in two days."""
        span = self._span
        return span is not None and span.start > 0 and self.parse[span.start - 1].head.pos_ in ("VERB", "AUX")

    def _before(self, span: Span) -> str:
        return self.parse[span.start - 1].lower_ if span.start else ""

    @cached_property
    def _span(self) -> Span | None:
        span = self.parse.char_span(self.start, self.end, alignment_mode="expand")
        return span if span is not None and len(span) else None


def _verb_of(token: Token) -> Token:
    """Return the verb whose tense holds at a token, or the top of its sentence.

    A gerund, or what is planned, has without a helper no tense of its own ("planning for the summit in April").
    """
    for _ in range(20):
        if token.head is token or (token.pos_ in ("VERB", "AUX") and _has_tense(token)):
            break
        token = token.head
    return token


def _has_tense(verb: Token) -> bool:
    bare = verb.tag_ == "VBG" or (verb.tag_ == "VBN" and verb.lemma_ in AWAITED)
    return not bare or bool(_helpers(verb))


def _helpers(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("aux", "auxpass")]


def _tense_of(token: Token) -> str:
    verb = _verb_of(token)
    helpers = _helpers(verb)
    words = {helper.lower_ for helper in helpers}
    if words & MODALS:
        return "future"
    if "to" in words and "have" not in words:
        return "aim"
    finite = helpers[0] if helpers else verb
    if finite.tag_ in PAST_TAGS or (finite.lemma_ == "have" and helpers):
        return "past"
    if helpers and verb.lemma_ in AWAITED:
        return "future"
    return "present" if finite.tag_ in PRESENT_TAGS and verb.tag_ != "VBG" else ""


def _tense_before(token: Token) -> str:
    """The tense with "until" and "by": ahead, unless something had, or had not, happened by then."""
    verb = _verb_of(token)
    helpers = _helpers(verb)
    denied = any(child.dep_ == "neg" for child in verb.children)
    looks_back = any(helper.lower_ == "had" or (denied and helper.tag_ == "VBD") for helper in helpers)
    return "past" if looks_back else "future"
