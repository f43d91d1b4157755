"""Finding the named entities of a document.

The order of decision, from the strongest: citations by pattern; the tagger, which weighs the pipeline, the gazetteers
and the head nouns against each other; then the document, which corrects a mention by others of the same name.
"""

from dataclasses import replace

from themeline.entities.acronyms import find_definitions
from themeline.entities.citations import find_citations
from themeline.entities.document import agree
from themeline.entities.fallback import RULE_SCORE, stretches, untrained
from themeline.entities.features import CANDIDATE, KNOWN, DocumentView, Layers, document_view, read_layers
from themeline.entities.lexicon import EMPTY, Lexicon
from themeline.entities.naming import name_mentions
from themeline.entities.rules import EntityRules
from themeline.entities.settings import EntitySettings
from themeline.entities.spans import Span, fill, trim
from themeline.entities.tagger import Tagger
from themeline.entities.words import OUTSIDE, TokenView, Words, split_words
from themeline.language import ParsedDocument
from themeline.tables import Entity, Sentence

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
    if settings.document:
        found = agree(text, sentences, found, definitions, rules)
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
    layers = read_layers(words, lexicon, view)
    if settings.tagger and rules.tagger is not None:
        others = _with_known(words, layers, _tagged(words, layers, rules.tagger))
    else:
        others = untrained(words, layers)
    trimmed = [
        replace(item, start=start, end=end) for item in others for start, end in [trim(text, item.start, item.end)]
    ]
    return fill(citations, [item for item in trimmed if item.start < item.end])


def _tagged(words: Words, layers: Layers, tagger: Tagger) -> list[Span]:
    spans = []
    for first, end in tagger.find(words, layers):
        label, probability = tagger.label(words, layers, first, end)
        by_rule = any(layers.rows[first][place] == f"B-{label}" for place in (KNOWN, CANDIDATE))
        origin = "rule" if by_rule else "model"
        spans.append(Span(words.starts[first], words.ends[end - 1], label, origin, probability))
    return spans


def _with_known(words: Words, layers: Layers, tagged: list[Span]) -> list[Span]:
    """Let a known name of several words replace its fragments, and add known places and peoples that were left out."""
    known = [
        Span(words.starts[first], words.ends[end - 1], label, "rule", RULE_SCORE)
        for first, end, label in stretches([row[KNOWN] for row in layers.rows])
        if end - first > 1 or label in PLACES
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


def _may_be_name(form: str, span: Span, view: DocumentView, lexicon: Lexicon) -> bool:
    return form not in lexicon.words["never_names"] or span.start in view.defined
