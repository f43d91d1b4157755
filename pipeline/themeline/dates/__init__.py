"""Temporal expressions: found by rules, read with the parse, written as TIMEX3 and EDTF."""

from themeline.dates.find import find_dates
from themeline.dates.rules import DateRules
from themeline.dates.settings import DateSettings

__all__ = ["DateRules", "DateSettings", "find_dates"]
