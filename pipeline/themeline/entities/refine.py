"""What a name may not look like: corrections of the tagger's stretches that need no learning.

Every rule cuts or joins words; what changed is labelled anew.
"""

from collections.abc import Iterator
from dataclasses import replace

from themeline.entities.edges import YEAR, Labeller, Stretch, cut, is_word
from themeline.entities.layers import CANDIDATE, KNOWN, MODEL, Layers
from themeline.entities.lexicon import Lexicon
from themeline.entities.offices import is_portfolio
from themeline.entities.quoted import quoted_titles
from themeline.entities.words import POSSESSIVES, Words

JOINING = frozenset(["of", "on", "for", "against"])
VOTES = frozenset(["election", "elections", "referendum", "primary", "primaries"])
NAME_SHAPES = frozenset(["Xx", "XX", "XxX", "X."])


def refine(found: list[Stretch], words: Words, layers: Layers, lexicon: Lexicon, label: Labeller) -> list[Stretch]:
    """Correct the stretches of a sentence; `label` says what a changed stretch names."""
    whole = [cut(stretch, words, layers, lexicon, label) for stretch in found]
    parts = [part for stretch in whole for part in _split(stretch, words, layers, label)]
    short = [cut(part, words, layers, lexicon, label) for part in parts]
    kept = [item for item in short if item.first < item.end and not is_word(item, words, layers)]
    kept = [_by_prefix(item, words, lexicon) for item in kept]
    joined = _complements(_without_portfolios(kept, words, layers, lexicon), words, layers, lexicon)
    return quoted_titles(joined, words, lexicon, label)


def _by_prefix(item: Stretch, words: Words, lexicon: Lexicon) -> Stretch:
    """Take no storm or lake for a person: `Cyclone Judy`, `Lake Victoria`."""
    label = lexicon.prefixes.get(words.lower[item.first], "")
    named = item.label == "PERSON" and item.end - item.first > 1 and label in {"EVENT", "LOC"}
    return replace(item, label=label) if named else item


def _without_portfolios(found: list[Stretch], words: Words, layers: Layers, lexicon: Lexicon) -> list[Stretch]:
    """Leave out the fields of office-holders, also those that a comma or `and` adds."""
    kept, dropped_end = [], -1
    for item in found:
        added = dropped_end >= 0 and set(words.lower[dropped_end : item.first]) <= {",", "and"}
        named = {layers.rows[item.first][place] for place in (KNOWN, CANDIDATE)} & {"B-ORG", "B-GPE"}
        if is_portfolio(item.first, words, layers, lexicon) or (added and not named):
            dropped_end = item.end
        else:
            kept.append(item)
    return kept


def _split(stretch: Stretch, words: Words, layers: Layers, label: Labeller) -> Iterator[Stretch]:
    """Split `Kenya's ICT Ministry` and `U.S. PRISM`: what belongs to a country is not the country."""
    first, end = stretch.first, stretch.end
    for index in range(first + 1, end - 1):
        if words.texts[index] in POSSESSIVES and _owner(first, index, words, layers):
            stop = index if layers.rows[index - 1][KNOWN] != "O" else index - 1
            yield Stretch(first, stop, *label(first, stop))
            yield Stretch(index + 1, end, *label(index + 1, end))
            return
    places = [layers.rows[index][KNOWN] for index in range(first, end)]
    if places == ["B-NORP"] * len(places) and len(places) > 1:
        yield from (Stretch(index, index + 1, "NORP", stretch.score) for index in range(first, end))
        return
    if (rest := _after_place(places)) is not None:
        yield Stretch(first, first + rest, places[0][2:], stretch.score)
        yield Stretch(first + rest, end, places[rest][2:], stretch.score)
        return
    if stretch.label == "ORG" and words.lower[end - 1] in {"government", "state"} and _owner(first, end, words, layers):
        yield Stretch(first, end - 1, *label(first, end - 1))
        return
    stop = _event_end(stretch, words, layers)
    yield Stretch(first, stop, stretch.label, stretch.score)
    if stop < end:
        yield Stretch(stop, end, *label(stop, end))


def _event_end(stretch: Stretch, words: Words, layers: Layers) -> int:
    """Return where an event ends whose head another name follows at once: `2019 Israeli election Likud`."""
    for index in range(stretch.first + 1, stretch.end - 1):
        after = layers.rows[index + 1]
        begins = after[MODEL].startswith("B-") or after[KNOWN].startswith("B-")
        apart = words.texts[index].islower() and not words.glued(index + 1)
        head = stretch.label == "EVENT" and layers.rows[index][2] in {"EVENT", "LAW"}
        if head and after[1] in NAME_SHAPES and (begins or apart):
            return index + 1
    return stretch.end


def _after_place(places: list[str]) -> int | None:
    """Return where a known programme or product begins right after a known country or people, or None."""
    if places[0] not in {"B-GPE", "B-NORP"}:
        return None
    rest = next((index for index, tag in enumerate(places[1:], start=1) if not tag.startswith("I-")), len(places))
    named = rest < len(places) and places[rest] in {"B-POLICY", "B-PRODUCT"}
    return rest if named and all(tag == "I" + places[rest][1:] for tag in places[rest + 1 :]) else None


def _owner(first: int, index: int, words: Words, layers: Layers) -> bool:
    """Say whether the words before a possessive are a country, a place, or a people with `Government`."""
    tags = [layers.rows[place][KNOWN] for place in range(first, index)]
    if words.lower[index - 1] in {"government", "state"}:
        tags = tags[:-1]
    return bool(tags) and tags[0][2:] in {"GPE", "LOC", "NORP"} and all(tag[:2] == "I-" for tag in tags[1:])


def _complements(found: list[Stretch], words: Words, layers: Layers, lexicon: Lexicon) -> list[Stretch]:
    """Take the complement of a head noun into the name: Commission on Human Rights, Strategy for Growth."""
    result: list[Stretch] = []
    for stretch in found:
        if result and stretch.first < result[-1].end:
            continue
        end = stretch.end
        tag = f"I-{stretch.label}"
        if end < len(words) and words.lower[end] in JOINING and layers.rows[end][CANDIDATE] == tag:
            end = _reach(end, CANDIDATE, tag, layers)
        elif stretch.label == "EVENT" and words.lower[end - 1] in VOTES and words.lower[end : end + 1] == ["in"]:
            place = _reach(end + 2, KNOWN, "I-GPE", layers)
            end = place if layers.rows[end + 1 : end + 2] and layers.rows[end + 1][KNOWN] == "B-GPE" else end
        elif stretch.label == "LAW" and words.lower[end - 1] in lexicon.words["dated_heads"]:
            dated = words.texts[end : end + 1] in (["of"], [","]) and YEAR.fullmatch(
                " ".join(words.texts[end + 1 : end + 2])
            )
            end += 2 if dated else 0
        result.append(Stretch(stretch.first, end, stretch.label, stretch.score))
    return result


def _reach(index: int, place: int, tag: str, layers: Layers) -> int:
    while index < len(layers.rows) and layers.rows[index][place] == tag:
        index += 1
    return index
