"""Redaction: names masked in whatever leaves, the same name always by the same mask."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.redaction.masking import Masked, Masker
    from themeline.redaction.names import PERSON, Name, make_masker, names_in_field, person_fields
    from themeline.redaction.redactor import IDS, Redactor

__all__ = [
    "IDS",
    "PERSON",
    "Masked",
    "Masker",
    "Name",
    "Redactor",
    "make_masker",
    "names_in_field",
    "person_fields",
]

__getattr__ = lazy_names(
    __name__,
    {
        "IDS": "redactor",
        "PERSON": "names",
        "Masked": "masking",
        "Masker": "masking",
        "Name": "names",
        "Redactor": "redactor",
        "make_masker": "names",
        "names_in_field": "names",
        "person_fields": "names",
    },
)
