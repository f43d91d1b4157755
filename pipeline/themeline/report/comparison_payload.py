"""What the script of the comparison report gets: terms with their numbers, and sentences of each corpus."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from themeline.report.cells import show_number, show_p, show_share
from themeline.report.data import ComparisonReportData
from themeline.report.payload import Payload, places_by_side, sided

Tables = Mapping[str, pd.DataFrame]
MOST = 2000


def comparison_payload(data: ComparisonReportData, tables: Tables) -> dict[str, Any]:
    """Return the payload of the page: see `Payload`."""
    payload = Payload({}, data.names)
    places = places_by_side(payload, tables["evidence"])
    terms = tables["terms"][tables["terms"]["layer"] != "theme"]
    for row in terms.head(MOST).to_dict("records"):
        payload.add(str(row["term"]), _facts(row, data.names), sided(places, row["term"], data.names))
    for row in tables["themes"].to_dict("records"):
        payload.add(str(row["name"]), _theme_facts(row, data.names), [])
    return payload.as_dict()


def _theme_facts(row: Mapping[Any, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for side, name in zip("ab", names, strict=False):
        low, high = show_share(row[f"prevalence_{side}_low"]), show_share(row[f"prevalence_{side}_high"])
        yield name, f"{show_share(row[f'prevalence_{side}'])} of sentences (from {low} to {high})"


def _facts(row: Mapping[Any, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield row["layer"].capitalize(), str(row["class"]).replace(" A", f": {names[0]}").replace(" B", f": {names[1]}")
    low, high = show_number(row["log_ratio_low"]), show_number(row["log_ratio_high"])
    yield "Log ratio", f"{show_number(row['log_ratio'])} (from {low} to {high}), q {show_p(row['q'])}"
    for side, name in zip("ab", names, strict=False):
        text = f"{row[f'frequency_{side}']:,} times, {show_number(row[f'per_million_{side}'])} per million"
        if f"documents_{side}" in row:
            text += f", in {row[f'documents_{side}']:,} documents ({show_share(row[f'document_share_{side}'])})"
        yield name, text
