"""One name for a thing within its document."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from themeline.entities.acronyms import SMALL, Definition
from themeline.entities.document import SHORTENED, head_word
from themeline.entities.lexicon import Lexicon
from themeline.entities.normalise import is_acronym
from themeline.entities.spans import Span
from themeline.tables import Entity, Sentence

MAIN = 3  # so many times as often as the last name must a document have its own, to be what a short form means
SPACE = re.compile(r"\s+")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "‑": "-", "‐": "-"})


def name_mentions(
    text: str, sentences: Sequence[Sentence], found: list[Span], definitions: list[Definition], lexicon: Lexicon
) -> list[Entity]:
    """Give every mention its sentence and its name.

    In this order: what the document itself defines; the gazetteers; for a surname the full name seen in the document;
    for a head noun alone the last name before it with that head, or a body usually meant that the document names more
    often; else its own text, white space and quotes evened.
    """
    forms = [tidy(text[span.start : span.end]) for span in found]
    defined = _defined_names(text, found, definitions)
    fixed = [
        defined.get((form, span.label)) or _known(form, span.label, lexicon)
        for form, span in zip(forms, found, strict=True)
    ]
    spelling = _spelling(forms)
    surnames = _surnames(forms, found)
    starts = [sentence.start for sentence in sentences]
    last: dict[tuple[str, str], str] = {}
    often = Counter(known or form for known, form in zip(fixed, forms, strict=True))
    policies = (known or form for known, form, span in zip(fixed, forms, found, strict=True) if span.label == "POLICY")
    main = _main_policies(Counter(policies))
    entities = []
    for span, form, known in zip(found, forms, fixed, strict=True):
        name = known or spelling[form.casefold()]
        if known is None and span.label == "PERSON":
            name = surnames.get(form, name)
        if known is None and " " not in form and span.label in SHORTENED and not is_acronym(form):
            before = last.get((form, span.label), name)
            own = main.get(form, before) if span.label == "POLICY" else before
            name = _antecedent(form, own if often[own] >= MAIN * often[before] else before, often, lexicon)
        elif " " in name and span.label in SHORTENED:
            last[head_word(name), span.label] = name
        number = bisect_right(starts, span.start)
        surface = text[span.start : span.end]
        entities.append(Entity(number, span.start, span.end, surface, span.label, name, span.origin))
    return entities


def _main_policies(often: Counter[str]) -> dict[str, str]:
    """Map a head noun to the name with it that the document has most: a strategy speaks of itself as the Strategy."""
    ranked = sorted(often, key=lambda name: (-often[name], name))
    return {head_word(name): name for name in reversed(ranked) if " " in name}


def _antecedent(form: str, last: str, often: Counter[str], lexicon: Lexicon) -> str:
    """Return what a head noun alone stands for: the last name with it, or a body that the document names more often."""
    usual = lexicon.short_forms.get(form, "")
    return usual if often[usual] > often[last] else last


def tidy(form: str) -> str:
    """Even out white space, apostrophes and hyphens."""
    return SPACE.sub(" ", form).translate(APOSTROPHES)


def _defined_names(text: str, found: list[Span], definitions: list[Definition]) -> dict[tuple[str, str], str]:
    """Map each defined short form and label to the name that it stands for."""
    names: dict[tuple[str, str], str] = {}
    for item in definitions:
        before = [
            span
            for span in found
            if span.end <= item.long_end
            and (span.end > item.long_start if item.matched else span.start >= item.long_start)
        ]
        if before:
            key = tidy(text[item.short_start : item.short_end]), before[-1].label
            start = item.long_start if _stands_apart(text, before[-1], item) else before[-1].start
            names.setdefault(key, tidy(text[start : before[-1].end]))
    return names


def _stands_apart(text: str, span: Span, item: Definition) -> bool:
    """Say whether a short form means a part of a longer name only: `Court of Justice of the European Union (EU)`."""
    before = text[span.start : item.long_start].split()
    return item.matched and bool(before) and before[-1].lower() in SMALL


def _known(form: str, label: str, lexicon: Lexicon) -> str | None:
    entry = lexicon.gazetteer.by_form.get(form)
    return entry.name if entry is not None and entry.label == label else None


def _spelling(forms: list[str]) -> dict[str, str]:
    """Choose among spellings that differ in capitals: the most frequent that is not all capitals, then the first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for form in forms:
        counts[form.casefold()][form] += 1
    return {key: min(seen, key=lambda form: (form.isupper(), -seen[form])) for key, seen in counts.items()}


def _surnames(forms: list[str], found: list[Span]) -> dict[str, str]:
    """Map a surname to the full name, where the document has just one such name."""
    full: dict[str, set[str]] = defaultdict(set)
    for form, span in zip(forms, found, strict=True):
        if span.label == "PERSON" and " " in form:
            full[form.split()[-1]].add(form)
    return {surname: next(iter(names)) for surname, names in full.items() if len(names) == 1}
