"""What a codebook says about its themes, turned into labelled sentences to learn from."""

from themeline.themes.codebook import Codebook, Theme
from themeline.themes.labels import LabelledPassage, LabelledSentence

# How much a statement weighs beside a labelled sentence: an example is one; a name or a cue is less.
EXAMPLE, DEFINITION, NAME, CUE = 1.0, 1.0, 0.5, 0.25


def codebook_passages(codebook: Codebook) -> list[tuple[LabelledPassage, float]]:
    """Return one-sentence passages, each with its weight: names, definitions, cues, examples, counter-examples.

    They are positive for their theme and negative for the others; a counter-example is negative for all. That is
    rough, since themes overlap, but few labels outweigh it.
    """
    return [item for theme in codebook.themes for item in _of_theme(theme)]


def _of_theme(theme: Theme) -> list[tuple[LabelledPassage, float]]:
    positive = [(theme.name or theme.key.replace("_", " "), NAME), (theme.definition, DEFINITION)]
    positive += [(", ".join(theme.cues), DEFINITION), *((cue, CUE) for cue in theme.cues)]
    positive += [(example, EXAMPLE) for example in theme.examples]
    found = [_passage(text, (theme.key,), weight) for text, weight in positive if text]
    return found + [_passage(text, (), EXAMPLE) for text in theme.counter_examples]


def _passage(text: str, themes: tuple[str, ...], weight: float) -> tuple[LabelledPassage, float]:
    return LabelledPassage("codebook", (LabelledSentence(text, themes),)), weight
