"""The tense of the verb that governs an expression, from the spaCy parse."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

PAST_TAGS = frozenset({"VBD", "VBN"})
AHEAD = frozenset({"until", "till", "by"})
MODALS = frozenset({"will", "shall", "'ll", "’ll", "would", "may", "can", "should", "must", "wo"})


def tense_at(parse: Doc, start: int, end: int) -> Callable[[], str]:
    """Return a function that gives the tense at a stretch of characters: past, future or an empty string."""

    def tense() -> str:
        span = parse.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return ""
        before = parse[span.start - 1].lower_ if span.start else ""
        return "future" if before in AHEAD else _tense_of(span.root)

    return tense


def _tense_of(token: Token) -> str:
    verb = token
    for _ in range(20):
        if verb.pos_ in ("VERB", "AUX") or verb.head is verb:
            break
        verb = verb.head
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & MODALS or (verb.tag_ == "VB" and "to" in helpers):
        return "future"
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass"))}
    return "past" if tags & PAST_TAGS else ""
