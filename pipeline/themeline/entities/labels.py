"""The labels of entities."""

from themeline.errors import SettingsError

LABELS = (
    "PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "POLICY", "LANGUAGE",
)  # fmt: skip


def check_label(label: str, source: str) -> None:
    """Make sure that a label is one of ours.

    Raises:
        SettingsError: If it is not; `source` says where it stands.
    """
    if label not in LABELS:
        raise SettingsError(f"{source}: {label!r} is no label.", f"Use one of {', '.join(LABELS)}.")
