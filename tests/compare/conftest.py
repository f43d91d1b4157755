"""Reference values that lie beside the checkout, and corpora small enough to see through."""

import json
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from themeline.compare import CorpusCounts

DATA = Path(os.environ.get("THEMELINE_REFERENCE", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data():
    """The development data; the tests that need it say so when it is absent."""
    if not DATA.is_dir():
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(f"REFERENCE DATA ABSENT at {DATA}: exact tests are skipped", stacklevel=1)
        pytest.skip(f"reference data absent: {DATA} (set THEMELINE_REFERENCE)")
    return DATA


@pytest.fixture(scope="session")
def reference(shared_data):
    """Read one file of reference values."""
    return lambda name: json.loads((shared_data / "keyness" / f"{name}.json").read_text(encoding="utf-8"))


def corpus_of_texts(name, texts, **columns):
    """A corpus whose words are the texts' words between spaces."""
    rows = [(number, "word", word, 1) for number, text in enumerate(texts) for word in text.split()]
    terms = pd.DataFrame(rows, columns=["document", "layer", "term", "count"])
    documents = pd.DataFrame({"document": range(len(texts)), "tokens": [len(t.split()) for t in texts], **columns})
    return CorpusCounts.from_frames(name, documents, terms)


def random_corpus(name, documents, seed, vocabulary=60, words=80, boosted=(), factor=4.0):
    """A corpus of Zipfian random texts; boosted words are more frequent by a factor."""
    generator = np.random.default_rng(seed)
    weights = 1 / np.arange(1, vocabulary + 1)
    weights[list(boosted)] *= factor
    texts = generator.choice(vocabulary, size=(documents, words), p=weights / weights.sum())
    return corpus_of_texts(name, [" ".join(f"w{word}" for word in text) for text in texts])


@pytest.fixture(scope="session")
def make_corpus():
    return corpus_of_texts


@pytest.fixture(scope="session")
def make_random():
    return random_corpus
