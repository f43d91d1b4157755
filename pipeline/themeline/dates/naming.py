"""Words of time that are parts of names: High Noon, Saturday Evening Post, Winter Olympics, Vision 2020."""

import re

from themeline.dates.matcher import Match
from themeline.dates.surroundings import WORD_BEFORE, Surroundings

EDITION = re.compile(r" (?:Morning|Afternoon|Evening|Night) [A-Z]")
CAPITAL_AFTER = re.compile(r" [A-Z][a-z]+")
SEASON_LIKE = frozenset({"SEASON", "EDGE", "NEIGHBOUR"})
NAMED = frozenset({"PERSON", "WORK_OF_ART", "ORG", "PRODUCT", "FAC", "GPE", "NORP", "LAW"})
NAME_LIKE = frozenset({"POINT", "PART", "HOLIDAY", "WEEKDAY"})


def belongs_to_name(match: Match, start: int, end: int, around: Surroundings, genre: str) -> bool:
    """Say whether the words of a match are a part of a name and tell no time.

    In narratives a season in a name is a date too (the Spring Offensive).
    """
    if genre != "narrative" and _is_within(start, end, around):
        return True
    last = match.fields[-1][0] if match.fields else ""
    if last in NAME_LIKE:
        return _continues(match, around)
    names = {name for name, _ in match.fields}
    if last == "SEASON" and names <= SEASON_LIKE | {"YEAR"} and not match.pattern.genres:
        return around.text[start:end].split()[-1].istitle() and CAPITAL_AFTER.match(around.text, end) is not None
    return False


def stands_by_capital(start: int, end: int, around: Surroundings) -> bool:
    """Say whether a word with a capital stands on one side of a year at least, as in the name of a programme."""
    left, right = WORD_BEFORE.search(around.text[max(0, start - 24) : start]), around.text[end : end + 2].strip()
    return bool((left and left[1][0].isupper() and around.text[start - 1] == " ") or right[:1].isupper())


def _is_within(start: int, end: int, around: Surroundings) -> bool:
    """Say whether the parse takes all words, none of them a number, as a name of a person, a work or a body."""
    text = around.text[start:end]
    if text.islower() or any(char.isdigit() for char in text):
        return False
    span = around.span(start, end)
    return span is not None and all(token.ent_type_ in NAMED for token in span)


def _continues(match: Match, around: Surroundings) -> bool:
    """Say whether a word of time ends a name (White Christmas) or opens one (Saturday Evening Post)."""
    name, lexeme = match.fields[-1]
    token = around.token(lexeme)
    if token is None or not token.text[0].isupper():
        return False
    if len(match.fields) == 1 and name != "WEEKDAY" and token.i > token.sent.start:
        left = token.nbor(-1)
        if left.pos_ == "PROPN" and left.text[0].isupper() and left.dep_ == "compound":
            return True
    if token.is_upper or name not in ("WEEKDAY", "PART"):
        return False
    opening = EDITION if name == "WEEKDAY" else CAPITAL_AFTER
    return opening.match(around.text, lexeme.end) is not None
