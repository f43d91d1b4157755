"""The literature that reports cite: `models/report/references.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from themeline.resources import data_path


def cite(*keys: str) -> str:
    """Return the works as they are cited in running text, in parentheses."""
    return f"({'; '.join(str(_works()[key]['cited']) for key in keys)})"


def bibtex(keys: Iterable[str]) -> str:
    """Return the BibTeX entries of works."""
    return "\n\n".join(_entry(key, _works()[key]) for key in keys)


def _entry(key: str, work: Mapping[str, Any]) -> str:
    fields = [f"  {name} = {{{value}}}," for name, value in work["fields"].items()]
    return "\n".join([f"@{work['type']}{{{key},", *fields, "}"])


@cache
def _works() -> dict[str, Mapping[str, Any]]:
    content = tomllib.loads(data_path("models", "report", "references.toml").read_text(encoding="utf-8"))
    return {work["key"]: work for work in content["reference"]}
