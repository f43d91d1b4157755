"""What every test may lean on: the real language model, loaded once for each worker, and the seed text."""

import pytest
from hypothesis import settings

from themeline.language import LanguageModel, load_language

settings.register_profile("themeline", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("themeline")


@pytest.fixture(scope="session")
def language_model() -> LanguageModel:
    return load_language()
