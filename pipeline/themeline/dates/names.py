"""Years that belong to the name of a law, policy or event."""

from bisect import bisect_right
from collections.abc import Iterable

from themeline.tables import Entity

NAMES = frozenset({"LAW", "POLICY", "EVENT", "WORK_OF_ART", "PRODUCT"})
GOALS = frozenset({"POLICY", "PRODUCT", "WORK_OF_ART"})


class NameIndex:
    """The named entities that may hold a year."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = sorted((e for e in entities if e.label in NAMES), key=lambda e: (e.start, e.end))
        self.starts = [entity.start for entity in self.entities]

    def holding(self, start: int, end: int) -> tuple[str, bool]:
        """Return the name that holds a stretch of text, or an empty string, and whether the stretch is a date still.

        The year of a law or event tells when it was made or held and stays a date ("Data Protection Act 2018").
        The year of a programme is its goal and a part of its name alone ("2030 Agenda", "Vision 2020").
        """
        place = bisect_right(self.starts, start) - 1
        if place < 0 or self.entities[place].end < end:
            return "", True
        entity = self.entities[place]
        return entity.text, entity.label not in GOALS
