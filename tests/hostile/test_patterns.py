"""No pattern of ours takes more than its share of time for a text that was made to be hard for it."""

import json
import re
import subprocess
import sys
from collections import defaultdict

import pytest
import regex

from tests.hostile.patterns import RATIO, Compiled, attacks, growth
from tests.hostile.targets import targets

BOUND = 300
# Patterns that see no long text, or only in a worker or reader process with a time limit for its document. They may
# grow with the square of their text, never without bounds.
BOUNDED = {
    "compare/terms.py": "the tags of one sentence, in a worker",
    "dates/compose.py": "the words between two dates, in a worker",
    "dates/filters.py": "the words around a date, in a worker",
    "dates/found.py": "the words around a date, in a worker",
    "dates/grammar.py": "one character for each word of a sentence, in a worker",
    "dates/lexer.py": "a sentence, in a worker",
    "dates/stretches.py": "the spaces between two dates, in a worker",
    "dates/surroundings.py": "the words around a date, in a worker",
    "entities/acronyms.py": "a sentence, in a worker",
    "entities/lexicon.py": "a sentence, in a worker",
    "entities/spans.py": "a mention, in a worker",
    "ingest/contents.py": "a line of at most 320 characters",
    "ingest/footnotes.py": "a line, matched at its beginning",
    "ingest/furniture.py": "a line's shape of at most 60 characters",
    "ingest/knowledge.py": "a block of at most 200 characters; the label of keywords is matched at a beginning only",
    "ingest/markdown.py": "a line, matched as a whole",
    "ingest/paragraphs.py": "a line, at its beginning",
    "ingest/published.py": "a field's first 200 characters",
    "ingest/readers/stated.py": "a title, matched as a whole",
    "ingest/readers/web.py": "the first 4,096 bytes, in the reader process",
    "ingest/readers/bibtex.py": "matched where it stands, and authors after their spaces were put together",
    "ingest/structure.py": "a heading of limited length",
    "keywords/joined.py": "the tags of one sentence, in a worker",
}


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> list[Compiled]:
    path = tmp_path_factory.mktemp("patterns") / "patterns.json"
    subprocess.run([sys.executable, "-m", "tests.hostile.patterns", str(path)], check=True, capture_output=True)
    return [Compiled(**one) for one in json.loads(path.read_text())]


def test_no_pattern_grows_faster_than_its_text(patterns: list[Compiled]) -> None:
    assert len(patterns) > 200
    faults = defaultdict(list)
    for one in patterns:
        compile_one = regex.compile if one.engine == "regex" else re.compile
        try:
            compiled = compile_one(one.pattern, one.flags)
        except ValueError:  # a pattern for bytes, all of which are short
            continue
        bounded = one.where in BOUNDED
        for attack in attacks(one.pattern, one.flags):
            length, limit = (BOUND, 2**5) if bounded else (8_000, RATIO)
            if all(growth(compiled, attack, length)[0] > limit for _ in range(3)):  # a busy machine errs once
                faults[one.where].append((one.pattern[:80], attack))
                break
    assert not faults


@pytest.mark.parametrize("bad", [r"(a+)+$", r"(\w|\w\w)*!", r"\s+$", r"a*a*b"])
def test_what_is_to_be_found_is_found(bad: str) -> None:
    assert max(growth(re.compile(bad), attack, 4_000)[0] for attack in attacks(bad, 0)) > RATIO


PUMPS = (
    b"![", b"[", b"**a ", b"__a ", b"`", b"<!--", b"-", b"- ", b"* ", b"# ", b" ", b"\n", b"\n\n", b"\t", b". ", b"a",
    b"1.1 ", b"A ", b"1\n", b"\f1\n", b"a-\n", b"\xc2\xad", b"\xc3\xa2\xe2\x82\xac\xe2\x84\xa2", b"a;", b";", b",",
    b"@a{", b"@a{b,c=", b'"', b"{", b"}", b"AB  - x\n", b"      x\n", b"Keywords: a\n", b"a\x00", b"| ", b"|a|\n",
    b"> ", b"1 a\n", b"(1) a\n", b"a,", b"[1] ", b"a.1 B ", b"Contents\n", b"\xe2\x80\xa2 a\n", b'{"text":"a"}\n',
    b"[[", b'"a",', b"a\r", b"\xff",
)  # fmt: skip
TEXTS = ("txt", "md", "csv", "jsonl", "json", "ris", "nbib", "ciw", "bib")


@pytest.mark.parametrize("name", TEXTS)
def test_a_reader_in_the_program_itself_takes_no_more_than_its_share_for_any_repetition(name: str) -> None:
    """These readers have no time limit: whatever a file repeats, twice as much of it takes twice as long."""
    import time

    target = targets()[name]

    def seconds(pump: bytes, length: int) -> float:
        text = target.seeds[0][:1500] + pump * (length // len(pump)) + b"\nend"
        tracer = sys.gettrace()
        sys.settrace(None)  # what coverage counts by the line costs more than what is measured here
        begun = time.process_time()
        try:
            target.run(text)
            return time.process_time() - begun
        finally:
            sys.settrace(tracer)

    target.run(target.seeds[0])
    for pump in PUMPS:
        if seconds(pump, 16_000) > 0.4:
            pairs = ((seconds(pump, 8_000), seconds(pump, 16_000)) for _ in range(3))
            assert any(long < RATIO * short for short, long in pairs), pump


@pytest.mark.parametrize("joint", ["-7", "-IV", "-A1", ".1", " and 7", ", 7", " (a)", "-7A-B"])
def test_a_citation_of_many_numbers_takes_no_longer_than_its_length(joint: str) -> None:
    """`Article 7-7-7-…` could be read in two ways at every number, and was read in all of them."""
    from themeline.resources import data_path

    rules = data_path("models", "entities", "citations.toml").read_text(encoding="utf-8")
    number = re.search(r"(?m)^number = '''(.*)'''", rules)
    numbers = re.search(r"(?m)^numbers = '''(.*)'''", rules)
    assert number is not None
    assert numbers is not None
    whole = re.compile(numbers[1].replace("{number}", number[1]) + "!")
    assert growth(whole, ("7", joint, "\0"), 2_000)[0] < 2**3
