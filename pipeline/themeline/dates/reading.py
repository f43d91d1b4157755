"""What an expression was read as, and the record that leaves the room."""

from dataclasses import dataclass

from themeline.dates import notation
from themeline.dates.notation import timex
from themeline.dates.periods import Period

OPEN_MODS = {"since": "{}/..", "until": "../{}"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of an expression.

    Attributes:
        type: The TIMEX3 type.
        value: The TIMEX3 value.
        period: The stretch of the calendar that it denotes, if any; with `end`, that at which it begins.
        end: The period at which an interval ends.
        mod: The TIMEX3 modifier, or empty.
        anchor: The TIMEX3 value of the date that it was resolved from, or empty.
    """

    type: str
    value: str
    period: Period | None = None
    end: Period | None = None
    mod: str = ""
    anchor: str = ""

    def edtf(self, open_side: str = "") -> str:
        """Return the EDTF value; `open_side` is `since`, `until` or empty."""
        if self.type not in ("DATE", "TIME") or self.period is None:
            return ""
        value = notation.edtf(self.period)
        if self.end is not None:
            last = notation.edtf(self.end)
            return f"{_first(value)}/{_last(last)}" if value and last else ""
        if value and "/" not in value and self.mod in ("APPROX", "LESS_THAN", "MORE_THAN") and "T" not in value:
            value += "~"
        if value and open_side and "/" not in value:
            return OPEN_MODS[open_side].format(value.partition("T")[0])
        return value

    def bounds(self, open_side: str = "") -> tuple[str, str]:
        """Return first and last day covered, empty where open or unknown."""
        if self.type not in ("DATE", "TIME") or self.period is None:
            return "", ""
        first, last = notation.bounds(self.period)
        if self.end is not None:
            last = notation.bounds(self.end)[1]
        return ("" if open_side == "until" else first), ("" if open_side == "since" else last)


NOTHING = Reading("", "")


def _first(value: str) -> str:
    return value.partition("/")[0].partition("T")[0]


def _last(value: str) -> str:
    return value.rpartition("/")[2].partition("T")[0]


def dated(period: Period, mod: str = "", anchor: Period | None = None) -> Reading:
    """Read a period as a DATE, or as a TIME when it has one."""
    kind = "TIME" if period.time else "DATE"
    return Reading(kind, timex(period), period, mod=mod, anchor=timex(anchor) if anchor else "")
