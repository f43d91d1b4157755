"""One fault: the command is disturbed, a reader looks on, the same command is given again, everything is compared."""

import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import themeline
from tests.faults import commands, kinds
from tests.faults.kinds import PATIENCE, Scene
from tests.faults.reader import Reader

ATTEMPTS = 4
SECONDS_TO_DIE = 30.0
MOST_LINES = 3
REPORTS = "w/reports/"
OURS = str(Path(themeline.__file__).parent)
LOSSY = frozenset({"documents", "sources", "batches", "done", "stages", "failures", "parses"})
"""Tables that name batches or numbers: another one where an input is read later than the others."""


@dataclass
class Outcome:
    """What became of a trial.

    Attributes:
        struck: What the fault did; empty if the command was always quicker.
        code: How the disturbed command ended.
        complaints: Everything that was not as it must be.
    """

    trial: object
    struck: str = ""
    code: int | None = None
    said: str = ""
    looked: int = 0
    refused: int = 0
    complaints: list[str] = field(default_factory=list)


def run(trial, arena):
    """Run one trial; where the command ends before the fault strikes, it is tried again at an earlier moment."""
    command, kind = commands.BY_NAME[trial.command], kinds.BY_NAME[trial.kind]
    calm = arena.calm(command.name)
    outcome = Outcome(trial)
    for attempt in range(ATTEMPTS):
        chance = random.Random(trial.seed + attempt)
        moment = trial.share * calm.seconds * 0.6**attempt
        _disturb(outcome, command, kind, calm, arena, moment, chance)
        if outcome.struck or outcome.complaints:
            break
    if outcome.struck:
        _again(outcome, command, kind, calm, arena)
    return outcome


def _disturb(outcome, command, kind, calm, arena, moment, chance):
    words = arena.words(command)
    arena.begin(command.state)
    with Reader(arena.store, calm, lossy=kind.lossy) as reader:
        victim = arena.start(words, kind.environment(calm, chance))
        scene = Scene(arena, calm, victim, moment, chance)
        try:
            outcome.struck = kind.strike(scene)
            ending = victim.wait(PATIENCE)
            reader.look()
        finally:
            victim.end()
            for undo in reversed(scene.undo):
                undo()
    reader.look()
    outcome.code, outcome.said = ending.code, ending.said.strip()
    outcome.looked, outcome.refused = reader.looked, reader.refused
    outcome.complaints += reader.complaints
    outcome.complaints += _judge(ending, {calm.code, *kind.ends}, "the disturbed command")
    outcome.complaints += _left_running(victim)


def _again(outcome, command, kind, calm, arena):
    """Give the same command again and compare everything with the calm run."""
    ending = arena.start(arena.words(command)).wait(PATIENCE)
    done = bool(command.again) and command.again in ending.said
    outcome.complaints += _judge(ending, {2} if done else {0, calm.code}, "the same command, given again,")
    found = arena.contents()
    if outcome.code == calm.code and command.again:
        done = True
    but = LOSSY if kind.lossy and outcome.code == 3 else frozenset()
    outcome.complaints += found.differences(calm.after, but=but)
    if but:
        outcome.complaints += _lost(found, calm.after)
    files, expected = arena.files(), calm.files
    if but:  # a report lists the batches and their inputs
        files = {name: data for name, data in files.items() if not name.startswith(REPORTS)}
        expected = {name: data for name, data in expected.items() if not name.startswith(REPORTS)}
    if outcome.code is None or outcome.code < 0:  # who is killed leaves temporary files to the system
        files = {name: data for name, data in files.items() if not name.startswith("tmp/")}
    outcome.complaints += list(compared(files, expected, done=done))


def _judge(ending, honest, who):
    if ending.code is None:
        return [f"{who} did not end within {PATIENCE:.0f} s"]
    complaints = []
    if ending.code == -signal.SIGINT and OURS not in ending.said:
        pass  # Ctrl-C met Python while it was starting: what it then says is its own
    elif ending.code not in honest:
        complaints.append(f"{who} ended with {ending.code}: {ending.said.strip()[-500:]}")
    elif ending.code == kinds.INTERRUPTED and not ending.said.startswith("stopped;"):
        complaints.append(f"{who} did not say that it was stopped, but: {ending.said.strip()[-500:]}")
    elif "Traceback" in ending.said or len(ending.said.strip().splitlines()) > MOST_LINES:
        complaints.append(f"{who} said: {ending.said.strip()[-500:]}")
    elif ending.code == kinds.CLEAR_ERROR and not ending.said.startswith("error: "):
        complaints.append(f"{who} gave no clear error: {ending.said.strip()[-500:]}")
    return complaints


def _left_running(victim):
    deadline = time.monotonic() + SECONDS_TO_DIE
    while left := victim.survivors():
        if time.monotonic() > deadline:
            return [f"{len(left)} processes were still there after {SECONDS_TO_DIE:.0f} s"]
        time.sleep(0.05)
    return []


def _lost(found, calm):
    count, expected = (contents.tables["documents"][0] for contents in (found, calm))
    return [] if count == expected else [f"{count} documents, not the {expected} of before"]


def compared(found, calm, *, done):
    """Compare the files that a command leaves; of one that could only refuse to do it twice, not what it said."""
    for name in sorted({*found, *calm}):
        if name not in found or name not in calm:
            yield f"the file {name} is {'missing' if name in calm else 'left over'}"
        elif found[name] != calm[name] and not (name == "out/stdout" or done):
            yield f"the file {name} is not as before"
