"""The trends command: corpora over the years, term by term, and whether they develop differently."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from themeline.errors import UsageError
from themeline.stages.corpus_counts import read_counts
from themeline.stages.settings import Settings
from themeline.store import Store
from themeline.store.query import corpora

if TYPE_CHECKING:
    import pandas as pd

    from themeline.compare import CorpusCounts
    from themeline.compare.trend import Measure


@dataclass(frozen=True, slots=True)
class TrendsResult:
    """Terms over the years.

    Attributes:
        layer: The layer that the terms belong to.
        years: Each term's counts and shares in each year of each corpus: see `compare.counts_by_year`.
        trends: Each term's trend in each corpus: see `compare.trends`.
        differences: For every two corpora a and b: see `compare.trend_differences`; empty with one corpus.
    """

    layer: str
    years: "pd.DataFrame"
    trends: "pd.DataFrame"
    differences: "pd.DataFrame"


def trends(
    store: Store,
    settings: Settings,
    terms: Sequence[str] = (),
    names: Sequence[str] = (),
    layer: str = "word",
    where: str = "",
    *,
    rates: bool = False,
) -> TrendsResult:
    """Follow terms over the documents' years of publication.

    Args:
        store: The workspace.
        settings: The workspace's settings; section `compare` says which terms are frequent enough.
        terms: The terms, in any case; by default all that are frequent enough.
        names: Corpora or defined sub-corpora; all corpora by default.
        layer: word, phrase, entity, theme or year (that the texts refer to).
        where: Only documents for which this SQL condition holds.
        rates: Test rates per million instead of shares of documents: for corpora with few documents a year.

    Raises:
        UsageError: If a corpus, a term or the layer does not exist, or no document has a year.
    """
    import pandas as pd

    from themeline.compare import counts_by_year, trend_differences
    from themeline.compare import trends as test_trends

    with store.reading() as database:
        chosen = list(names or corpora(database))
        counts = [read_counts(database, name, where)[0] for name in chosen]
    if not chosen:
        raise UsageError("There is nothing in this workspace yet.", "Ingest something with: themeline run FOLDER")
    years = counts_by_year(counts, layer, _chosen_terms(counts, layer, terms, settings))
    on: Measure = "per_million" if rates else "document_share"
    tables = []
    for a, b in combinations(dict.fromkeys(chosen), 2):
        table = trend_differences(years, a, b, on=on)
        table.insert(1, "a", a)
        table.insert(2, "b", b)
        tables.append(table)
    differences = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    return TrendsResult(layer, years, test_trends(years, on=on), differences)


def _chosen_terms(counts: Sequence["CorpusCounts"], layer: str, terms: Sequence[str], settings: Settings) -> list[str]:
    from themeline.compare.omnibus import common_layer, frequent_terms

    known = sorted({name for corpus in counts for name in corpus.layers})
    if layer not in known:
        raise UsageError(f"There is no layer {layer!r} in these corpora.", f"They have: {', '.join(known)}.")
    common = common_layer(counts, layer)
    if not terms:
        return [str(term) for term in common.terms[frequent_terms(common, settings.compare)]]
    return [_known(term, common.terms, layer) for term in terms]


def _known(term: str, known: Iterable[str], layer: str) -> str:
    """Return a term as it is counted.

    Raises:
        UsageError: If it is not; the message names the most similar ones.
    """
    by_folded = {name.casefold(): name for name in known} | {name: name for name in known}
    found = by_folded.get(term) or by_folded.get(" ".join(term.split()).casefold())
    if found is None:
        near = difflib.get_close_matches(term.casefold(), by_folded, n=3)
        hint = f"Similar: {', '.join(near)}." if near else "See: themeline export terms"
        raise UsageError(f"{term!r} is not counted in layer {layer!r} of these corpora.", hint)
    return found
