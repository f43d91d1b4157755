"""The thread of a narrative: the year and month that the story has come to."""

from dataclasses import dataclass

from themeline.dates.clause import Clause
from themeline.dates.periods import Period

BACK, LEAP = 2, 20
TURN = 10  # from December to January and the like: the story has gone on into the next year


@dataclass(slots=True)
class Thread:
    """Where a text has come to.

    Attributes:
        year: The year that was told last, unless in passing; None at the beginning.
        month: The month of it that was told last, if any.
        settled: Whether the paragraph has told a year.
    """

    year: int | None = None
    month: int | None = None
    settled: bool = False

    def follow(self, period: Period, clause: Clause | None) -> None:
        """Go on to a period, unless its clause looks back or ahead."""
        year = period.year
        if year is None or (self.year is not None and self._is_aside(year, clause)):
            return
        if year != self.year or period.month is not None:
            self.month = period.month
        self.year, self.settled = year, True

    def year_of(self, month: int) -> int | None:
        """Return the year of a month that is told without one."""
        if self.year is None:
            return None
        return self.year + (self.month is not None and self.month - month >= TURN)

    def _is_aside(self, year: int, clause: Clause | None) -> bool:
        """Say whether a year leaves the thread: told in looking back or ahead, or once it is settled far away."""
        distance = year - (self.year or 0)
        if clause is not None and ((distance < 0 and clause.looks_back()) or (distance > 0 and clause.looks_ahead())):
            return True
        return self.settled and not -BACK <= distance <= LEAP
