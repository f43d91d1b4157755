"""The manifest in a report's page and beside it: what it was made from, and a hash for each table of its numbers."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup
from pydantic import BaseModel, ValidationError

from themeline.errors import InputError
from themeline.report.page import embed_json

FILE = "manifest.json"
LISTS = ("inputs", "others", "decisions")
IN_PAGE = 500
ABOUT_ITSELF = ("parameters", "inputs")
"""Tables that say how a report was made: they hold no numbers of it."""


class Asked(BaseModel):
    """What a report is about, as the command named it."""

    corpora: list[str]
    where: str
    redact: list[str]


class Input(BaseModel):
    """A file that was read; `batch` is empty for a frequency list."""

    corpus: str
    file: str
    bytes: int
    sha256: str
    batch: str


class Shape(BaseModel):
    """What a manifest that somebody hands us must look like."""

    command: str
    report: Asked
    inputs: list[Input]
    others: list[Input]
    versions: dict[str, str]
    rules: dict[str, str]
    settings: dict[str, Any]
    definitions: dict[str, str]
    decisions: list[tuple[str, str, str, str, str]]
    labels: str
    numbers: dict[str, str]


_EMBEDDED = re.compile(r'<script type="application/json" id="provenance">(.*?)</script>', re.DOTALL)


def with_numbers(manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return a manifest with `numbers`: the SHA-256 of each table, written as CSV with every digit."""
    return {**manifest, "numbers": numbers_of(tables)}


def numbers_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the SHA-256 of each table of numbers, by name."""
    return {
        name: hashlib.sha256(table.to_csv(index=False).encode("utf-8", "replace")).hexdigest()
        for name, table in tables.items()
        if name not in ABOUT_ITSELF
    }


def for_page(manifest: Mapping[str, Any]) -> Markup:
    """Return a manifest to be embedded: lists of more than 500 are left to the file beside the page."""
    shown = {key: _abridged(value) if key in LISTS else value for key, value in manifest.items()}
    return embed_json(shown)


def file_text(manifest: Mapping[str, Any]) -> str:
    """Return a manifest as the text of the file beside the page."""
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest from a report's page, from the folder beside it, or from `manifest.json`.

    Raises:
        InputError: If there is none, or a page's is abridged and the file beside it is gone.
    """
    beside = path / FILE if path.is_dir() else path.with_suffix("") / FILE
    try:
        if path.suffix.lower() in (".html", ".htm"):
            found = _EMBEDDED.search(path.read_text(encoding="utf-8"))
            manifest = json.loads(found[1]) if found else None
            if manifest and any(isinstance(manifest.get(key), dict) for key in LISTS):
                manifest = json.loads(beside.read_text(encoding="utf-8"))
        else:
            manifest = json.loads((beside if path.is_dir() else path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} has no manifest that can be read: {error}.", "Name a report's page.") from error
    try:
        return Shape.model_validate(manifest).model_dump(mode="json")
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "as a whole"
        raise InputError(
            f"{path} has no manifest of a report: {where}: {fault['msg']}.", "Reports of Themeline 0.1.0 have one."
        ) from error


def _abridged(rows: Sequence[Any]) -> object:
    return list(rows) if len(rows) <= IN_PAGE else {"count": len(rows), "in": FILE}
