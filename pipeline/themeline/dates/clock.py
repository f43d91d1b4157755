"""Times of day: clock times, named points and parts of a day."""

from themeline.dates.matcher import Match

DAYPARTS_AFTER_NOON = frozenset({"TAF", "TEV", "TNI"})


def read_time(match: Match) -> str:
    """Return the TIMEX3 time that a match tells, as `T10:35` or `TMO`, or an empty string."""
    clock = _clock(match)
    if clock:
        return clock
    for name in ("POINT", "TONIGHT", "PART"):
        value = match.value(name)
        if value is not None:
            return str(value)
    return ""


def _clock(match: Match) -> str:
    shape, hour = match.value("CLOCK"), match.value("HOUR")
    if shape is None and hour is None:
        return _military(match.value("HHMM"))
    if shape is None:
        digits = f"{_hour(hour, match):02}:00"
    else:
        hour, minute, second = (shape.get(k) or shape.get(f"{k}2") for k in ("hour", "minute", "second"))
        digits = f"{_hour(int(hour or 0), match):02}:{minute}" + (f":{second}" if second else "")
    return f"T{digits}"


def _hour(hour: int, match: Match) -> int:
    meridiem = match.value("MERIDIEM")
    if meridiem is None:
        afternoon = match.value("PART") in DAYPARTS_AFTER_NOON and 1 <= hour < 12
        return hour + 12 if afternoon else hour
    return hour % 12 + int(meridiem) if hour <= 12 else hour


def _military(number: int | None) -> str:
    if number is None or number % 100 > 59:
        return ""
    return f"T{number // 100:02}:{number % 100:02}"
