"""Taking out what belongs to the page and not to the text: page numbers, running heads and feet."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from themeline.ingest.chains import SMALLEST_PAGE, Numbered, rising_chains
from themeline.ingest.lines import DIGITS, PAGE, is_gap, line_starts, without_digits

NUMBER = re.compile(r"\d{1,4}")
LONE_NUMBER = re.compile(
    r"[\W_]*(?:page|pg|p|página|pág|pagina|seite|strana|стр|страница|s)?[\W_]*(?:#|roman)"
    r"(?:[^\w.)%]*(?:(?:of|de|von|sur|из)?[\W_]*#)?)[^\w.)%]*"
)
ROMAN = re.compile(r"(?<![^\W\d_])[ivxlc]{1,7}(?![^\W\d_])")
LONGEST_HEAD = 200
LONGEST_ROMAN = 40
LONGEST_LONE = 60
LARGEST_STEP = 3
LARGEST_STEP_OF_HEADS = 10
REPEATS = 3
NEAR = 3
NEARLY_ALWAYS = 0.8
MOSTLY = 0.5
MANY = 10
MOST_A_PAGE = 1.5
FEWEST_WORDS = 3
MANY_WORDS = 5


def drop_page_numbers(lines: list[str]) -> tuple[list[str], int]:
    """Take out the lines that carry the pages' numbers, alone or beside a running head.

    Lines that are alike but for one number belong together; they are page numbers where the number rises by
    steps of one to three from each to the next, a page's length of text lying between.
    """
    families = _families(lines)
    chains = [
        (shape, chain)
        for shape, family in families.items()
        for chain in rising_chains(family, _largest_step(shape), REPEATS)
    ]
    likely = [
        (shape, chain)
        for shape, chain in chains
        if _is_lone(shape) or (shape.count(" ") > 1 and len(chain) > REPEATS and (len(chain) >= MANY or _even(chain)))
    ]
    ranked = [(len(chain), _is_lone(shape), chain) for shape, chain in likely]
    longest = max(ranked, key=lambda entry: entry[:2], default=(0, False, []))[2]
    heads = {shape for shape, chain in likely if not _is_lone(shape) and _agrees(chain, longest)}
    dropped = {entry.line for shape in heads for entry in families[shape]}
    dropped |= {entry.line for shape, chain in likely if _is_lone(shape) for entry in chain}
    return _replace(lines, dropped), len(dropped)


def drop_running_heads(lines: list[str]) -> tuple[list[str], int]:
    """Take out short lines that come again and again beside the page breaks."""
    places: dict[str, list[int]] = defaultdict(list)
    offsets = line_starts(lines)
    bare = list(map(str.strip, without_digits(lines)))
    candidates = [
        place for place, line in enumerate(lines) if line and len(line) <= LONGEST_HEAD and not line.isspace()
    ]
    common = Counter(bare[place] for place in candidates)
    for place in candidates:
        if common[bare[place]] >= REPEATS:
            places[_shape(lines[place])].append(place)
    repeated = [found for found in places.values() if _spread(found, offsets)]
    dropped = _at_breaks(lines, repeated) | _all_through(lines, repeated, offsets)
    neighbours = _neighbours(lines, repeated)
    while fresh := _next_to(repeated, neighbours, dropped):
        dropped |= fresh
    return _replace(lines, dropped), len(dropped)


def _at_breaks(lines: Sequence[str], repeated: Iterable[Sequence[int]]) -> set[int]:
    """Return the repeated lines that stand within a few lines of a page break nearly every time."""
    breaks = [place for place, line in enumerate(lines) if line == PAGE]
    dropped: set[int] = set()
    for found in repeated:
        if len(found) > MOST_A_PAGE * (len(breaks) + 1):
            continue
        beside = [place for place in found if _is_near(place, breaks)]
        long = len(lines[found[0]].split()) >= FEWEST_WORDS and len(found) >= MANY
        if len(beside) >= (MOSTLY if long else NEARLY_ALWAYS) * len(found):
            dropped.update(found)
        elif len(beside) >= MOSTLY * len(found):
            dropped.update(beside)
    return dropped


def _all_through(lines: Sequence[str], repeated: Iterable[Sequence[int]], offsets: Sequence[int]) -> set[int]:
    """Return the lines of many words that come many times all through the text, a page's length apart."""
    dropped: set[int] = set()
    for found in repeated:
        gaps = [offsets[b] - offsets[a] for a, b in pairwise(found)]
        if (
            len(found) >= MANY
            and len(lines[found[0]].split()) >= MANY_WORDS
            and sum(gaps) > offsets[-1] / 2
            and sorted(gaps)[len(gaps) // 2] >= SMALLEST_PAGE
        ):
            dropped.update(found)
    return dropped


def _next_to(repeated: Iterable[Sequence[int]], neighbours: Mapping[int, set[int]], dropped: set[int]) -> set[int]:
    """Return the repeated lines that follow or precede a dropped line nearly every time: heads of several lines."""
    fresh: set[int] = set()
    for found in repeated:
        left = [place for place in found if place not in dropped]
        adjacent = [place for place in left if neighbours[place] & dropped]
        if adjacent and len(adjacent) >= NEARLY_ALWAYS * len(left):
            fresh.update(adjacent)
    return fresh


def _neighbours(lines: Sequence[str], repeated: Sequence[Sequence[int]]) -> dict[int, set[int]]:
    """Return for each repeated line the nearest lines above and below that are neither blank nor page breaks."""
    full = [place for place, line in enumerate(lines) if not is_gap(line)] if repeated else []
    beside = {}
    for place in (place for found in repeated for place in found):
        order = bisect_left(full, place)
        beside[place] = {*full[max(0, order - 1) : order], *full[order + 1 : order + 2]}
    return beside


def _families(lines: Sequence[str]) -> dict[str, list[Numbered]]:
    families: dict[str, list[Numbered]] = defaultdict(list)
    starts = line_starts(lines)
    bare = without_digits(lines)
    numbered = {
        place: _letters(rest)
        for place, (line, rest) in enumerate(zip(lines, bare, strict=True))
        if len(line) != len(rest) and len(line) <= LONGEST_HEAD
    }
    common = Counter(numbered.values())
    roman = [place for place, line in enumerate(lines) if line and len(line) < LONGEST_ROMAN and place not in numbered]
    repeated = [place for place, letters in numbered.items() if common[letters] >= REPEATS]
    for place in sorted([*roman, *repeated]):
        line = lines[place]
        offset = starts[place] + len(line) + 1
        if place not in numbered:
            _add_roman(families, place, offset, line)
            continue
        for found in _candidates(line):
            shape = f"{_shape(line[: found.start()])} # {_shape(line[found.end() :])}".strip()
            families[shape].append(Numbered(place, offset, int(found.group())))
    return families


def _letters(bare: str) -> str:
    """Return what lines of one shape have in common whichever of their numbers is the page's."""
    return "".join(bare.casefold().replace("#", "").split())


def _candidates(line: str) -> list[re.Match[str]]:
    """Return the numbers of a line that may be the page's: the first, the last, and that before "of 85"."""
    found = list(NUMBER.finditer(line))
    return [found[0], *found[-2:]] if len(found) > 2 else found


def _add_roman(families: dict[str, list[Numbered]], place: int, offset: int, line: str) -> None:
    found = ROMAN.search(line.strip()) if len(line.strip()) <= 12 or " " in line else None
    if found:
        shape = f"{_shape(line.strip()[: found.start()])} roman {_shape(line.strip()[found.end() :])}".strip()
        families[shape].append(Numbered(place, offset, _roman_value(found.group())))


def _roman_value(numeral: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in numeral]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _is_lone(shape: str) -> bool:
    """Tell whether a line is nothing but its number, and words such as "page"."""
    return len(shape) <= LONGEST_LONE and LONE_NUMBER.fullmatch(shape) is not None


def _largest_step(shape: str) -> int:
    """Return how many pages may lie between two of these lines: a head of several words is known by its words."""
    return LARGEST_STEP if _is_lone(shape) else LARGEST_STEP_OF_HEADS


def _even(chain: Sequence[Numbered]) -> bool:
    """Tell whether the numbers rise in step with the text, as pages do and chapters do not."""
    gaps = [(b.offset - a.offset) / (b.number - a.number) for a, b in pairwise(chain)]
    middle = sorted(gaps)[len(gaps) // 2]
    return sum(middle / 2 <= gap <= middle * 1.7 for gap in gaps) >= 0.7 * len(gaps)


def _agrees(chain: Sequence[Numbered], pages: Sequence[Numbered]) -> bool:
    """Tell whether the numbers are those of the pages that they stand on, going by the longest chain."""
    offsets = [page.offset for page in pages]
    fitting = 0
    for entry in chain:
        after = bisect_left(offsets, entry.offset)
        near = [pages[i].number for i in (after - 1, after) if 0 <= i < len(pages)]
        fitting += any(abs(entry.number - number) <= LARGEST_STEP for number in near)
    return fitting >= MOSTLY * len(chain)


def _shape(line: str) -> str:
    """Return what stays the same when a line is repeated: its letters and signs, numbers as #."""
    return " ".join(DIGITS.sub("#", line.casefold()).split())


def _spread(places: Sequence[int], offsets: Sequence[int]) -> bool:
    if len(places) < REPEATS:
        return False
    return (offsets[places[-1]] - offsets[places[0]]) / (len(places) - 1) >= SMALLEST_PAGE


def _is_near(place: int, breaks: Sequence[int]) -> bool:
    after = bisect_left(breaks, place)
    return any(abs(place - breaks[i]) <= NEAR for i in (after - 1, after) if 0 <= i < len(breaks))


def _replace(lines: list[str], dropped: set[int]) -> list[str]:
    return [PAGE if place in dropped else line for place, line in enumerate(lines)] if dropped else lines
