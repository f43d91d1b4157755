"""What passes between a stage and the place where its documents are worked on."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One document's work: its number, its length in characters, and what the worker's function gets."""

    number: int
    weight: int
    payload: object


@dataclass(frozen=True, slots=True)
class Done:
    """What the function returned for the documents of a chunk."""

    numbers: tuple[int, ...]
    output: object


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be worked on, and why."""

    number: int
    error: str
    detail: str


Result = Done | Failed


@dataclass(frozen=True, slots=True)
class Identity:
    """What a worker on another machine must have in common with this one.

    Attributes:
        function: "module:function", which returns the worker's versions by name when called with `argument`.
        argument: Usually the settings.
        expected: The versions here.
    """

    function: str
    argument: object
    expected: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """A function for workers.

    Attributes:
        prepare: "module:function", called once in each worker with `argument`; returns the function.
        argument: Usually the settings.
        identity: What a worker on another machine must have in common with this one.
        seconds: The most time for a chunk, besides what its length allows.
        start_seconds: The most time for a worker to prepare.
    """

    prepare: str
    argument: object
    identity: Identity | None = None
    seconds: float = 60.0
    start_seconds: float = 300.0
