"""Named entities: found in a document, under one name, and brought together across documents."""

from themeline.entities.find import find_entities
from themeline.entities.rules import EntityRules
from themeline.entities.settings import EntitySettings

__all__ = ["EntityRules", "EntitySettings", "find_entities"]
