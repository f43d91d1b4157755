"""The layer as a spaCy component, for those who work with spaCy alone: `nlp.add_pipe("themeline_entities", last=True)`.

It replaces `doc.ents`; an entity's canonical name is in `span._.themeline_name`, what found it in
`span._.themeline_origin`.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from themeline.entities.find import find_entities
from themeline.entities.rules import EntityRules
from themeline.entities.settings import EntitySettings
from themeline.language.parse import attach
from themeline.tables import Document

NAME = "themeline_entities"


@Language.factory(NAME, default_config={"folder": None, "settings": {}})
def make_component(nlp: Language, name: str, folder: str | None, settings: dict[str, object]) -> "EntityComponent":
    """Make the component; `folder` is one laid out as `models/entities/`, `settings` those of `EntitySettings`."""
    rules = EntityRules.load(Path(folder) if folder else None)
    return EntityComponent(rules, EntitySettings.model_validate(settings))


class EntityComponent:
    """Puts the mentions that `find_entities` finds into `doc.ents`."""

    def __init__(self, rules: EntityRules, settings: EntitySettings) -> None:
        self.rules, self.settings = rules, settings
        for attribute in ("themeline_name", "themeline_origin"):
            if not Span.has_extension(attribute):
                Span.set_extension(attribute, default="")

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a parsed document; a mention inside one token takes the whole token."""
        spans: list[Span] = []
        for entity in find_entities(attach(Document("", doc.text), doc), self.rules, self.settings):
            span = doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
            if span is not None and (not spans or span.start >= spans[-1].end):
                spans.append(span)
                span._.themeline_name, span._.themeline_origin = entity.name, entity.origin
        doc.ents = tuple(spans)
        return doc
