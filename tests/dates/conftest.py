from collections.abc import Callable

import pytest

from themeline.dates import DateRules, DateSettings, find_dates
from themeline.language import LanguageModel, attach
from themeline.tables import Document, Entity, TemporalExpression

Find = Callable[..., list[TemporalExpression]]


@pytest.fixture(scope="session")
def find(language_model: LanguageModel) -> Find:
    """Find the dates of a text, parsed with the real model."""

    def run(
        text: str,
        published: str = "",
        genre: str = "auto",
        day_first: str = "auto",
        entities: list[Entity] | None = None,
    ) -> list[TemporalExpression]:
        document = Document("d", text, published=published)
        parsed = attach(document, language_model.nlp(language_model.tokenize(text)))
        settings = DateSettings.model_validate({"genre": genre, "day_first": day_first})
        return find_dates(parsed, DateRules.load(), settings, entities or [])

    return run
