"""Loading and preparing the spaCy pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from themeline.language.identity import Pipeline, check_trust
from themeline.language.settings import LanguageSettings
from themeline.language.steps import Step, build_steps
from themeline.language.tok2vec import read_attributes
from themeline.tables import Block


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A loaded pipeline.

    Attributes:
        nlp: The pipeline: its vocabulary, its tokenizer; its components are to be used through `annotate`.
        pipeline: What identifies it.
        steps: Its components, in order.
    """

    nlp: Language
    pipeline: Pipeline
    steps: tuple[Step, ...]

    def annotate(self, docs: Sequence[Doc]) -> list[Doc]:
        """Run the components over tokenized texts, all of them at a time."""
        done = list(docs)
        for step in self.steps:
            done = step(done)
        return done

    def tokenize(self, text: str, blocks: tuple[Block, ...] = ()) -> Doc:
        """Make an unparsed Doc in which every block starts a sentence."""
        doc = self.nlp.make_doc(text)
        if blocks and len(doc):
            attributes = read_attributes(doc, ("IDX", "IS_SPACE")).astype(np.int64)
            words = np.flatnonzero(attributes[:, 1] == 0)
            firsts = np.searchsorted(attributes[words, 0], sorted(block.start for block in blocks))
            for word in words[np.unique(firsts[firsts < len(words)])].tolist():
                doc[word].is_sent_start = True
        return doc


@cache
def load_language(settings: LanguageSettings | None = None) -> LanguageModel:
    """Load the pipeline that the settings name, or the installed English one that is preferred.

    Raises:
        ModelError: If there is none, or if its weights are not the published ones.
        SettingsError: If it is a stranger's, which the user has not said to trust.
    """
    chosen = settings or LanguageSettings()
    pipeline = check_trust(chosen)
    nlp = spacy.load(pipeline.folder)
    nlp.max_length = chosen.max_characters
    return LanguageModel(nlp, pipeline, build_steps(nlp))
