"""Reasons to hold two names of one label for the same thing, and how sure each is.

Names are linked when their keys are the same (case, accents, articles, spelling), when the gazetteer says so, when
documents define an acronym as the name, or when they differ by a slip of the pen; never when they differ in a number,
in a country, or in a word that is another word.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from themeline.entities.gazetteer import Gazetteer
from themeline.entities.normalise import content, distance, is_acronym, key

CERTAIN, LIKELY, POSSIBLE = 1.0, 0.9, 0.6
LONG = 8  # from this length on, names that differ in white space alone are spellings of one: Cyber Space, Cyberspace


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A reason to hold two names of one label for the same, and how sure it is (0 to 1)."""

    certainty: float
    left: str
    right: str
    evidence: str


def defined_acronyms(mentions: pd.DataFrame, label: str) -> dict[str, Counter[str]]:
    """Collect what documents say that each acronym stands for, by number of documents."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = mentions.loc[(mentions["label"] == label) & (mentions["text"] != mentions["name"]), ["doc", "text", "name"]]
    for text, name in rows.drop_duplicates()[["text", "name"]].itertuples(index=False):
        if is_acronym(text) and not is_acronym(name) and text not in name.split():
            found[text][name] += 1
    return found


def find_links(
    counts: dict[str, int], label: str, gazetteer: Gazetteer, acronyms: dict[str, Counter[str]]
) -> list[Link]:
    """Return the links between the names of one label.

    Args:
        counts: The mentions of each name.
        label: Their label.
        gazetteer: The known names.
        acronyms: What `defined_acronyms` returns.
    """
    links = [*_same_key(counts), *_known(counts, label, gazetteer), *_defined(counts, acronyms, gazetteer, label)]
    joined = {(link.left, link.right) for link in links}
    near = _persons(counts) if label == "PERSON" else _slips(counts, gazetteer)
    return links + [link for link in near if (link.left, link.right) not in joined]


def _same_key(counts: dict[str, int]) -> list[Link]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        words = key(name)
        by_key[words.replace(" ", "") if len(words) >= LONG else words].append(name)
    return [Link(CERTAIN, names[0], other, "spelling") for names in by_key.values() for other in names[1:]]


def _known(counts: dict[str, int], label: str, gazetteer: Gazetteer) -> list[Link]:
    entries = {name: gazetteer.by_form.get(name) or gazetteer.by_spelling.get(key(name)) for name in sorted(counts)}
    return [
        Link(CERTAIN, entry.name, name, "gazetteer")
        for name, entry in entries.items()
        if entry is not None and entry.label == label and entry.name != name
    ]


def _defined(counts: dict[str, int], acronyms: dict[str, Counter[str]], gazetteer: Gazetteer, label: str) -> list[Link]:
    """Link acronyms that some documents leave unexplained to what others define; doubtful when these disagree."""
    links = []
    for acronym in sorted(acronyms):
        entry = gazetteer.by_form.get(acronym)
        if acronym not in counts or (entry is not None and entry.label == label):
            continue
        senses: Counter[str] = Counter()
        for name, documents in acronyms[acronym].items():
            senses[key(name)] += documents
        long = min(acronyms[acronym], key=lambda name: (-senses[key(name)], -acronyms[acronym][name], name))
        share = senses[key(long)] / sum(senses.values())
        certainty = LIKELY if share == 1 else POSSIBLE * share
        links.append(Link(certainty, long, acronym, f"acronym defined in {sum(senses.values())} document(s)"))
    return links


def _slips(counts: dict[str, int], gazetteer: Gazetteer) -> list[Link]:
    """Link long names whose keys differ by a slip: one word misspelt, or plural against singular."""
    blocks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(counts):
        parts = content(name)
        if len("".join(parts)) >= 10 and not is_acronym(name) and len(parts) > 1:
            for index, word in enumerate(parts):
                blocks[" ".join((*parts[:index], "*", *parts[index + 1 :]))].append((name, word))
    places = _places(gazetteer)
    found = (
        _slip(left, right, counts, places)
        for block in blocks.values()
        if len(block) > 1
        for left, right in _alike(block)
    )
    links = {(link.left, link.right): link for link in found if link is not None}
    return [links[pair] for pair in sorted(links)]


def _alike(block: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the pairs of names whose words may be slips of each other, without comparing all with all.

    Words at an edit distance of one have a form in common: one of them, or what is left of both without a letter.
    """
    by_form: dict[str, list[int]] = defaultdict(list)
    for place, (_, word) in enumerate(block):
        for form in {word, _plural(word), *(word[:cut] + word[cut + 1 :] for cut in range(len(word)))}:
            by_form[form].append(place)
    pairs = {pair for places in by_form.values() for pair in combinations(places, 2)}
    yield from ((block[left], block[right]) for left, right in sorted(pairs))


def _slip(left: tuple[str, str], right: tuple[str, str], counts: dict[str, int], places: frozenset[str]) -> Link | None:
    """Link two names (each with the one word in which they may differ) if the difference is a slip."""
    (one, x), (other, y) = left, right
    if x == y or any(character.isdigit() for character in x + y) or {x, y} & places or min(len(x), len(y)) < 4:
        return None
    if {x, y} & {_plural(x), _plural(y)}:
        return Link(LIKELY, one, other, "plural")
    if len(x) >= 6 and distance(x, y, 1) == 1 and x[0] == y[0]:
        lopsided = max(counts[one], counts[other]) >= 4 * min(counts[one], counts[other])
        return Link(0.85 if lopsided else POSSIBLE, one, other, f"one letter: {x}, {y}")
    return None


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def _places(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the words of countries and peoples: names that differ in one are names of different things."""
    entries = gazetteer.by_form.values()
    return frozenset(
        word for entry in entries if entry.label in {"GPE", "NORP"} for word in content(" ".join(entry.words))
    )


def _persons(counts: dict[str, int]) -> list[Link]:
    """Link `J. Nye` and `Joseph S. Nye` to `Joseph Nye`, where no other such name could be meant."""
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        if " " in name:
            by_surname[key(name).split()[-1]].append(name)
    links = []
    for name in sorted(counts):
        words = key(name).split()
        others = [other for other in by_surname[words[-1]] if other != name and _may_be(words, key(other).split())]
        if len(others) == 1 and len(words) >= 2:
            links.append(Link(0.85, max(name, others[0], key=len), min(name, others[0], key=len), "initials"))
        elif len(words) == 1 and len(by_surname[words[0]]) == 1:
            links.append(Link(POSSIBLE, by_surname[words[0]][0], name, "surname"))
    return sorted(set(links))


def _may_be(short: list[str], full: list[str]) -> bool:
    """Say whether one person's given names are initials of, or left out from, the other's."""
    given, other = short[:-1], full[:-1]
    if given == other or not given or len(given) > len(other):
        return False
    return other[0].startswith(given[0]) and (len(given[0]) == 1 or given[0] == other[0])
