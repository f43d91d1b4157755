"""Join two dates that a dash or "to" makes into one range, as abstracts and policy texts are read."""

import re
from collections.abc import Sequence

from themeline.dates.found import Found
from themeline.dates.reading import Reading

JOINT = re.compile(r"\s*(?:[-–—−‐‑]|¨C|to|through|until|till)\s*(?:the\s+)?")
BETWEEN = re.compile(r"\s+and\s+(?:the\s+)?")


def join_ranges(found: Sequence[Found], text: str) -> list[Found]:
    """Return the expressions with ranges made into one."""
    joined: list[Found] = []
    for piece in found:
        if joined and _is_range(joined[-1], piece, text):
            joined[-1] = _range(joined[-1], piece)
        else:
            joined.append(piece)
    return joined


def _is_range(left: Found, right: Found, text: str) -> bool:
    first, last = left.reading, right.reading
    if first.type != "DATE" or last.type != "DATE" or first.end is not None or last.end is not None:
        return False
    if first.period is None or last.period is None or not first.period.known or not last.period.known:
        return False
    gap = text[left.end : right.start]
    lead = text[max(0, left.start - 13) : left.start].lower()
    if not (JOINT.fullmatch(gap) or (BETWEEN.fullmatch(gap) and "between" in lead)):
        return False
    return first.period.span()[0] < last.period.span()[1]


def _range(left: Found, right: Found) -> Found:
    first, last = left.reading, right.reading
    value = f"{first.value.partition('/')[0]}/{last.value.rpartition('/')[2]}"
    return Found(left.start, right.end, Reading("DATE", value, first.period, last.period, anchor=first.anchor))
