"""The last sections of every report: methods, limits, parameters, and how to make it again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from themeline.report.columns import Look
from themeline.report.literature import bibtex
from themeline.report.page import Notes, Section
from themeline.report.table_view import table_view


def methods_section(paragraphs: Sequence[str], limits: Sequence[str], works: Sequence[str]) -> Section:
    """Return what was done, for the methods section of a paper, with its literature."""
    lead = "Written to be pasted into a paper; the parameters follow below."
    blocks = [Notes(paragraphs), Notes(["Limits:"], items=limits), Notes(["References (BibTeX):"], code=bibtex(works))]
    return Section("methods", "Methods and limits", lead, blocks)


def manifest_section(manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Section:
    """Return inputs, parameters, versions, and the command that gives this report again."""
    blocks: list[Any] = []
    if command := manifest.get("command"):
        again = "This command writes this report anew; `themeline replay` with this page's name checks its numbers:"
        blocks.append(Notes([again], code=str(command)))
    if len(tables["inputs"]):
        look = {"bytes": Look("Bytes", "count"), "sha256": Look("SHA-256", "text")}
        columns = [column for column in ("file", "bytes", "batch", "sha256") if column in tables["inputs"]]
        blocks.append(table_view(tables["inputs"], "inputs", "Inputs", columns, shown=10, looks=look))
    look = {"parameter": Look("Parameter", "text"), "value": Look("Value", "text")}
    blocks.append(table_view(tables["parameters"], "parameters", "Parameters", ["parameter", "value"], looks=look))
    return Section("manifest", "How to make this report again", "", blocks)


def manifest_tables(manifest: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Return `parameters` (parameter, value: settings and versions, flattened) and `inputs` (one row a file)."""
    rest = {key: value for key, value in manifest.items() if key not in ("inputs", "others", "decisions", "command")}
    rows = [(name, _plain(value)) for name, value in _flat(rest)]
    return {
        "parameters": pd.DataFrame(rows, columns=["parameter", "value"]),
        "inputs": pd.DataFrame(list(manifest.get("inputs", []))),
    }


def _flat(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from _flat(item, f"{prefix}{key}.")
        else:
            yield prefix + str(key), item


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
