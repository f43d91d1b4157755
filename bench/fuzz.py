"""Fuzz whatever takes a file from strangers: coverage-guided (atheris), from whole files, in a time for each target.

    python bench/fuzz.py [TARGET...] [--minutes 10] [--seed 20261127] [--folder REAL_FILES] [--findings FOLDER]

Every target is a process of its own that forbids writing elsewhere, connecting anywhere and starting programs (an audit
hook), with a limit on memory and on the time of an input. An input that breaks something is kept in the folder of
findings, once for each place; the exit code is 1 if there was any. `isolated` reads whole damaged files as the program
does, in its reader process, without atheris.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LONGEST = 60_000
SECONDS_FOR_AN_INPUT = 120  # of the clock, beside whatever else the machine does
MEGABYTES = 3000
LARGEST_SEED = 300_000
ISOLATED = "isolated"


def main() -> int:
    arguments = _arguments()
    if arguments.one:
        return (_isolated if arguments.one == ISOLATED else _guided)(arguments)
    from tests.hostile.targets import targets

    names = arguments.targets or [*targets(), ISOLATED]
    results = [_in_a_process(name, arguments) for name in names]
    print(f"\n{'target':16} {'inputs':>9} {'minutes':>8} {'CPU s':>7} {'MB':>6} {'slowest s':>9}  findings")
    for row in results:
        print(
            f"{row['target']:16} {row['inputs']:>9,} {row['seconds'] / 60:>8.1f} {row['cpu']:>7.0f} "
            f"{row['megabytes']:>6.0f} {row['slowest']:>9.2f}  {row['findings'] or ''}"
        )
    return int(any(row["findings"] for row in results))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each target")
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--folder", type=Path, help="real files to begin from, beside the samples")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_a_process(name: str, arguments: argparse.Namespace) -> dict[str, object]:
    """Fuzz a target until its time is over; begin again, with another seed, where a native crash or a hang ended it."""
    total = {"target": name, "inputs": 0, "seconds": 0.0, "cpu": 0.0, "megabytes": 0.0, "slowest": 0.0, "findings": 0}
    findings = arguments.findings / name
    seed, end = arguments.seed, time.monotonic() + 60 * arguments.minutes
    while (left := end - time.monotonic()) > 1:
        with tempfile.TemporaryDirectory() as home:
            answer = Path(home, "answer.json")
            command = [
                sys.executable,
                str(Path(__file__)),
                "--one",
                name,
                "--minutes",
                str(left / 60),
                "--seed",
                str(seed),
            ]
            command += ["--findings", str(findings.resolve())]
            command += ["--folder", str(arguments.folder.resolve())] if arguments.folder else []
            log = Path(home, "log")
            environment = {**os.environ, "FUZZ_ANSWER": str(answer), "HOME": home, "PYTHONWARNINGS": "error"}
            with log.open("wb") as output:
                done = subprocess.run(command, env=environment, stdout=output, stderr=output, cwd=home, check=False)
            part = json.loads(answer.read_text()) if answer.exists() else {"inputs": 0, "findings": 0}
            total["seconds"] += min(left, part.get("seconds", left))
            for key in ("inputs", "cpu", "findings"):
                total[key] += part.get(key, 0)
            for key in ("megabytes", "slowest"):
                total[key] = max(total[key], part.get(key, 0.0))
            if done.returncode not in (0, 1):
                total["findings"] += 1
                findings.mkdir(parents=True, exist_ok=True)
                (findings / f"end-{seed}.log").write_bytes(log.read_bytes()[-20_000:])
        seed += 1
    print(json.dumps(total), flush=True)
    return total


class Watch:
    """Runs a target on inputs under guard, counts, and keeps what breaks it."""

    def __init__(self, name: str, findings: Path) -> None:
        from tests.hostile.targets import targets

        self.target = targets()[name]
        self._findings, self._places = findings, Counter()
        self._answer = Path(os.environ["FUZZ_ANSWER"])
        self._begun, self._told = time.monotonic(), 0.0
        self.inputs, self._slowest = 0, 0.0

    def __call__(self, data: bytes) -> None:
        from tests.hostile.guard import guarded

        begun = time.process_time()
        try:
            with guarded(Path("/dev/shm"), Path(tempfile.gettempdir())):
                self.target.run(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._keep(data, error)
        took = time.process_time() - begun
        if took > max(5.0, self._slowest):
            self._write(data, f"slow-{took:.0f}s")
        self._slowest = max(self._slowest, took)
        self.inputs += 1
        if time.monotonic() - self._told > 1:
            self.tell()

    def _keep(self, data: bytes, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} {Path(frames[-1].filename).name}:{frames[-1].lineno}"
        self._places[place] += 1
        if self._places[place] == 1:
            path = self._write(data, place.replace(" ", "-").replace(":", "-"))
            path.with_suffix(".txt").write_text("".join(traceback.format_exception(error))[-8000:])

    def _write(self, data: bytes, name: str) -> Path:
        self._findings.mkdir(parents=True, exist_ok=True)
        path = self._findings / f"{name}-{hashlib.sha256(data).hexdigest()[:8]}.bin"
        path.write_bytes(data)
        return path

    def tell(self) -> None:
        """Write down how far it has come, for the process that waits."""
        self._told = time.monotonic()
        usage = resource.getrusage(resource.RUSAGE_SELF)
        answer = {
            "inputs": self.inputs,
            "seconds": self._told - self._begun,
            "cpu": usage.ru_utime + usage.ru_stime,
            "megabytes": usage.ru_maxrss / 1024,
            "slowest": self._slowest,
            "findings": len(self._places),
        }
        self._answer.write_text(json.dumps(answer))


def _guided(arguments: argparse.Namespace) -> int:
    """Let atheris find inputs that reach new code; it mutates bytes, and by `mutate` whole structures."""
    import atheris

    with atheris.instrument_imports(include=["themeline"], enable_loader_override=False):
        import themeline.ingest.readers.web
        import themeline.ingest.reading  # noqa: F401

        watch = Watch(arguments.one, arguments.findings)
        for seed in watch.target.seeds:
            watch(seed)  # what is imported late is imported here
    from tests.hostile.mutation import mutate
    from tests.hostile.seeds import seeds

    others = [data for files in seeds().values() for data in files]

    def changed(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        return mutate(bytes(data), chance, others)[:longest] if chance.random() < 0.7 else atheris.Mutate(data, longest)

    corpus = Path(tempfile.mkdtemp())
    whole = [*watch.target.seeds, *_real_files(arguments.folder, arguments.one)]
    for number, seed in enumerate(whole):
        (corpus / f"seed{number}").write_bytes(seed)
    options = [
        f"-max_total_time={max(1, int(60 * arguments.minutes))}",
        f"-seed={arguments.seed}",
        f"-timeout={SECONDS_FOR_AN_INPUT}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={max(LONGEST, *map(len, whole))}",
        f"-artifact_prefix={corpus}/found-",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], watch, custom_mutator=changed)
    atheris.Fuzz()
    return 0


def _isolated(arguments: argparse.Namespace) -> int:
    """Read damaged files of every kind as the program does; each must end as documents or failures, in time."""
    from tests.hostile.mutation import mutate
    from tests.hostile.seeds import seeds
    from tests.hostile.targets import read_whole

    pool = [(suffix, data) for suffix, files in seeds().items() for data in files]
    if arguments.folder:
        known = {path for suffix in seeds() for path in arguments.folder.rglob(f"*{suffix}")}
        pool += [(p.suffix, p.read_bytes()) for p in sorted(known) if p.stat().st_size < LARGEST_SEED]
    watch = Watch("txt", arguments.findings)
    errors: Counter[str] = Counter()
    end = time.monotonic() + 60 * arguments.minutes
    number = arguments.seed * 1_000_000
    while time.monotonic() < end:
        chance = random.Random(number)
        suffix, data = chance.choice(pool)

        def run(data: bytes, suffix: str = suffix) -> None:
            results = read_whole(data, suffix)
            errors.update(getattr(result, "error", "document") for result in results[:1])

        watch.target = type(watch.target)(run, ())
        watch(mutate(data, chance, [data for _, data in pool[:20]]))
        number += 1
    watch.tell()
    print("outcomes of the first part of each file:", dict(errors.most_common()))
    return 0


def _real_files(folder: Path | None, name: str) -> list[bytes]:
    """Return small real files of the kind that a target reads."""
    if folder is None:
        return []
    found = sorted(folder.rglob(f"*.{name}"))
    return [path.read_bytes() for path in found if path.stat().st_size < LARGEST_SEED][:200]


if __name__ == "__main__":
    sys.exit(main())
