"""Finding the named entities of a document.

The order of decision, from the strongest: citations by pattern; the tagger, which weighs the pipeline, the gazetteers
and the head nouns against each other; then the document, which corrects a mention by others of the same name.
"""

import re
from dataclasses import replace

from themeline.entities.acronyms import Definition, find_definitions
from themeline.entities.citations import find_citations
from themeline.entities.document import agree, head_word
from themeline.entities.edges import Stretch
from themeline.entities.fallback import RULE_SCORE, stretches, untrained
from themeline.entities.labels import LABELS
from themeline.entities.layers import CANDIDATE, KNOWN, DocumentView, Layers, document_view, read_layers
from themeline.entities.lexicon import EMPTY, Lexicon
from themeline.entities.naming import name_mentions
from themeline.entities.refine import refine
from themeline.entities.rules import EntityRules
from themeline.entities.settings import EntitySettings
from themeline.entities.spans import Span, fill, trim
from themeline.entities.tagger import Tagger
from themeline.entities.words import OUTSIDE, TokenView, Words, split_words
from themeline.language import ParsedDocument
from themeline.tables import Entity, Sentence

ADDRESS = re.compile(r"www\.|https?:|@", re.I)
PLACES = frozenset(["GPE", "NORP", "LOC"])


def find_entities(parsed: ParsedDocument, rules: EntityRules, settings: EntitySettings) -> list[Entity]:
    """Find every mention of a named entity in the sentences of a document.

    Args:
        parsed: The parsed document.
        rules: What `EntityRules.load` read.
        settings: Which layers take part.

    Returns:
        The mentions in order, without overlap, each inside one sentence and without leading article, quotation
        marks or trailing possessive. The result depends on nothing but the document.
    """
    text = parsed.document.text
    definitions = find_definitions(text) if settings.rules else []
    tokens = TokenView.read(parsed.parse)
    sentences = [split_words(text, item.start, item.end, tokens) for item in parsed.sentences]
    view = document_view(sentences, definitions)
    found: list[Span] = []
    for sentence, words in zip(parsed.sentences, sentences, strict=True):
        if len(words):
            found += _in_sentence(text, sentence, words, view, rules, settings)
    found = _name_like(text, found, definitions, rules.lexicon)
    if settings.document:
        found = agree(text, sentences, found, definitions, rules)
        found = _name_like(text, found, definitions, rules.lexicon)
    found = [item for item in found if text[item.start : item.end] not in settings.exclude]
    return name_mentions(text, parsed.sentences, found, definitions, rules.lexicon)


def _in_sentence(
    text: str, sentence: Sentence, words: Words, view: DocumentView, rules: EntityRules, settings: EntitySettings
) -> list[Span]:
    """Return the mentions of one sentence as its own words show them."""
    lexicon = rules.lexicon if settings.rules else EMPTY
    if not settings.model:
        words = replace(words, model=[OUTSIDE] * len(words))
    citations = find_citations(text, sentence.start, sentence.end, lexicon)
    if not _may_name(words):
        return citations
    layers = read_layers(words, lexicon, view)
    if settings.tagger and rules.tagger is not None:
        others = _with_known(words, layers, _tagged(words, layers, rules.tagger, lexicon))
    else:
        others = untrained(words, layers)
    trimmed = [
        replace(item, start=start, end=end) for item in others for start, end in [trim(text, item.start, item.end)]
    ]
    whole = [item for item in trimmed if item.start < item.end]
    return fill([item for item in citations if not _longer(item, whole)], whole)


def _may_name(words: Words) -> bool:
    """Say whether a sentence has a capital after its first word, or a name there or anywhere to the pipeline."""
    return (
        words.texts[1:] != words.lower[1:]
        or words.tags[0] in {"NNP", "NNPS", "JJ"}
        or any(label[2:] in LABELS for label in words.model)
    )


def _longer(citation: Span, tagged: list[Span]) -> bool:
    """Say whether the tagger takes a citation into a longer name of the same label: `Royal Decree No. 5`."""
    return any(
        item.label == citation.label and item.start <= citation.start and citation.end <= item.end for item in tagged
    )


def _tagged(words: Words, layers: Layers, tagger: Tagger, lexicon: Lexicon) -> list[Span]:
    def label(first: int, end: int) -> tuple[str, float]:
        return tagger.label(words, layers, first, end)

    found = [Stretch(first, end, *label(first, end)) for first, end in tagger.find(words, layers)]
    spans = []
    for item in refine(found, words, layers, lexicon, label):
        by_rule = any(layers.rows[item.first][place] == f"B-{item.label}" for place in (KNOWN, CANDIDATE))
        origin = "rule" if by_rule else "model"
        spans.append(Span(words.starts[item.first], words.ends[item.end - 1], item.label, origin, item.score))
    return spans


def _with_known(words: Words, layers: Layers, tagged: list[Span]) -> list[Span]:
    """Let a known name of several words replace its fragments, and add known places, peoples and bodies left out."""
    known = [
        Span(words.starts[first], words.ends[end - 1], label, "rule", RULE_SCORE)
        for first, end, label in stretches([row[KNOWN] for row in layers.rows])
        if end - first > 1 or label in PLACES or (label == "ORG" and words.tags[first] == "NNP")
    ]
    whole = [
        span
        for span in known
        if all(
            (span.start <= other.start and other.end <= span.end and other.end - other.start < span.end - span.start)
            for other in tagged
            if other.start < span.end and other.end > span.start
        )
    ]
    return fill(whole, tagged)


def _name_like(text: str, found: list[Span], definitions: list[Definition], lexicon: Lexicon) -> list[Span]:
    """Leave out what is known to be no name, and what has no capital; a definition by a name's head lets it pass."""
    never = lexicon.words["never_names"] - {
        text[item.short_start : item.short_end]
        for item in definitions
        if item.matched and lexicon.head(head_word(text[item.long_start : item.long_end]).lower())
    }
    forms = [(span, text[span.start : span.end]) for span in found]
    return [
        span
        for span, form in forms
        if form.rstrip("0123456789") not in never and not ADDRESS.search(form) and _has_mark(form, span, lexicon)
    ]


def _has_mark(form: str, span: Span, lexicon: Lexicon) -> bool:
    """Say whether a form has a capital, is known without one, or is a citation by number."""
    cited = span.label == "LAW" and any(map(str.isdigit, form)) and any(map(str.isalpha, form))
    return form.lower() != form or cited or form in lexicon.gazetteer.by_form
