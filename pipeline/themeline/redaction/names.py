"""Which names are masked, and by what: found mentions, their names across documents, and names in the metadata.

Each thing gets a mask of its own, `PERSON_1`, `PERSON_2`, in the order in which the documents first name them. A form
that is written of several gets the label alone, since it does not say which is meant.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from themeline.redaction.masking import Form, Key, Masker, key_of, words_of
from themeline.resources import data_path

PERSON = "PERSON"
_ADDRESS = re.compile(r"<[^>]*>|\([^)]*\)")
_PARTING = re.compile(r"[;|\n/]|(?<!\s)\s+and\s+|(?<!\s)\s*&\s*")


@dataclass(frozen=True, slots=True)
class Name:
    """A form in which the documents name a thing.

    Attributes:
        label: What kind of thing: PERSON, ORG, ...
        thing: Its canonical name.
        text: The form.
    """

    label: str
    thing: str
    text: str


def make_masker(names: Iterable[Name], ordinary: Collection[str], others: Collection[str]) -> Masker:
    """Return what masks names.

    Args:
        names: The forms, in the order in which the documents hold them.
        ordinary: Words that the documents also write in small letters, such as `may`. As a form of one word they are
            masked only as they were written, and as a part of a person's name not at all.
        others: Words that are by themselves a name of something that is not masked, such as a place.
    """
    known = list(dict.fromkeys(name for name in names if words_of(name.text)))
    masks = _masks(known)
    owners: dict[Key, dict[tuple[str, str], None]] = {}
    written: dict[Key, dict[Key, None]] = {}
    for name in known:
        words = words_of(name.text)
        key = tuple(map(key_of, words))
        owners.setdefault(key, {})[name.label, name.thing] = None
        written.setdefault(key, {})[words] = None
    forms = [form for key, of in owners.items() for form in _forms(key, _mask(key, of, masks), written[key], ordinary)]
    taken = {form.key for form in forms}
    return Masker([*forms, *_parts(owners, masks, {*ordinary, *others, *not_names()}, taken)])


def names_in_field(value: object) -> Iterator[str]:
    """Yield the names in a metadata value: a list, or a text in which names are parted by `;`, `and` or commas."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from names_in_field(item)
    elif isinstance(value, str):
        for part in _PARTING.split(_ADDRESS.sub(" ", value)):
            pieces = [piece.strip() for piece in part.split(",") if words_of(piece)]
            if len(pieces) == 2 and min(len(words_of(piece)) for piece in pieces) == 1:
                yield f"{pieces[1]} {pieces[0]}"  # "Roe, Jane"
                yield part.strip()
            else:
                yield from pieces


@cache
def person_fields() -> frozenset[str]:
    """Return the names of metadata fields that hold the names of people."""
    return frozenset(_knowledge()["person_fields"])


@cache
def not_names() -> frozenset[str]:
    """Return words of people's names that are no names by themselves."""
    return frozenset(_knowledge()["not_names"])


def _knowledge() -> Mapping[str, list[str]]:
    return tomllib.loads(data_path("models", "redaction", "names.toml").read_text(encoding="utf-8"))


def _masks(names: Iterable[Name]) -> dict[tuple[str, str], str]:
    masks: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    for name in names:
        if (name.label, name.thing) not in masks:
            counts[name.label] = counts.get(name.label, 0) + 1
            masks[name.label, name.thing] = f"{name.label}_{counts[name.label]}"
    return masks


def _mask(key: Key, things: Mapping[tuple[str, str], None], masks: Mapping[tuple[str, str], str]) -> str:
    """Return the mask of a form: of the only thing so written, or of the one that is called so; else the label."""
    called = [thing for thing in things if tuple(map(key_of, words_of(thing[1]))) == key]
    chosen = called if len(called) == 1 else list(things)
    return masks[chosen[0]] if len(chosen) == 1 else chosen[0][0]


def _forms(key: Key, mask: str, written: Iterable[Key], ordinary: Collection[str]) -> list[Form]:
    if len(key) == 1 and key[0] in ordinary:
        return [Form(key, mask, words) for words in written]
    return [Form(key, mask)]


def _parts(
    owners: Mapping[Key, Mapping[tuple[str, str], None]],
    masks: Mapping[tuple[str, str], str],
    left: Collection[str],
    taken: Collection[Key],
) -> list[Form]:
    """Return the words of people's names as forms by themselves."""
    people: dict[str, dict[tuple[str, str], None]] = {}
    for key, things in owners.items():
        for word in key if len(key) > 1 else ():
            if len(word) > 1 and not word.isdigit() and word not in left and (word,) not in taken:
                people.setdefault(word, {}).update({thing: None for thing in things if thing[0] == PERSON})
    return [Form((word,), _mask((word,), things, masks)) for word, things in people.items() if things]
