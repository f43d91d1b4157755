from hypothesis import given
from hypothesis import strategies as st

from themeline.ingest.chains import SMALLEST_PAGE, Numbered, rising_chains


def one_by_one(family: list[Numbered], largest: int, fewest: int) -> list[list[Numbered]]:
    """The definition, which looks through all chains for every line."""
    chains: list[list[Numbered]] = []
    for entry in family:
        fitting = [
            chain
            for chain in chains
            if 0 < entry.number - chain[-1].number <= largest and entry.offset - chain[-1].offset >= SMALLEST_PAGE
        ]
        if fitting:
            max(fitting, key=len).append(entry)
        else:
            chains.append([entry])
    return [chain for chain in chains if len(chain) >= fewest]


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 12)), max_size=80), st.integers(1, 10))
def test_chains_are_those_of_the_definition(lines: list[tuple[int, int]], largest: int) -> None:
    offset, family = 0, []
    for place, (gap, number) in enumerate(lines):
        offset += gap
        family.append(Numbered(place, offset, number))
    assert rising_chains(family, largest, 2) == one_by_one(family, largest, 2)
