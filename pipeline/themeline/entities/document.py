"""Agreement inside a document: its definitions, its repeated names, and its short forms."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from themeline.entities.acronyms import Definition
from themeline.entities.gazetteer import Gazetteer
from themeline.entities.rules import EntityRules
from themeline.entities.spans import Span, fill, touching
from themeline.entities.words import Words

SURE = 0.7
SHORTENED = frozenset(["ORG", "LAW", "POLICY", "EVENT"])


def agree(
    text: str, sentences: list[Words], found: list[Span], definitions: list[Definition], rules: EntityRules
) -> list[Span]:
    """Correct the mentions of a document by each other.

    Defined long forms are taken whole and give their label to the short form; short forms of common nouns (`ICT`)
    are no names. A text has the label that its mentions give it together. A name seen for sure in one place is
    found in all others, where it replaces its own fragments. A capitalised head noun after a determiner stands for
    the name with that head that came before it.
    """
    found = _settle_definitions(text, found, definitions)
    found = _vote(text, found)
    found = _spread(text, sentences, found)
    return _inside(_short_forms(text, sentences, found, rules), sentences)


def _inside(found: list[Span], sentences: list[Words]) -> list[Span]:
    """Leave out what a definition joined over the end of a sentence."""
    places = [(words.starts[0], words.ends[-1]) for words in sentences if len(words)]
    starts = [start for start, _ in places]
    return [
        span for span in found if (number := bisect_right(starts, span.start)) > 0 and span.end <= places[number - 1][1]
    ]


def _settle_definitions(text: str, found: list[Span], definitions: list[Definition]) -> list[Span]:
    common: set[str] = set()
    for item in definitions:
        short = text[item.short_start : item.short_end]
        if item.matched and _is_common(text[item.long_start : item.long_end]):
            common.add(short)
        elif item.matched:
            found = _settle(found, item)
        else:
            found = _settle_hereinafter(text, found, item)
    return [span for span in found if text[span.start : span.end] not in common]


def _is_common(long: str) -> bool:
    """Say whether a long form is a common noun: hardly a capital in it."""
    words = [word for word in long.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) < 0.5 * max(1, len(words))


def _settle(found: list[Span], item: Definition) -> list[Span]:
    """Take the long form whole; the short form has its label."""
    inside = [span for span in found if span.start < item.long_end and span.end > item.long_start]
    short = [span for span in found if span.start < item.short_end and span.end > item.short_start]
    best = max(inside or short, key=lambda span: (span.end - span.start, span.score), default=None)
    if best is None:
        return found
    if any(span.start < item.long_start for span in inside):
        long_start = min(span.start for span in inside)
    else:
        long_start = item.long_start
    rest = [span for span in found if span not in inside and span not in short]
    whole = Span(long_start, item.long_end, best.label, best.origin, max(best.score, SURE))
    return fill([whole, Span(item.short_start, item.short_end, best.label, "alias", whole.score)], rest)


def _settle_hereinafter(text: str, found: list[Span], item: Definition) -> list[Span]:
    before = [span for span in found if item.long_start <= span.start and span.end <= item.short_start]
    if not before or item.short_start - before[-1].end > 60:
        return found
    rest = [span for span in found if span.end <= item.short_start or span.start >= item.short_end]
    return fill([Span(item.short_start, item.short_end, before[-1].label, "alias", SURE)], rest)


def _vote(text: str, found: list[Span]) -> list[Span]:
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in found:
        votes[text[span.start : span.end]][span.label] += span.score
    winner = {form: max(sorted(labels), key=labels.__getitem__) for form, labels in votes.items()}
    return [replace(span, label=winner[text[span.start : span.end]]) for span in found]


def _spread(text: str, sentences: list[Words], found: list[Span]) -> list[Span]:
    """Find the sure names of the document wherever else it has them."""
    names = Gazetteer()
    for span in sorted(found, key=lambda item: -item.score):
        form = text[span.start : span.end]
        if span.score >= SURE and _distinct(form):
            names.add(form, span.label, form)
    added: list[Span] = []
    for words in sentences:
        for first, end, entry in names.find(words.texts):
            start, stop = words.starts[first], words.ends[end - 1]
            here = touching(found, start, stop)
            same = len(here) == 1 and (here[0].start, here[0].end) == (start, stop)
            if not same and all(start <= span.start and span.end <= stop for span in here):
                added.append(Span(start, stop, entry.label, "alias", SURE))
    return fill(added, found)


def _distinct(form: str) -> bool:
    """Say whether a form can hardly be anything but the name: several words with two capitals, or an acronym."""
    capitals = sum(character.isupper() for character in form)
    return capitals >= 2 and (" " in form or len(form) >= 3)


def _short_forms(text: str, sentences: list[Words], found: list[Span], rules: EntityRules) -> list[Span]:
    lexicon = rules.lexicon
    heads: dict[str, Span] = {}
    for span in found:
        if span.label in SHORTENED and " " in text[span.start : span.end]:
            heads.setdefault(head_word(text[span.start : span.end]), span)
    added = []
    for words in sentences:
        for index, word in enumerate(words.texts):
            antecedent = heads.get(word)
            if antecedent is None or antecedent.start > words.starts[index] or not index:
                continue
            if words.lower[index - 1] in lexicon.words["determiners"] and _stands_alone(words, index):
                added.append(Span(words.starts[index], words.ends[index], antecedent.label, "alias", SURE))
    return fill(found, added)


def head_word(form: str) -> str:
    """Return the head of a name: the word before its first complement, or the last."""
    words = form.replace("’", "'").rpartition("'s ")[2].split()
    for index, word in enumerate(words[1:], start=1):
        if word in {"of", "for", "on", "in", "to", "against"}:
            return words[index - 1]
    return words[-1]


def _stands_alone(words: Words, index: int) -> bool:
    after = words.texts[index + 1 : index + 3]
    return not after or not (
        after[0][0].isupper() or (after[0] in {"of", "for", "on"} and after[1:2] and after[1][0].isupper())
    )
