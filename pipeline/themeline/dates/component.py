"""The same reader as a spaCy component: `nlp.add_pipe("themeline_dates")` fills `doc._.dates`."""

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from themeline.dates.find import find_dates
from themeline.dates.rules import DateRules
from themeline.dates.settings import DateSettings
from themeline.language import attach
from themeline.tables import Document, Entity

EXTENSION, PUBLISHED = "dates", "published"


class DateComponent:
    """Find the temporal expressions of a parsed Doc and keep them in `doc._.dates`.

    The Doc's own date is read from `doc._.published` (ISO 8601; empty when unknown); the entities that may hold
    a year are those in `doc.ents`.
    """

    def __init__(self, rules: DateRules, settings: DateSettings) -> None:
        self.rules, self.settings = rules, settings
        if not Doc.has_extension(EXTENSION):
            Doc.set_extension(EXTENSION, default=None)
        if not Doc.has_extension(PUBLISHED):
            Doc.set_extension(PUBLISHED, default="")

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        parsed = attach(Document("", doc.text, published=doc._.published), doc)
        doc._.dates = find_dates(parsed, self.rules, self.settings, list(_entities(doc.ents)))
        return doc


def _entities(spans: Iterable[Span]) -> Iterable[Entity]:
    for span in spans:
        yield Entity(0, span.start_char, span.end_char, span.text, span.label_, span.text, "model")


@Language.factory("themeline_dates", default_config={"genre": "auto", "day_first": "auto", "rules": ""})
def make_component(nlp: Language, name: str, genre: str, day_first: str, rules: str) -> DateComponent:
    """Make the component; `rules` names a folder of rule files, empty for the project's own."""
    settings = DateSettings.model_validate({"genre": genre, "day_first": day_first})
    return DateComponent(DateRules.load(Path(rules) if rules else None), settings)
