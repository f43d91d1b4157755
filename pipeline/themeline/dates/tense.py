"""The tense of the verb that governs an expression, from the spaCy parse."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

PAST_TAGS = frozenset({"VBD", "VBN"})
AHEAD = frozenset({"until", "till", "by"})
MODALS = frozenset({"will", "shall", "'ll", "’ll", "would", "may", "can", "should", "must", "wo"})


def tense_at(parse: Doc, start: int, end: int) -> Callable[[], str]:
    """Return a function that gives the tense at a stretch of characters.

    It is `past`, `future`, `aim` (an infinitive, which may look back on what was planned), or an empty string.
    """

    def tense() -> str:
        span = parse.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return ""
        before = parse[span.start - 1].lower_ if span.start else ""
        return _tense_before(span.root) if before in AHEAD else _tense_of(span.root)

    return tense


def _verb_of(token: Token) -> Token:
    """Return the verb above a token, or the top of its sentence."""
    for _ in range(20):
        if token.pos_ in ("VERB", "AUX") or token.head is token:
            break
        token = token.head
    return token


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
    tags = {verb.tag_, *(helper.tag_ for helper in helpers)}
    return "past" if tags & PAST_TAGS else ""


def _tense_before(token: Token) -> str:
    """The tense with "until" and "by": ahead, unless something had, or had not, happened by then."""
    verb = _verb_of(token)
    helpers = _helpers(verb)
    denied = any(child.dep_ == "neg" for child in verb.children)
    looks_back = any(helper.lower_ == "had" or (denied and helper.tag_ == "VBD") for helper in helpers)
    return "past" if looks_back else "future"
