"""What is known while a document is read: its date, its genre, and the dates told so far."""

from collections.abc import Callable
from dataclasses import dataclass, field

from themeline.dates import civil
from themeline.dates.clause import Clause
from themeline.dates.periods import Period, containing, day_period, shifted
from themeline.dates.thread import Thread

FAR = 3  # so many days on, an infinitive no longer tells that a weekday is yet to come


@dataclass
class Context:
    """The anchors of relative expressions.

    Attributes:
        published: The document's date, a year, month or day; None when there is none.
        genre: news, narrative or abstract.
        day_first: Whether numeric dates are written with the day first.
        reference: The period that was told last.
        thread: Where a narrative has come to.
        told: The month that was told last, without its year, in this sentence.
        small: How many years before 1000 the text has told so far.
        large: How many later ones.
        before_christ: Whether the story has come to years before Christ.
        clause: What governs the expression in hand.
    """

    published: Period | None
    genre: str
    day_first: bool = False
    reference: Period | None = None
    thread: Thread = field(default_factory=Thread)
    told: Period | None = None
    small: int = 0
    large: int = 0
    before_christ: bool = False
    clause: Clause | None = None

    def tense(self) -> str:
        """Return the tense of the verb that governs the expression in hand, an empty string for none."""
        return self.clause.tense if self.clause else ""

    def new_sentence(self) -> None:
        """Forget what this sentence told: only within one are months listed in their order."""
        self.told = None

    def new_paragraph(self) -> None:
        """Forget which year the paragraph is in: the next one that is told may be any."""
        self.thread.settled = False

    def note(self, period: Period) -> None:
        """Remember a period as the one that was told last, and its year unless it is told in passing."""
        if not period.known:
            return
        self.reference = period
        if period.year is not None:
            self.small, self.large = self.small + (period.year < 1000), self.large + (period.year >= 1000)
        narrates = self.genre == "narrative"
        self.thread.follow(period, self.clause if narrates else None)
        self.before_christ = self.thread.year is not None and self.thread.year <= 0

    @property
    def year(self) -> int | None:
        """The year that was told last, in narratives unless in passing."""
        return self.thread.year

    @property
    def small_years(self) -> bool:
        """Whether the text tells of years before 1000, so that "in 480" is one."""
        return (self.year is not None and self.year < 1000) or self.small > self.large

    @property
    def now(self) -> Period | None:
        """The anchor of "last year": the document's date, or in narratives the date that was told last."""
        if self.genre == "narrative":
            return self.reference or self.published
        return self.published

    def anchor(self, name: str) -> Period | None:
        """Return the anchor that the vocabulary names.

        It is `document`, `told` (what the text told last, which there must be) or `text` (the same, else the
        document's date).
        """
        if name == "document":
            return self.now
        return self.reference or (self.published if name == "text" else None)

    def year_of(self, month: int, day: int = 15) -> int | None:
        """Choose the year of a month or day that is told without one."""
        if self.genre == "narrative" and self.thread.year is not None:
            return self.thread.year_of(month)
        if self.published is None or self.published.year is None:
            return self.thread.year
        if self.published.unit == "year":
            return self.published.year
        anchor, weigh = (self.told, abs) if self.told else (self.published, self._distance)
        found = _nearest_year(anchor, month, day, weigh)
        self.told = Period("month", found, month)
        return found

    def nearest_year(self, month: int) -> int | None:
        """Return the year in which a month is nearest to the document's date, be it past or to come."""
        return _nearest_year(self.published, month, 15, abs) if self.published and self.published.known else None

    def weekday(self, weekday: int, shift: int | None = None) -> Period | None:
        """Find the weekday that is meant: shift -1 is "last", 1 "next", None none of them."""
        anchor = self.now
        if anchor is None or anchor.unit not in ("day", "week"):
            return None
        here = anchor.span()[0]
        ahead = (weekday - civil.weekday(here)) % 7
        if shift == 1:
            return day_period(here + (ahead or 7))
        if shift == -1:
            return day_period(here + ahead - 7)
        # Nobody calls the day that was six days ago by its bare name: it is tomorrow. And what somebody was to do
        # on a day that has just gone by ("celebrations to mark the entry on Friday") is no plan for the next week.
        forward = self.genre == "narrative" or ahead <= 1 or self._is_ahead(ahead)
        return day_period(here + ahead if forward else here + ahead - 7)

    def _is_ahead(self, days: int) -> bool:
        tense = self.tense()
        return tense == "future" or (tense in ("aim", "present") and days <= FAR)

    def neighbour(self, unit: str, steps: int, anchor: Period | None) -> Period | None:
        """Return the period of a unit that lies so many from the anchor's, None when the anchor is too coarse."""
        if anchor is None or not anchor.known or not fine_enough(anchor, unit):
            return None
        return shifted(containing(anchor, unit), steps)

    def _distance(self, days: int) -> float:
        tense = self.tense()
        if days > 20:
            return days * {"past": 8.0, "future": 0.7, "aim": 0.7}.get(tense, 2.0)
        return abs(days) * {"future": 1.8, "aim": 1.8}.get(tense, 1.0)


def _nearest_year(anchor: Period, month: int, day: int, weigh: Callable[[int], float]) -> int:
    here, around = anchor.span()[0], anchor.known_year
    days = [(civil.to_number(year, month, min(day, 28)) - here, year) for year in range(around - 1, around + 2)]
    return min((weigh(distance), year) for distance, year in days)[1]


SIZES = {
    "day": 1, "weekend": 2, "week": 7, "month": 30, "quarter": 91, "season": 92, "half": 182, "year": 365,
    "fiscal": 365, "decade": 3652, "century": 36525, "millennium": 365250,
}  # fmt: skip


def fine_enough(anchor: Period, unit: str) -> bool:
    """Say whether the anchor decides a period of this unit: 1998-08 has no following day."""
    return SIZES[anchor.unit] <= max(SIZES[unit], 1)
