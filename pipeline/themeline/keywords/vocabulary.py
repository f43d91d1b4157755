"""A controlled vocabulary: concepts with a preferred label and other ones, read from CSV or SKOS."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from themeline.errors import InputError
from themeline.keywords.variants import term_key

SKOS = "{http://www.w3.org/2004/02/skos/core#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
Concept = tuple[str, tuple[str, ...]]
OTHERS = ("altLabel", "hiddenLabel")
HINT = "A CSV file has the columns `preferred` and `alternatives` (joined by |); SKOS is read as RDF/XML."


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A controlled vocabulary.

    Attributes:
        labels: The preferred label, by the key of each label (see `variants.term_key`).
        longest: The number of words of the longest label.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0

    @property
    def digest(self) -> str:
        """The sha256 of the labels."""
        return hashlib.sha256(repr(sorted(self.labels.items())).encode()).hexdigest()


def read_vocabulary(path: Path) -> Vocabulary:
    """Read a vocabulary from CSV (`preferred`, `alternatives` joined by |) or SKOS in RDF/XML.

    Labels that two concepts share belong to the one for which they are preferred, else to the first.

    Raises:
        InputError: If the file cannot be read, or holds no concept.
    """
    try:
        concepts = _read_csv(path) if path.suffix.lower() in {".csv", ".tsv"} else _read_skos(path)
    except (OSError, UnicodeDecodeError, csv.Error, etree.XMLSyntaxError) as error:
        raise InputError(f"The vocabulary {path} cannot be read: {error}", HINT) from error
    if not concepts:
        raise InputError(f"The vocabulary {path} has no concept with a preferred label.", HINT)
    labels = {term_key(preferred): preferred for preferred, _ in reversed(concepts)}
    for preferred, others in concepts:
        for other in others:
            labels.setdefault(term_key(other), preferred)
    return Vocabulary(labels, max(len(label.split()) for concept in concepts for label in (concept[0], *concept[1])))


def _read_csv(path: Path) -> list[Concept]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ","))
    named = [(_clean(row.get("preferred")), row.get("alternatives") or "") for row in rows]
    return [(name, tuple(filter(None, map(_clean, others.split("|"))))) for name, others in named if name]


def _read_skos(path: Path) -> list[Concept]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    concepts = []
    for label in etree.parse(path, parser).iter(f"{SKOS}prefLabel"):
        owner = label.getparent()
        if owner is not None and _english(label) and _clean(label.text):
            others = [_clean(e.text) for name in OTHERS for e in owner.iterchildren(f"{SKOS}{name}") if _english(e)]
            concepts.append((_clean(label.text), tuple(filter(None, others))))
    return concepts


def _english(label: etree._Element) -> bool:
    return str(label.get(LANGUAGE, "en")).lower().startswith("en")


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
