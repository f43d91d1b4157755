"""An expression found in a sentence, and its record."""

import re
from dataclasses import dataclass

from themeline.dates.names import NameIndex
from themeline.dates.reading import Reading
from themeline.tables import Sentence, TemporalExpression

SINCE = re.compile(r"\b(?:since|starting in|beginning in|as of)(?: the)?\s*$", re.IGNORECASE)
FROM, ONWARD = re.compile(r"\bfrom(?: the)?\s*$", re.IGNORECASE), re.compile(r"\s+(?:onwards?|forward)\b")
PRESENT = re.compile(r"\s*(?:[-–—]|to|until|through)\s*(?:the\s+)?(?:present|today|now|date)\b", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|up to|no later than)(?: the)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and where it stands in its sentence."""

    start: int
    end: int
    reading: Reading

    def record(self, sentence: Sentence, names: NameIndex) -> TemporalExpression:
        """Return the record that leaves the room."""
        start, end, reading = sentence.start + self.start, sentence.start + self.end, self.reading
        text = sentence.text[self.start : self.end]
        name, denotes = names.holding(start, end)
        if not denotes and self._is_goal(sentence.text):
            return TemporalExpression(sentence.sentence, start, end, text, reading.type, "", "", "", "", part_of=name)
        side = self._open_side(sentence.text)
        earliest, latest = reading.bounds(side)
        return TemporalExpression(
            sentence.sentence, start, end, text, reading.type, reading.value, reading.edtf(side), earliest, latest,
            reading.mod, reading.anchor, name,
        )  # fmt: skip

    def _is_goal(self, text: str) -> bool:
        """Say whether a part of a programme's name is its goal: a year, no range, day or year in brackets."""
        period = self.reading.period
        if self.reading.end is not None or (period is not None and period.unit != "year"):
            return False
        return text[max(0, self.start - 1) : self.start] != "("

    def _open_side(self, text: str) -> str:
        before = text[max(0, self.start - 30) : self.start]
        if SINCE.search(before) or PRESENT.match(text, self.end):
            return "since"
        if ONWARD.match(text, self.end) and FROM.search(before):
            return "since"
        return "until" if UNTIL.search(before) else ""
