"""Lengths of time: how many of which unit, and their TIMEX3 values."""

from dataclasses import dataclass, replace

from themeline.dates.calendar_meanings import read_mod
from themeline.dates.clock import read_time
from themeline.dates.context import Context
from themeline.dates.matcher import Match
from themeline.dates.periods import Period
from themeline.dates.reading import NOTHING, Reading, dated

UNIT_PERIODS = {
    "D": "day", "W": "week", "F": "week", "WE": "weekend", "M": "month", "Q": "quarter", "H": "half", "Y": "year",
    "E": "decade", "C": "century", "K": "millennium",
}  # fmt: skip
MULTIPLES = {
    "E": (10, "Y"),
    "C": (100, "Y"),
    "K": (1000, "Y"),
    "F": (2, "W"),
    "Q": (3, "M"),
    "H": (6, "M"),
    "WE": (2, "D"),
}
HALVES = {"Y": 12, "M": 30, "W": 7, "D": 24, "TH": 60, "TM": 60}
SMALLER = {"Y": "M", "D": "TH", "TH": "TM", "TM": "TS"}


@dataclass(frozen=True, slots=True)
class Length:
    """So many of a unit; the count is None when it is not told ("several years")."""

    count: float | None
    unit: str

    @property
    def timex(self) -> str:
        """The TIMEX3 value, as P2Y, PT30M, PXD or P18M."""
        if self.unit in MULTIPLES and self.count is not None:
            times, unit = MULTIPLES[self.unit]
            return Length(self.count * times, unit).timex
        time = "T" if self.unit.startswith("T") else ""
        letter = self.unit[-1] if self.unit != "WE" else "D"
        if self.count is None:
            letter = {"E": "Y", "C": "Y", "K": "Y", "F": "W"}.get(letter, letter)
            return f"P{time}X{letter}"
        if self.count == int(self.count):
            return f"P{time}{int(self.count)}{letter}"
        return self._fraction(time, letter)

    def _fraction(self, time: str, letter: str) -> str:
        whole, rest = divmod(self.count or 0, 1)
        small = rest * HALVES.get(self.unit, 1)
        if self.unit not in SMALLER or small != int(small):
            return f"P{time}{self.count:g}{letter}"
        below = f"{int(small)}{SMALLER[self.unit][-1]}"
        joint = "T" if SMALLER[self.unit].startswith("T") and not time else ""
        return f"P{time}" + (f"{int(whole)}{letter}" if whole else "") + joint + below


def read_length(match: Match) -> Length:
    """Return the length that a match tells."""
    unit = match.value("UNITS", "UNIT", "QUARTERUNIT", "QUARTERUNITS", "LONGUNITS", "LONGUNIT") or "D"
    return Length(_count(match), unit)


def _count(match: Match) -> float | None:
    options = match.pattern.options
    if match.has("VAGUE") or options.get("vague"):
        return None
    mixed, amount = match.value("MIXED"), match.value("AMOUNT")
    if mixed is not None:
        return int(mixed["whole"]) + 0.5
    if amount is not None:
        return float(amount["number"].replace(",", ""))
    number = match.value("NUM")
    if number is None and match.has("UNITS") and not options.get("plus"):
        return None
    if options.get("half"):
        return 0.5
    return float(1 if number is None else number) + float(options.get("plus", 0))


def duration(match: Match, context: Context) -> Reading | None:
    """Read a length of time."""
    return Reading("DURATION", read_length(match).timex, mod=read_mod(match))


def frequency(match: Match, context: Context) -> Reading | None:
    """Read what is repeated: "daily", "every two years", "each Monday"."""
    value = match.value("SET")
    if match.pattern.options.get("often"):
        value = Length(1, match.value("UNIT", "QUARTERUNIT")).timex
    if value is None:
        weekday, part, month = match.value("WEEKDAY", "WEEKDAYS"), match.value("PART"), match.value("MONTH")
        if weekday is not None:
            value = f"XXXX-WXX-{weekday}{match.value('PARTS') or ''}"
        elif match.value("UNIT") == "WE" and not match.has("NUM"):
            value = "XXXX-WXX-WE"
        elif part is not None:
            value = f"XXXX-XX-XX{part}"
        elif month is not None:
            value = f"XXXX-{month:02}"
        elif match.has("SEASON"):
            value = f"XXXX-{match.value('SEASON')}"
        else:
            value = read_length(match).timex
    return Reading("SET", value)


def reference(match: Match, context: Context) -> Reading | None:
    """Read "now", "the future", "the past"."""
    return Reading("DATE", match.pattern.options.get("value") or match.value("REFERENCE", "TIMEX2REFERENCE"))


def name(match: Match, context: Context) -> Reading | None:
    """Read a year that is a part of a name and no date."""
    return Reading("DATE", "")


def nothing(match: Match, context: Context) -> Reading | None:
    """Read what looks like time and is none."""
    return NOTHING


def clock(match: Match, context: Context) -> Reading | None:
    """Read a time of day; it belongs to the day told last, in news to the document's day."""
    time = read_time(match)
    if not time:
        return Reading("TIME", "XXXX-XX-XXTNI") if match.pattern.options.get("every") else None
    day = context.reference if context.reference and context.reference.unit == "day" else context.now
    if day is None or day.unit != "day":
        return Reading("TIME", time)
    day = Period("day", day.year, day.month, day.day)
    return dated(replace(day, time=time), anchor=day)
