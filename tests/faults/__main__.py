"""`python -m tests.faults --count 200 --seed N`: disturb every command, and print what survived."""

import argparse
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults import commands, kinds, plan, trial
from tests.faults.arena import Arena


def main():
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="themeline-faults-", dir=given.folder) as folder:
        Path(folder).chmod(0o755)
        arena = Arena(Path(folder) / "a", given.documents)
        try:
            outcomes = _run(arena, given)
        finally:
            arena.close()
    print(f"\nseed {given.seed}, {given.documents} documents\n\n{table(outcomes)}\n")
    spent = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    bad = [outcome for outcome in outcomes if outcome.complaints]
    struck = sum(bool(outcome.struck) for outcome in outcomes)
    ended = sum(outcome.code not in (0, 3) for outcome in outcomes if outcome.struck)
    looks = sum(outcome.looked for outcome in outcomes), sum(outcome.refused for outcome in outcomes)
    print(f"{struck} faults, {struck - len(bad)} survived, {len(outcomes) - struck} came too late")
    print(f"{ended} of them ended the command, the others let it go on to its end")
    print(f"a reader looked {looks[0]} times and was refused {looks[1]} times; {spent / 60:.0f} processor minutes")
    raise SystemExit(bool(bad))


def _run(arena, given):
    if given.only:
        trials = plan.draw(max(given.only), given.seed, arena.can)
        trials = [each for each in trials if each.number in given.only]
    else:
        trials = plan.draw(given.count, given.seed, arena.can, given.commands or tuple(commands.BY_NAME))
    if not arena.mounted:
        print("without root there is no file system to fill: these faults are left out", flush=True)
    outcomes = []
    for each in trials:
        if given.kinds and each.kind not in given.kinds:
            continue
        began = time.monotonic()
        outcome = trial.run(each, arena)
        outcomes.append(outcome)
        state = "FAILED" if outcome.complaints else "survived" if outcome.struck else "too late"
        where = f"{each.number:4} {each.kind} / {each.command}"
        print(f"{where}: {state} ({outcome.struck}; exit {outcome.code}; {time.monotonic() - began:.0f} s)", flush=True)
        for line in [*outcome.complaints, *([f"said: {outcome.said}"] if outcome.said and given.verbose else [])]:
            print(f"       {line}", flush=True)
    return outcomes


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
    parser.add_argument("--count", type=int, default=200, help="how many faults")
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--only", type=int, nargs="+", default=[], help="numbers of trials of the plan")
    parser.add_argument("--commands", nargs="+", choices=commands.BY_NAME, default=[])
    parser.add_argument("--kinds", nargs="+", choices=kinds.BY_NAME, default=[])
    parser.add_argument("--folder", type=Path, default=None, help="where to make the arena")
    parser.add_argument("--verbose", action="store_true", help="print what the disturbed commands said")
    return parser.parse_args()


if __name__ == "__main__":
    main()
