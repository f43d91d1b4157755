"""Refuse matches that are no dates: modal verbs, amounts, references, telephone and version numbers."""

import re
from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Token

from themeline.dates.lexeme import Lexeme
from themeline.dates.matcher import Match
from themeline.dates.naming import SEASON_LIKE, belongs_to_name, stands_by_capital
from themeline.dates.rules import DateRules
from themeline.dates.surroundings import Surroundings

# `\Z`, since `$` would look past a line break.
BOUND_LEFT = re.compile(r"[\w$€£#@/+=]\Z|\d[.,:]\Z|(?:^|\D)(?:\d{3}|\d{5,}|0\d{3})-\Z|\d-\d+-\Z|\+\d[\d ()-]*\Z")
JOINED = re.compile(r"([A-Za-z]+)-\Z")
BOUND_RIGHT = re.compile(r"[\w@%°]|[.,:]\d|/\w|-(?!\d{4}\b|\d\d\b|\d\d? [A-Z])\d|-\d+-\d| \((?:19|20)\d\d\)")
RANGE_BEFORE = re.compile(r"\b\d{4} ?[-–—] ?\Z")
GROUPED = re.compile(r"\d{3} \Z")
COUNTING = re.compile(r"-([a-z]+)")
# The last of several: resolutions 1373 (2001) and 1540.
LISTED = re.compile(r"(\w+s\.?) (?:\d{3,4}(?: \(\d{4}\))?(?:,| and| or|, and|, or) )+\Z")
OR_MORE = re.compile(r"\s+or\s+(?:more|so|fewer|less)\b")
YEAR_LIKE = frozenset({"YEAR", "YEAR3"})
NUMERIC = frozenset({"YEAR", "YEAR3", "DAYNUM", "ISODATE", "NUMERICDATE", "CLOCK", "YEARSLASH", "DECADE", "HHMM", "NUM",
                     "MONTHYEAR", "SHORTYEAR"})  # fmt: skip
DAYS = frozenset({"DAYNUM", "ORDINALDIGITS", "ORD"})


class Judge:
    """Judge the matches of one sentence.

    Args:
        around: The sentence.
        rules: The word lists.
        genre: The genre of the document.
    """

    def __init__(self, around: Surroundings, rules: DateRules, genre: str) -> None:
        self.around, self.lists, self.genre = around, rules.filters, genre

    def accepts(self, match: Match, start: int, end: int) -> bool:
        """Say whether a match is an expression of time; start and end are places in the sentence."""
        names = {name for name, _ in match.fields}
        if match.pattern.gives == "name":
            return stands_by_capital(start, end, self.around)
        if names & YEAR_LIKE and names <= YEAR_LIKE | {"APPROX", "CIRCA"}:
            return self._is_year(match, start, end)
        if names & NUMERIC and self._is_glued(start, end):
            return False
        if "MONTH" in names and not self._is_month(match, names):
            return False
        if self._is_something_else(match, names, end) or belongs_to_name(match, start, end, self.around, self.genre):
            return False
        return len(match.fields) not in (1, 2) or self._single(match)

    def _is_something_else(self, match: Match, names: set[str], end: int) -> bool:
        """Say whether the pattern misleads: what it gives needs more, or less, around it."""
        if "AGO" in names and not self._is_direction(match, end):
            return True
        if names <= SEASON_LIKE and self.around.after(end) == "of":
            return True
        if match.pattern.options.get("splits") == "time":
            return not _ascends(match)
        match match.pattern.gives:
            case "era_year":
                return not self._is_era(match, end)
            case "duration":
                return _is_year_of_unit(match)
            case "span":
                return self.around.after(end) == "ago"
            case "day_of_month":
                return self._counts_thing(match)
            case "relative":
                return self._is_bounded(match, end)
        return False

    def _single(self, match: Match) -> bool:
        """Check a word that may be no time at all, alone or with an article."""
        name, lexeme = match.fields[-1]
        word = self.around.word(lexeme).lower().rstrip(".")
        if name == "WEEKDAY" and word in self.lists["ambiguous"]:
            return self.around.before(lexeme.start) in self.lists["weekday_leads"]
        check = CHECKS.get((name, word)) or CHECKS.get((name, ""))
        return check is None or check(self.around.token(lexeme), self.lists)

    def _is_era(self, match: Match, end: int) -> bool:
        """Tell a year of an era from a number after its name: Showa 20, but not ROC 105 soldiers."""
        name = next(lexeme for name, lexeme in match.fields if name in ("ERANAME", "ROC"))
        return self.around.word(name)[0].isupper() and self.around.after(end) not in self.lists["counted"]

    def _counts_thing(self, match: Match) -> bool:
        """Say whether a thing is counted: on the 18th floor."""
        token = self.around.token(match.fields[-1][1])
        if token is None or token.i + 1 >= len(token.doc):
            return False
        return token.nbor().pos_ in ("NOUN", "PROPN", "ADJ")

    def _is_bounded(self, match: Match, end: int) -> bool:
        """Say whether "the last night" is that of something that is named next, and no neighbour of the anchor."""
        neighbour = match.value("NEIGHBOUR")
        told = neighbour is not None and neighbour["shift"] and neighbour["anchor"] == "document"
        return bool(told) and match.fields[-1][0] in ("UNIT", "PART") and self.around.after(end) == "of"

    def _is_month(self, match: Match, names: set[str]) -> bool:
        """Tell "may", "march" and "mar" the words from the months."""
        lexeme = next(lexeme for name, lexeme in match.fields if name == "MONTH")
        word = self.around.word(lexeme)
        if word.lower().rstrip(".") not in self.lists["ambiguous"]:
            return True
        if names & {"YEAR", "YEAR2", "SHORTYEAR"} and (word[0].isupper() or names & {"DAYNUM", "ORDINALDIGITS"}):
            return True
        if names & DAYS:
            token = self.around.token(lexeme)
            return word[0].isupper() or token is None or token.pos_ not in ("AUX", "VERB")
        return word[0].isupper() and (word.lower() == "august" or self._is_bare_month(word, lexeme))

    def _is_bare_month(self, word: str, lexeme: Lexeme) -> bool:
        """Say whether a word with a capital that tells a month alone is led to as a time."""
        followed = self.around.text[lexeme.end :].lstrip()[:1].isupper() and not word.endswith(".")
        if followed or (word.isupper() and len(word) == 3):
            return False
        return self.around.before(lexeme.start) in self.lists["month_leads"]

    def _is_direction(self, match: Match, end: int) -> bool:
        """Tell "two days before" from "two days before the vote"."""
        if self.around.word(match.fields[-1][1]).lower() not in ("before", "prior"):
            return True
        return not self.around.after(end)

    def _is_glued(self, start: int, end: int) -> bool:
        left, right = self.around.left(start, 10), self.around.text[end : end + 7]
        joined = JOINED.search(left)
        if joined and joined[1].lower() not in self.lists["joined"]:
            return True
        return bool(BOUND_LEFT.search(left) or BOUND_RIGHT.match(right))

    def _is_year(self, match: Match, start: int, end: int) -> bool:
        if self._is_glued(start, end):
            return False
        if match.has("ERA", "EDGE", "EDGENOUN"):
            return True
        before, text = self.around.before(start), self.around.text
        if before in self.lists["not_before"] or self.around.after(end) in self.lists["counted"]:
            return False
        if OR_MORE.match(text, end) or self._is_counting(start, end):
            return False
        if match.has("APPROX", "CIRCA"):
            return match.value("APPROX", "CIRCA") == "APPROX" and not self._counts(match.fields[-1][1])
        if match.has("YEAR3") and match.pattern.options.get("small"):
            return True
        year = int(match.value("YEAR", "YEAR3"))
        if self._counts(match.fields[0][1]) and not 1900 <= year <= 2050:
            return False
        bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        ends_range = 2050 < year <= 2100 and RANGE_BEFORE.search(text[max(0, start - 8) : start]) is not None
        return 1500 <= year <= 2050 or before in self.lists["year_leads"] or bracketed or ends_range

    def _is_counting(self, start: int, end: int) -> bool:
        """Say whether a number only looks like a year: of pages, of minutes, of a telephone, of a list of laws."""
        unit = COUNTING.match(self.around.text, end)
        if unit and (unit[1] in self.lists["counted_singly"] or self.around.text[end - 1].isalpha()):
            return True
        left = self.around.left(start, 60)
        if GROUPED.search(left):
            return True
        listed = LISTED.search(left)
        return listed is not None and listed[1].lower() in self.lists["not_before"]

    def _counts(self, lexeme: Lexeme) -> bool:
        """Say whether the parse takes the number as a count of what follows."""
        token = self.around.token(lexeme)
        if token is None or token.dep_ not in ("nummod", "quantmod"):
            return False
        left = token.nbor(-1) if token.i else None
        counted = token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS")
        return counted and (left is None or left.pos_ != "DET")


def _ascends(match: Match) -> bool:
    """Say whether two hours lie in one half of the day: 2 and 4 p.m., but not 11 to 2 p.m."""
    first, last = (_hour(value) for value in match.values("HOUR", "CLOCK"))
    return first <= last <= 12


def _hour(value: int | dict[str, str]) -> int:
    return value if isinstance(value, int) else int(value.get("hour") or value["hour2"])


def _is_year_of_unit(match: Match) -> bool:
    """Tell "World Cup 2018 day five" from a length of days."""
    name, lexeme = match.fields[0]
    unit = match.value("UNIT")
    return name == "NUM" and "YEAR" in lexeme.values and unit is not None and unit != "Y"


Lists = Mapping[str, frozenset[str]]


def _is_season(token: Token | None, lists: Lists) -> bool:
    """A fall or spring without a word that leads to a time is none."""
    if token is None or token.lower_ not in ("fall", "spring"):
        return token is None or token.pos_ in ("NOUN", "PROPN", "ADV")
    leads = token.i and token.nbor(-1).lower_ in lists["season_leads"]
    return bool(leads) or (token.text[0].isupper() and token.lower_ == "spring" and token.i != token.sent.start)


def _is_second(token: Token | None, lists: Lists) -> bool:
    return token is not None and token.pos_ == "NOUN"


def _is_repeated(token: Token | None, lists: Lists) -> bool:
    # A parse parts "semi-annually"; its last piece has the part of speech.
    while token is not None and token.i + 2 < len(token.doc) and token.nbor().text == "-" and not token.whitespace_:
        token = token.nbor(2)
    return token is None or token.pos_ in ("ADV", "ADJ")


CHECKS: dict[tuple[str, str], Callable[[Token | None, Lists], bool]] = {
    ("SEASON", ""): _is_season,
    ("UNIT", "second"): _is_second,
    ("SET", ""): _is_repeated,
}


def outermost(lexemes: Sequence[Lexeme], first: int, last: int) -> tuple[int, int]:
    """Return where a stretch of lexemes begins and ends in its sentence."""
    return lexemes[first].start, lexemes[last - 1].end
