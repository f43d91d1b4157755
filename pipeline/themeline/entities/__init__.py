"""Named entities: found in a document, under one name, and brought together across documents."""

from themeline.entities.decisions import Decision, merge, read_review, rename, split, write_review
from themeline.entities.find import find_entities
from themeline.entities.graphml import write_graphml
from themeline.entities.resolve import resolve_names, uncertain_merges
from themeline.entities.rules import EntityRules
from themeline.entities.settings import EntitySettings
from themeline.entities.views import cooccurrences, rank_entities

__all__ = [
    "Decision",
    "EntityRules",
    "EntitySettings",
    "cooccurrences",
    "find_entities",
    "merge",
    "rank_entities",
    "read_review",
    "rename",
    "resolve_names",
    "split",
    "uncertain_merges",
    "write_graphml",
    "write_review",
]
