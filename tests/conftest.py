"""What every test may lean on: the real language model, loaded once for each worker, and the seed text."""

import pytest

from themeline.language import LanguageModel, load_language


@pytest.fixture(scope="session")
def language_model() -> LanguageModel:
    return load_language()
