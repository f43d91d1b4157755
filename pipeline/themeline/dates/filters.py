"""Refuse matches that are no dates: modal verbs, amounts, references, telephone and version numbers."""

import re
from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Span

from themeline.dates.lexer import Lexeme
from themeline.dates.matcher import Match
from themeline.dates.rules import DateRules

WORD_BEFORE = re.compile(r"(\S+?)[\s(\[“\"'‘]*$")
WORD_AFTER = re.compile(r"[\s]*([^\s,;.:)\]]+|[%°])")
BOUND_LEFT = re.compile(r"[\w$€£#@/+=]$|\d[.,:]$|[A-Za-z]{2,}-$|\d-$")
BOUND_RIGHT = re.compile(r"^(?:[\w@%°]|[.,:]\d|/\w|-\d)")
YEAR_LIKE = frozenset({"YEAR", "YEAR3"})
PREPOSITIONS = frozenset(
    "in by of since until till from to between after before during circa around about and through throughout early "
    "late mid year the".split()
)


class Judge:
    """Judge the matches of one sentence.

    Args:
        parse: The spaCy parse of the document.
        text: The sentence.
        offset: Where it begins in the document.
        rules: The word lists.
    """

    def __init__(self, parse: Doc, text: str, offset: int, rules: DateRules) -> None:
        self.parse, self.text, self.offset, self.rules = parse, text, offset, rules

    def accepts(self, match: Match, start: int, end: int) -> bool:
        """Say whether a match is an expression of time; start and end are places in the sentence."""
        names = {name for name, _ in match.fields}
        if names and names <= YEAR_LIKE:
            return self._is_year(match, start, end)
        if names & {"YEAR", "YEAR3", "DAYNUM", "ISODATE", "NUMERICDATE", "CLOCK", "YEARSLASH", "DECADE", "HHMM", "NUM",
                    "YEARMONTH", "MONTHYEAR", "SHORTYEAR"} and self._is_glued(start, end):  # fmt: skip
            return False
        if len(match.fields) == 1:
            return self._single(match, start, end)
        if names == {"MONTH", "DAYNUM"} or names == {"MONTH", "EDGE"}:
            return not self._is_modal(match)
        return True

    def _single(self, match: Match, start: int, end: int) -> bool:
        name, lexeme = match.fields[0]
        check: Callable[[Lexeme], bool] | None = CHECKS.get(name)
        word = self.text[lexeme.start : lexeme.end].lower().rstrip(".")
        if name in ("MONTH", "WEEKDAY") and word in self.rules.filters["ambiguous"]:
            return self._is_name(lexeme)
        return check is None or check(self._span(lexeme), word)

    def _is_name(self, lexeme: Lexeme) -> bool:
        word = self.text[lexeme.start : lexeme.end]
        if not word[0].isupper():
            return False
        span = self._span(lexeme)
        tagged = span is not None and span[0].pos_ in ("PROPN", "NOUN") and span[-1].ent_type_ not in ("PERSON", "ORG")
        short = len(word.rstrip(".")) == 3 and word.lower() != "may"
        return tagged and not (short and not word.endswith(".") and word.lower() in ("mar", "sun", "sat", "mon"))

    def _is_modal(self, match: Match) -> bool:
        """Tell "march 5 miles" and "may 2" from dates: a lower-case word that is tagged as a verb."""
        lexeme = next(lexeme for name, lexeme in match.fields if name == "MONTH")
        word = self.text[lexeme.start : lexeme.end]
        span = self._span(lexeme)
        return word.islower() and word in ("may", "march") and span is not None and span[0].pos_ in ("AUX", "VERB")

    def _is_glued(self, start: int, end: int) -> bool:
        left, right = self.text[max(0, start - 3) : start], self.text[end : end + 2]
        return bool(BOUND_LEFT.search(left) or BOUND_RIGHT.match(right))

    def _is_year(self, match: Match, start: int, end: int) -> bool:
        if self._is_glued(start, end):
            return False
        before, after = self._before(start), self._after(end)
        if match.has("ERA", "APPROX", "EDGE", "EDGENOUN"):
            return True
        year = int(match.value("YEAR", "YEAR3"))
        if before in self.rules.filters["not_before"] or after in self.rules.filters["counted"]:
            return False
        if self._counts(match.fields[0][1]) and not 1900 <= year <= 2050:
            return False
        return 1500 <= year <= 2100 or before in PREPOSITIONS

    def _counts(self, lexeme: Lexeme) -> bool:
        """Say whether the parse takes the number as a count of what follows."""
        span = self._span(lexeme)
        if span is None or span[0].dep_ not in ("nummod", "quantmod"):
            return False
        token = span[0]
        left = token.i and self.parse[token.i - 1]
        return token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS") and not (left and left.pos_ == "DET")

    def _before(self, start: int) -> str:
        found = WORD_BEFORE.search(self.text[max(0, start - 24) : start])
        return found[1].lower().lstrip("(“\"'‘[") if found else ""

    def _after(self, end: int) -> str:
        found = WORD_AFTER.match(self.text[end : end + 24])
        return found[1].lower() if found else ""

    def _span(self, lexeme: Lexeme) -> Span | None:
        span = self.parse.char_span(self.offset + lexeme.start, self.offset + lexeme.end, alignment_mode="expand")
        return span if span is not None and len(span) else None


def _is_noun(span: Span | None, word: str) -> bool:
    return span is None or span[0].pos_ in ("NOUN", "PROPN", "ADV")


CHECKS: dict[str, Callable[[Span | None, str], bool]] = {"SEASON": _is_noun}


def outermost(lexemes: Sequence[Lexeme], first: int, last: int) -> tuple[int, int]:
    """Return where a stretch of lexemes begins and ends in its sentence."""
    return lexemes[first].start, lexemes[last - 1].end
