"""Chains of numbered lines whose numbers rise page by page, found in one pass however many lines there are."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

SMALLEST_PAGE = 500
Place = tuple[int, int]
"""The negative length of a chain and its number, in the order of which chains are gone on with."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with a number: its place among the lines, where it ends in the text, and the number."""

    line: int
    offset: int
    number: int


@dataclass(slots=True)
class _Ends:
    """The chains that end with one number: those that end too near to go on yet, and the others, the longest first."""

    waiting: deque[int] = field(default_factory=deque)
    ready: list[Place] = field(default_factory=list)


def rising_chains(family: Iterable[Numbered], largest: int, fewest: int) -> list[list[Numbered]]:
    """Return the chains of at least so many lines, each number at most a step above the one before, a page apart.

    Args:
        family: The lines, in their order.
        largest: The largest step.
        fewest: The fewest lines of a chain. A line goes on with the longest chain that it may, else begins one.
    """
    chains: list[list[Numbered]] = []
    ends: dict[int, _Ends] = defaultdict(_Ends)
    for entry in family:
        numbers = [number for number in range(entry.number - largest, entry.number) if number in ends]
        for number in numbers:
            _release(ends[number], chains, entry.offset - SMALLEST_PAGE)
        best = min((ends[number].ready[0] for number in numbers if ends[number].ready), default=None)
        if best is None:
            chains.append([entry])
            ends[entry.number].waiting.append(len(chains) - 1)
        else:
            chain = chains[best[1]]
            heappop(ends[chain[-1].number].ready)
            chain.append(entry)
            ends[entry.number].waiting.append(best[1])
    return [chain for chain in chains if len(chain) >= fewest]


def _release(ends: _Ends, chains: list[list[Numbered]], latest: int) -> None:
    while ends.waiting and chains[ends.waiting[0]][-1].offset <= latest:
        number = ends.waiting.popleft()
        heappush(ends.ready, (-len(chains[number]), number))
