"""Named entities: found in a document, under one name, and brought together across documents."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.entities.decisions import Decision, merge, rename, split
    from themeline.entities.find import find_entities
    from themeline.entities.graphml import write_graphml
    from themeline.entities.resolve import resolve_names, uncertain_merges
    from themeline.entities.review import read_review, write_review
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

__getattr__ = lazy_names(
    __name__,
    {
        "Decision": "decisions",
        "EntityRules": "rules",
        "EntitySettings": "settings",
        "cooccurrences": "views",
        "find_entities": "find",
        "merge": "decisions",
        "rank_entities": "views",
        "read_review": "review",
        "rename": "decisions",
        "resolve_names": "resolve",
        "split": "decisions",
        "uncertain_merges": "resolve",
        "write_graphml": "graphml",
        "write_review": "review",
    },
)
