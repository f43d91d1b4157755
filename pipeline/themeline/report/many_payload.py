"""What the script of the comparison of several corpora gets: terms with their numbers, and sentences of each."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from themeline.report.cells import show_number, show_p, show_share
from themeline.report.data import ComparisonReportData
from themeline.report.payload import Payload, places_by_side, sided

Tables = Mapping[str, pd.DataFrame]
MOST = 2000


def many_payload(data: ComparisonReportData, tables: Tables) -> dict[str, Any]:
    """Return the payload of the page: see `Payload`."""
    payload = Payload({}, data.names)
    places = places_by_side(payload, tables["evidence"])
    known = set(places)
    terms = tables["terms"][tables["terms"]["layer"] != "theme"].sort_values("q", kind="stable")
    shown = pd.concat([terms[terms["term"].isin(known)], terms[~terms["term"].isin(known)]]).head(MOST)
    for row in shown.to_dict("records"):
        payload.add(str(row["term"]), _facts(row, data.names), sided(places, row["term"], data.names))
    for row in tables["themes"].to_dict("records"):
        facts = [(name, f"{show_share(row[f'share_{name}'])} of sentences") for name in data.names]
        payload.add(str(row["name"]), [*facts, ("q", show_p(row["q"]))], [])
    return payload.as_dict()


def _facts(row: Mapping[Any, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield row["layer"].capitalize(), f"q {show_p(row['q'])}" + (f"; {row['groups']}" if row["groups"] else "")
    for name in names:
        yield (
            name,
            f"{row[f'frequency_{name}']:,} times, {show_number(row[f'per_million_{name}'])} per million, "
            f"in {row[f'documents_{name}']:,} documents",
        )
