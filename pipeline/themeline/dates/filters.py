"""Refuse matches that are no dates: modal verbs, amounts, references, telephone and version numbers."""

import re
from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from themeline.dates.lexer import Lexeme
from themeline.dates.matcher import Match
from themeline.dates.rules import DateRules

WORD_BEFORE = re.compile(r"([^\s(\[“\"'‘]+)[\s(\[“\"'‘]*$")
WORD_AFTER = re.compile(r"[\s]*([^\s,;.:)\]]+|[%°])")
# `\Z`, since `$` would look past a line break.
BOUND_LEFT = re.compile(r"[\w$€£#@/+=]\Z|\d[.,:]\Z|(?:^|\D)(?:\d{3}|\d{5,})-\Z|\d-\d+-\Z")
JOINED = re.compile(r"([A-Za-z]+)-\Z")
BOUND_RIGHT = re.compile(r"[\w@%°]|[.,:]\d|/\w|-(?!\d{4}\b|\d\d\b|\d\d? [A-Z])\d")
OR_MORE = re.compile(r"\s+or\s+(?:more|so|fewer|less)\b")
EDITION = re.compile(r" (?:Morning|Afternoon|Evening|Night) [A-Z]")
CAPITAL_AFTER = re.compile(r" [A-Z][a-z]+")
SEASON_LEADS = frozenset(
    {"in", "by", "during", "until", "since", "last", "this", "next", "the", "early", "late", "mid"}
)
SEASON_LIKE = frozenset({"SEASON", "EDGE", "NEIGHBOUR"})
NAMED = frozenset({"PERSON", "WORK_OF_ART", "ORG", "PRODUCT", "FAC", "GPE", "NORP", "LAW"})
NAME_LIKE = frozenset({"POINT", "PART", "HOLIDAY", "WEEKDAY"})
YEAR_LIKE = frozenset({"YEAR", "YEAR3"})
PREPOSITIONS = frozenset(
    [
        "in",
        "by",
        "of",
        "since",
        "until",
        "till",
        "from",
        "to",
        "between",
        "after",
        "before",
        "during",
        "circa",
        "around",
        "through",
        "throughout",
        "early",
        "late",
        "mid",
        "year",
    ]
)


class Judge:
    """Judge the matches of one sentence.

    Args:
        parse: The spaCy parse of the document.
        text: The sentence.
        offset: Where it begins in the document.
        rules: The word lists.
        genre: The genre; in narratives a season in a name is a date too (the Spring Offensive).
    """

    def __init__(self, parse: Doc, text: str, offset: int, rules: DateRules, genre: str) -> None:
        self.parse, self.text, self.offset, self.rules, self.genre = parse, text, offset, rules, genre

    def accepts(self, match: Match, start: int, end: int) -> bool:
        """Say whether a match is an expression of time; start and end are places in the sentence."""
        names = {name for name, _ in match.fields}
        if match.pattern.gives == "name":
            return self._is_name(start, end)
        if names & YEAR_LIKE and names <= YEAR_LIKE | {"APPROX", "CIRCA"}:
            return self._is_year(match, start, end)
        if names & {"YEAR", "YEAR3", "DAYNUM", "ISODATE", "NUMERICDATE", "CLOCK", "YEARSLASH", "DECADE", "HHMM", "NUM",
                    "YEARMONTH", "MONTHYEAR", "SHORTYEAR"} and self._is_glued(start, end):  # fmt: skip
            return False
        if "MONTH" in names and not self._is_month(match, names):
            return False
        if "AGO" in names and not self._is_direction(match, end):
            return False
        if match.pattern.gives == "duration" and self._is_year_of_unit(match):
            return False
        if self.genre != "narrative" and self._is_within_name(start, end):
            return False
        if names & NAME_LIKE and self._continues_name(match):
            return False
        if match.pattern.gives == "relative" and self._is_bounded(match, end):
            return False
        if names <= SEASON_LIKE and self._after(end) == "of":
            return False
        ends_in_season = bool(match.fields) and match.fields[-1][0] == "SEASON"
        if ends_in_season and names <= SEASON_LIKE | {"YEAR"} and self._is_in_name(match, start, end):
            return False
        return len(match.fields) not in (1, 2) or self._single(match)

    def _single(self, match: Match) -> bool:
        """Check a word that may be no time at all, alone or with an article."""
        name, lexeme = match.fields[-1]
        word = self.text[lexeme.start : lexeme.end].lower().rstrip(".")
        if name == "WEEKDAY" and word in self.rules.filters["ambiguous"]:
            return self._before(lexeme.start) in self.rules.filters["weekday_leads"]
        check = CHECKS.get((name, word)) or CHECKS.get((name, ""))
        return check is None or check(self._token(lexeme))

    def _is_year_of_unit(self, match: Match) -> bool:
        """Tell "World Cup 2018 day five" from a length of days."""
        name, lexeme = match.fields[0]
        unit = match.value("UNIT")
        return name == "NUM" and "YEAR" in lexeme.values and unit is not None and unit != "Y"

    def _is_bounded(self, match: Match, end: int) -> bool:
        """Say whether "the last night" is that of something that is named next, and no neighbour of the anchor."""
        neighbour = match.value("NEIGHBOUR")
        told = neighbour is not None and neighbour["shift"] and neighbour["anchor"] == "document"
        return bool(told) and match.fields[-1][0] in ("UNIT", "PART") and self._after(end) == "of"

    def _continues_name(self, match: Match) -> bool:
        """Say whether a word of time ends or opens a name: High Noon, White Christmas, Saturday Evening Post."""
        lexeme = match.fields[-1][1]
        token = self._token(lexeme)
        if token is None or not token.text[0].isupper():
            return False
        alone = len(match.fields) == 1 and match.fields[0][0] != "WEEKDAY"
        left = token.nbor(-1) if alone and token.i > token.sent.start else None
        if left is not None and left.pos_ == "PROPN" and left.text[0].isupper() and left.dep_ == "compound":
            return True
        if token.is_upper:
            return False
        if match.fields[-1][0] == "WEEKDAY":
            return EDITION.match(self.text, lexeme.end) is not None
        return match.fields[-1][0] == "PART" and CAPITAL_AFTER.match(self.text, lexeme.end) is not None

    def _is_within_name(self, start: int, end: int) -> bool:
        """Say whether the words are a part of the name of a person, a work or a body, and hold no number."""
        if any(char.isdigit() for char in self.text[start:end]):
            return False
        span = self.parse.char_span(self.offset + start, self.offset + end, alignment_mode="expand")
        return span is not None and all(token.ent_type_ in NAMED for token in span)

    def _is_name(self, start: int, end: int) -> bool:
        """Say whether a word with a capital stands on one side of a year at least."""
        left, right = WORD_BEFORE.search(self.text[max(0, start - 24) : start]), self.text[end : end + 2].strip()
        return bool((left and left[1][0].isupper() and self.text[start - 1] == " ") or right[:1].isupper())

    def _is_month(self, match: Match, names: set[str]) -> bool:
        """Tell "may", "march" and "mar" the words from the months."""
        lexeme = next(lexeme for name, lexeme in match.fields if name == "MONTH")
        word = self.text[lexeme.start : lexeme.end]
        if word.lower().rstrip(".") not in self.rules.filters["ambiguous"]:
            return True
        if names & {"YEAR", "YEAR2", "SHORTYEAR"} and (word[0].isupper() or names & {"DAYNUM", "ORDINALDIGITS"}):
            return True
        if names & {"DAYNUM", "ORDINALDIGITS", "ORD"}:
            token = self._token(lexeme)
            return word[0].isupper() or token is None or token.pos_ not in ("AUX", "VERB")
        if word.lower() == "august":
            return word[0].isupper()
        acronym = word.isupper() and len(word) == 3
        followed = self.text[lexeme.end :].lstrip()[:1].isupper() and not word.endswith(".")
        leads = self.rules.filters["month_leads"]
        return word[0].isupper() and not acronym and not followed and self._before(lexeme.start) in leads

    def _is_in_name(self, match: Match, start: int, end: int) -> bool:
        """Say whether the season is the first word of a name: Winter Olympics, Spring Festival."""
        if match.pattern.genres:
            return False
        word = self.text[start:end].split()[-1]
        return word.istitle() and CAPITAL_AFTER.match(self.text, end) is not None

    def _is_direction(self, match: Match, end: int) -> bool:
        """Tell "two days before" from "two days before the vote"."""
        lexeme = match.fields[-1][1]
        if self.text[lexeme.start : lexeme.end].lower() not in ("before", "prior"):
            return True
        return not self._after(end)

    def _is_glued(self, start: int, end: int) -> bool:
        left, right = self.text[max(0, start - 10) : start], self.text[end : end + 7]
        joined = JOINED.search(left)
        if joined and joined[1].lower() not in self.rules.filters["joined"]:
            return True
        return bool(BOUND_LEFT.search(left) or BOUND_RIGHT.match(right))

    def _is_year(self, match: Match, start: int, end: int) -> bool:
        if self._is_glued(start, end):
            return False
        if match.has("ERA", "EDGE", "EDGENOUN"):
            return True
        before, after = self._before(start), self._after(end)
        year = int(match.value("YEAR", "YEAR3"))
        if before in self.rules.filters["not_before"] or after in self.rules.filters["counted"]:
            return False
        if OR_MORE.match(self.text, end):
            return False
        if match.has("APPROX", "CIRCA"):
            return match.value("APPROX", "CIRCA") == "APPROX" and not self._counts(match.fields[-1][1])
        if match.has("YEAR3") and match.pattern.options.get("small"):
            return True
        if self._counts(match.fields[0][1]) and not 1900 <= year <= 2050:
            return False
        bracketed = self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")"
        return 1500 <= year <= 2050 or before in PREPOSITIONS or bracketed

    def _counts(self, lexeme: Lexeme) -> bool:
        """Say whether the parse takes the number as a count of what follows."""
        token = self._token(lexeme)
        if token is None or token.dep_ not in ("nummod", "quantmod"):
            return False
        left = token.i and self.parse[token.i - 1]
        return token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS") and not (left and left.pos_ == "DET")

    def _before(self, start: int) -> str:
        found = WORD_BEFORE.search(self.text[max(0, start - 24) : start])
        return found[1].lower().lstrip("(“\"'‘[") if found else ""

    def _after(self, end: int) -> str:
        found = WORD_AFTER.match(self.text[end : end + 24])
        return found[1].lower() if found else ""

    def _token(self, lexeme: Lexeme) -> Token | None:
        span = self.parse.char_span(self.offset + lexeme.start, self.offset + lexeme.end, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None


def _is_noun(token: Token | None) -> bool:
    return token is None or token.pos_ in ("NOUN", "PROPN", "ADV")


def _is_season(token: Token | None) -> bool:
    """A fall or spring without a word that leads to a time is none."""
    if token is None or token.lower_ not in ("fall", "spring"):
        return _is_noun(token)
    leads = token.i and token.nbor(-1).lower_ in SEASON_LEADS
    return bool(leads) or (token.text[0].isupper() and token.lower_ == "spring" and token.i != token.sent.start)


def _is_second(token: Token | None) -> bool:
    return token is not None and token.pos_ == "NOUN"


def _is_repeated(token: Token | None) -> bool:
    return token is None or token.pos_ in ("ADV", "ADJ")


CHECKS: dict[tuple[str, str], Callable[[Token | None], bool]] = {
    ("SEASON", ""): _is_season,
    ("UNIT", "second"): _is_second,
    ("SET", ""): _is_repeated,
}


def outermost(lexemes: Sequence[Lexeme], first: int, last: int) -> tuple[int, int]:
    """Return where a stretch of lexemes begins and ends in its sentence."""
    return lexemes[first].start, lexemes[last - 1].end
