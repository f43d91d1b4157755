"""`python -m tests.faults --count 200 --seed N`: disturb every command, and print what survived."""

import argparse
import pickle
import resource
import tempfile
import time
import traceback
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.faults import commands, kinds, plan, trial
from tests.faults.arena import Arena


def main():
    given = _arguments()
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="themeline-faults-")))
        arena = Arena(folder, given.documents)
        stack.callback(arena.close)
        outcomes = _run(arena, given, folder / f"outcomes-{given.seed}.pickle")
    print(f"\nseed {given.seed}, {given.documents} documents\n\n{table(outcomes)}\n\n{summary(outcomes)}")
    spent = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    print(f"{spent / 60:.0f} processor minutes")
    raise SystemExit(any(outcome.complaints for outcome in outcomes))


def _run(arena, given, kept):
    """Run what is wanted of the plan and was not run already, and return the outcomes of all that was."""
    if not arena.mounted:
        print("without root there is no file system to fill: these faults are left out", flush=True)
    outcomes = pickle.loads(kept.read_bytes()) if kept.exists() else []
    known = {outcome.trial for outcome in outcomes}
    for each in plan.draw(given.count, given.seed, arena.can):
        wanted = not given.only or each.number in given.only
        wanted = wanted and each.command in given.commands and each.kind in given.kinds
        if wanted and each not in known:
            outcomes.append(_tried(each, arena, verbose=given.verbose))
            kept.write_bytes(pickle.dumps(outcomes))
    return outcomes


def _tried(each, arena, *, verbose):
    began = time.monotonic()
    try:
        outcome = trial.run(each, arena)
    except Exception:  # what the harness met in the workspace is a finding, not the end
        outcome = trial.Outcome(each, "something", complaints=[traceback.format_exc()])
    state = "FAILED" if outcome.complaints else "survived" if outcome.struck else "too late"
    where = f"{each.number:4} {each.kind} / {each.command}"
    print(f"{where}: {state} ({outcome.struck}; exit {outcome.code}; {time.monotonic() - began:.0f} s)", flush=True)
    for line in [*outcome.complaints, *([f"said: {outcome.said}"] if outcome.said and verbose else [])]:
        print(f"       {line}", flush=True)
    return outcome


def summary(outcomes):
    """Return in words how many faults there were, how many ended the command, and what the reader saw."""
    struck = [outcome for outcome in outcomes if outcome.struck]
    failed = sum(bool(outcome.complaints) for outcome in outcomes)
    ended = sum(outcome.code not in (0, 3) for outcome in struck)
    looked, refused = (sum(getattr(outcome, name) for outcome in outcomes) for name in ("looked", "refused"))
    return (
        f"{len(struck)} faults, {len(struck) - failed} survived, {failed} failed, {len(outcomes) - len(struck)} came "
        f"too late\n{ended} of them ended the command, the others let it come to its end\n"
        f"a reader looked {looked} times and was refused {refused} times"
    )


def table(outcomes):
    """Return kinds of faults by commands: how many were survived, and how many were not, as Markdown."""
    names = [name for name in commands.BY_NAME if any(o.trial.command == name for o in outcomes)]
    survived = Counter((o.trial.kind, o.trial.command) for o in outcomes if o.struck and not o.complaints)
    failed = Counter((o.trial.kind, o.trial.command) for o in outcomes if o.complaints)
    lines = [f"| fault | {' | '.join(names)} | all |", f"|---|{'---|' * (len(names) + 1)}"]
    for kind in kinds.BY_NAME:
        cells = [_cell(survived[kind, name], failed[kind, name]) for name in names]
        totals = [sum(n for (k, _), n in counter.items() if k == kind) for counter in (survived, failed)]
        lines.append(f"| {kind} | {' | '.join(cells)} | {_cell(*totals)} |")
    return "\n".join(lines)


def _cell(survived, failed):
    return f"{survived}, **{failed} failed**" if failed else str(survived or "")


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many faults the plan has")
    parser.add_argument("--seed", type=int, default=1127)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--only", type=int, nargs="+", default=[], help="of the plan, only these numbers")
    parser.add_argument("--commands", nargs="+", choices=commands.BY_NAME, default=list(commands.BY_NAME))
    parser.add_argument("--kinds", nargs="+", choices=kinds.BY_NAME, default=list(kinds.BY_NAME))
    parser.add_argument("--keep", type=Path, help="a folder to keep, for going on later with the same code")
    parser.add_argument("--verbose", action="store_true", help="print what the disturbed commands said")
    return parser.parse_args()


if __name__ == "__main__":
    main()
