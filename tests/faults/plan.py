"""Which fault strikes which command when: drawn from a seed, every pair once before any comes twice."""

import random
from dataclasses import dataclass

from tests.faults import commands, kinds


@dataclass(frozen=True)
class Trial:
    """One fault to come: numbers draw what the kind leaves to chance.

    Attributes:
        share: When it strikes, as a share of the calm run's time.
    """

    number: int
    command: str
    kind: str
    share: float
    seed: int


def draw(count, seed, can=lambda need: True, names=tuple(commands.BY_NAME)):
    """Return the plan of so many trials.

    Args:
        can: Says whether this machine allows what a kind needs.
        names: The commands to disturb.
    """
    chance = random.Random(seed)
    pairs = [
        (name, kind.name)
        for name in names
        for kind in kinds.ALL
        if can(kind.needs) and (not kind.touches or kind.touches & commands.BY_NAME[name].touches)
    ]
    drawn = []
    while len(drawn) < count:
        drawn += chance.sample(pairs, len(pairs))
    return [
        Trial(number, *pair, chance.uniform(0.02, 0.98), chance.getrandbits(32))
        for number, pair in enumerate(drawn[:count], start=1)
    ]
