"""What batches changed: keywords, entities and themes that are new, more or fewer than before."""

import re

import pandas as pd

from themeline.errors import UsageError
from themeline.keywords import keyword_changes
from themeline.report.data import KeywordReportData
from themeline.report.settings import ReportSettings
from themeline.report.theme_tables import theme_name

CHANGE_COLUMNS = [
    "layer", "term", "change", "earlier", "later", "before", "after", "share_before", "share_after", "p", "q",
]  # fmt: skip
PERIOD = "period"


def changes_table(data: KeywordReportData, settings: ReportSettings) -> pd.DataFrame:
    """Return what differs between consecutive batches, or since the batch that `settings.since` names.

    Args:
        data: The corpus, its documents with `batch`.
        settings: `since`: that batch and the later ones are held against all earlier ones together.

    Returns:
        `CHANGE_COLUMNS`: a row for each keyword, entity and theme (`layer`) that differs, in the order of the batches;
        for `before`, `after`, `p`, `q` and `change` see `keyword_changes`. Empty with a single batch.

    Raises:
        UsageError: If the corpus has no batch of that name, or none before it.
    """
    batches = _batches(data)
    labels = _since(batches, settings.since) if settings.since else {batch: batch for batch in batches}
    order = {label: f"{place:06}" for place, label in enumerate(dict.fromkeys(labels.values()))}
    if len(order) < 2:
        return pd.DataFrame(columns=CHANGE_COLUMNS)
    periods = data.documents.assign(**{PERIOD: data.documents["batch"].map(labels).map(order)})
    tables = [
        keyword_changes(rows, periods, by=PERIOD, level=settings.level).assign(layer=layer)
        for layer, rows in _layers(data).items()
    ]
    table = pd.concat(tables, ignore_index=True).rename(columns={"keyword": "term"})
    table = table.sort_values("later", kind="stable")
    names = {place: label for label, place in order.items()}
    table["earlier"], table["later"] = table["earlier"].map(names), table["later"].map(names)
    return table[CHANGE_COLUMNS].reset_index(drop=True)


def _batches(data: KeywordReportData) -> list[str]:
    """Return the batches in the order in which they came: by the numbers in their names, not the digits."""
    names = data.documents.get("batch", pd.Series(dtype=str)).drop_duplicates().tolist()
    return sorted(names, key=lambda name: [(part.isdigit(), part.zfill(9)) for part in re.split(r"(\d+)", name)])


def _since(batches: list[str], since: str) -> dict[str, str]:
    if since not in batches:
        raise UsageError(f"The corpus has no batch {since!r}.", f"Its batches are: {', '.join(batches)}.")
    place = batches.index(since)
    if not place:
        raise UsageError(f"{since!r} is the first batch: nothing was there before.", "Name a later one.")
    before = "before" if place > 1 else batches[0]
    after = f"{since} and later" if place < len(batches) - 1 else since
    return {batch: before if number < place else after for number, batch in enumerate(batches)}


def _layers(data: KeywordReportData) -> dict[str, pd.DataFrame]:
    """What documents have, in the form of the table of keywords."""
    themes = data.themes.assign(keyword=[theme_name(key, data.theme_names) for key in data.themes["theme"]])
    entities = data.entities.assign(keyword=data.entities["name"])
    rows = {"keyword": data.keywords[data.keywords["origin"] == "text"], "entity": entities, "theme": themes}
    return {layer: table[["doc", "keyword"]].assign(origin="text") for layer, table in rows.items()}
