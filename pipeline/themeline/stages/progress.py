"""How a stage tells its caller how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage's progress.

    Attributes:
        stage: The stage's name.
        done: Documents (or files) done.
        total: Documents (or files) to do in all; 0 when unknown.
    """

    stage: str
    done: int
    total: int


Reporter = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Report to nobody."""
