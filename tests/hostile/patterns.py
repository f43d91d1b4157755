"""Every regular expression that the package compiles, and text made to be as hard for it as possible.

`collected()` is run in a process of its own: it notes what is compiled while every module is imported, the knowledge
under `models/` is loaded, and documents go through the pipeline; patterns that are built at run time are seen too.
"""

import importlib
import itertools
import json
import pkgutil
import random
import re
import re._constants as sre
import re._parser as parser
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

MOST_PUMPS = 8
SUFFIXES = ("\0", "\n!")
RATIO = 3.0
LEAST_SECONDS = 0.02  # the clock of a process may tick by hundredths
LONGEST = 8_000
LIMIT_SECONDS = 2.0


@dataclass(frozen=True)
class Compiled:
    """A pattern, its flags, the engine, and the file that compiled it."""

    pattern: str
    flags: int
    engine: str
    where: str


def collected() -> list[Compiled]:
    """Return the patterns that the package compiles, by recording what the two engines are given."""

    import regex

    found: dict[tuple[str, int, str], str] = {}

    def recorded(engine, compile_one):
        def compile_and_note(pattern, flags, *rest):
            where = _caller()
            if where and isinstance(pattern, str | bytes):
                text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
                found.setdefault((text, int(flags), engine), where)
            return compile_one(pattern, flags, *rest)

        return compile_and_note

    re._compile = recorded("re", re._compile)
    regex_core = sys.modules[regex.compile.__module__]
    regex_core._compile = recorded("regex", regex_core._compile)
    _exercise()
    return [Compiled(text, flags, engine, where) for (text, flags, engine), where in sorted(found.items())]


def _caller() -> str:
    frame = sys._getframe(2)
    while frame is not None:
        path = frame.f_code.co_filename
        if "themeline" in path and "site-packages" not in path and "/tests/" not in path:
            return path.rpartition("themeline/")[2]
        if not path.endswith(("re/__init__.py", "_main.py", "regex.py", "patterns.py")):
            return ""
        frame = frame.f_back
    return ""


def _exercise() -> None:
    """Import every module, load all knowledge, and send whole and damaged documents through everything."""
    import themeline

    for module in pkgutil.walk_packages(themeline.__path__, "themeline."):
        if not module.name.endswith("__main__"):
            try:
                importlib.import_module(module.name)
            except ImportError:  # what needs a package that is not always there
                continue
    from tests.hostile.targets import targets
    from tests.samples import sample

    for target in targets().values():
        for seed in target.seeds:
            target.run(seed)
    from themeline.compare.kwic_patterns import compile_pattern
    from themeline.compare.kwic_settings import ConcordanceSettings
    from themeline.dates import DateRules, find_dates
    from themeline.dates.settings import DateSettings
    from themeline.entities import EntityRules, find_entities
    from themeline.entities.settings import EntitySettings
    from themeline.keywords import KeywordModel, extract_keywords
    from themeline.keywords.settings import KeywordSettings
    from themeline.language import load_language, parse_documents
    from themeline.tables import Document

    entities, dates, keywords = EntityRules.load(), DateRules.load(), KeywordModel.load()
    rows = sample("theses", 2) + sample("strategies", 1) + sample("speeches", 1)
    for parsed in parse_documents((Document(str(n), row["text"]) for n, row in enumerate(rows)), load_language()):
        found = find_entities(parsed, entities, EntitySettings())
        find_dates(parsed, dates, DateSettings(), found)
        extract_keywords(parsed, found, keywords, KeywordSettings())
    compile_pattern("cyber  sovereignty.", ConcordanceSettings())


def attacks(pattern: str, flags: int) -> Iterator[tuple[str, str, str]]:
    """Yield prefixes, what to repeat, and suffixes: for each repetition in a pattern, what leads to it and feeds it."""
    chance = random.Random(repr(pattern))
    try:
        tree = parser.parse(pattern, flags & ~re.DEBUG)
    except (re.error, RecursionError, OverflowError):
        tree = None
    pumps = [("", " "), ("", "a"), ("", "1"), ("", "A"), ("", "\n"), ("", "."), ("", "a "), ("", "1."), ("", "- ")]
    if tree is not None:
        for before, body in _repeats(list(tree), []):
            prefix = "".join(_sampled(item, chance) for item in before)[-200:]
            for _ in range(2):
                pump = "".join(_sampled(item, chance) for item in body)[:50]
                if pump:
                    pumps.append((prefix, pump))
    distinct = list(dict.fromkeys(pumps))
    if len(distinct) > MOST_PUMPS:
        distinct = distinct[:3] + chance.sample(distinct[3:], MOST_PUMPS - 3)
    for (prefix, pump), suffix in itertools.product(distinct, SUFFIXES):
        yield prefix, pump, suffix


def _repeats(items, before) -> Iterator[tuple[list, list]]:
    """Yield each repetition that may go on for long, with what stands before it."""
    for place, (kind, value) in enumerate(items):
        leading = before + list(items[:place])
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            if most == sre.MAXREPEAT or most > 20:
                yield leading, list(body)
            yield from _repeats(list(body), leading)
        elif kind == sre.SUBPATTERN:
            yield from _repeats(list(value[-1]), leading)
        elif kind == sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), leading)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(list(value[1]), leading)
        elif kind == sre.ATOMIC_GROUP:
            yield from _repeats(list(value), leading)


def _sampled(item, chance: random.Random) -> str:
    """Return a text that a part of a pattern matches, or nearly."""
    kind, value = item
    if kind == sre.LITERAL:
        return chr(value)
    if kind == sre.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind == sre.ANY:
        return "x"
    if kind == sre.IN:
        return _of_class(value, chance)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, body = value
        times = max(int(least), min(1, int(most))) if most != sre.MAXREPEAT else max(1, int(least))
        return "".join(_sampled(part, chance) for part in list(body) * min(times, 40))
    if kind == sre.SUBPATTERN:
        return "".join(_sampled(part, chance) for part in value[-1])
    if kind == sre.BRANCH:
        return "".join(_sampled(part, chance) for part in chance.choice(value[1]))
    if kind == sre.ATOMIC_GROUP:
        return "".join(_sampled(part, chance) for part in value)
    return ""


def _of_class(parts, chance: random.Random) -> str:
    if parts and parts[0][0] == sre.NEGATE:
        barred = re.compile("[" + "".join(_class_text(part) for part in parts[1:]) + "]")
        return next((sign for sign in "a 1.A-é\n,x;" if not barred.match(sign)), "中")
    kind, value = chance.choice(parts)
    if kind == sre.LITERAL:
        return chr(value)
    if kind == sre.RANGE:
        return chr(chance.choice(value))
    return {sre.CATEGORY_SPACE: " ", sre.CATEGORY_DIGIT: "7", sre.CATEGORY_WORD: "w"}.get(value, "-")


def _class_text(part) -> str:
    kind, value = part
    if kind == sre.LITERAL:
        return re.escape(chr(value))
    if kind == sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_WORD: r"\w"}.get(value, r"\S")


def growth(compiled, attack: tuple[str, str, str], longest: int = LONGEST) -> tuple[float, float]:
    """Return by what factor the time grows when an attack is doubled to its longest, and the time in seconds.

    The factor is 1 where the longer one is too quick to tell, and infinite where it takes too long.
    """
    long = seconds_for(compiled, attack, longest)
    if long < LEAST_SECONDS or long == float("inf"):
        return (1.0 if long < LEAST_SECONDS else long), long
    times = range(max(1, round(5 * LEAST_SECONDS / long)))
    long = sum(seconds_for(compiled, attack, longest) for _ in times)
    short = sum(seconds_for(compiled, attack, longest // 2) for _ in times)
    return long / max(short, LEAST_SECONDS / 2), long


def seconds_for(compiled, attack: tuple[str, str, str], length: int) -> float:
    """Return the processor time of looking for a pattern everywhere in a text; infinite when it takes too long."""
    prefix, pump, suffix = attack
    text = prefix + pump * max(1, length // len(pump)) + suffix
    try:
        with _time_limit():
            begun = time.process_time()
            compiled.fullmatch(text)
            for _ in compiled.finditer(text):
                pass
            return time.process_time() - begun
    except TimeoutError:
        return float("inf")


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps([asdict(one) for one in collected()]))
