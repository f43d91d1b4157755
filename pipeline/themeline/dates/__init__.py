"""Temporal expressions: found by rules, read with the parse, written as TIMEX3 and EDTF."""

from typing import TYPE_CHECKING

from themeline.dates.settings import DateSettings
from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.dates.chronology import referenced_years, timeline
    from themeline.dates.find import find_dates
    from themeline.dates.rules import DateRules

__all__ = ["DateRules", "DateSettings", "find_dates", "referenced_years", "timeline"]

__getattr__ = lazy_names(
    __name__,
    {"DateRules": "rules", "find_dates": "find", "referenced_years": "chronology", "timeline": "chronology"},
)
