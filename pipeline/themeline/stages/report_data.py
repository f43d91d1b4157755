"""What a keyword report is made from, read from the store."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from themeline.errors import UsageError
from themeline.stages.duplicates import RepeatedDocument, concerning
from themeline.stages.manifest import make_manifest, options_of
from themeline.stages.settings import Settings
from themeline.store import Selection
from themeline.store.query import select, to_frame
from themeline.tables.schemas import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from themeline.report import KeywordReportData

READ = ("sentences", "entities", "dates", "keywords", "themes")


def read_report_data(
    database: duckdb.DuckDBPyConnection,
    settings: Settings,
    corpus: str,
    where: str = "",
    repeats: Sequence[RepeatedDocument] = (),
    redact: Sequence[str] = (),
) -> "KeywordReportData":
    """Read everything about a corpus that its keyword report needs; the texts stay where they are.

    Args:
        database: The workspace's database.
        settings: The workspace's settings.
        corpus: A corpus or a defined sub-corpus.
        where: Only documents for which this SQL condition holds.
        repeats: What `repeated_documents` returned.
        redact: Labels of the entities whose names will be masked, for the manifest.

    Raises:
        UsageError: If the corpus does not exist or is empty, or the condition does not work.
    """
    import pandas as pd

    from themeline.report import KeywordReportData
    from themeline.report.data import DUPLICATE_COLUMNS

    selection = Selection(corpus, where)
    documents = to_frame(select(database, TABLES["documents"], selection).project("* EXCLUDE (text)"))
    if documents.empty:
        raise UsageError(f"There are no documents in {corpus!r}.", "See `themeline status`.")
    failures = to_frame(select(database, TABLES["failures"], Selection()))
    members = list(zip(documents["corpus"], documents["doc"], strict=True))
    return KeywordReportData(
        corpus,
        documents=_with_year(documents),
        **{name: to_frame(_without_corpus(select(database, TABLES[name], selection))) for name in READ},
        failures=failures[failures["corpus"].isin(set(documents["corpus"]))],
        duplicates=pd.DataFrame(concerning(repeats, members), columns=list(DUPLICATE_COLUMNS)),
        theme_names=theme_names(settings),
        manifest=make_manifest(database, settings, [corpus], _command(settings, corpus, where, redact), where, redact),
    )


def _without_corpus(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Leave out what is the same, or says nothing, in every row of a report."""
    return rows.project("* EXCLUDE (corpus)")


def theme_names(settings: Settings) -> dict[str, str]:
    """Return the display name of each theme of the codebook in use."""
    from themeline.themes import default_codebook, read_codebook

    codebook = read_codebook(Path(settings.themes.codebook)) if settings.themes.codebook else default_codebook()
    return {theme.key: theme.name for theme in codebook.themes}


def _command(settings: Settings, corpus: str, where: str, redact: Sequence[str]) -> str:
    since = f" --since {settings.report.since}" if settings.report.since else ""
    return f"themeline report --corpus {corpus}{since}{options_of(where, redact)}"


def _with_year(documents: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    year = pd.to_numeric(documents["published"].str.slice(0, 4), errors="coerce").astype("Int64")
    return documents.assign(year=year, metadata=documents["metadata"].map(json.loads))
