"""The collocates command: the company that a word keeps in each corpus, and how it shifts from one to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themeline.errors import UsageError
from themeline.stages.settings import Settings
from themeline.store import Selection, Store
from themeline.store.counts import sentences_of
from themeline.store.query import corpora, document_numbers

if TYPE_CHECKING:
    import pandas as pd

    from themeline.compare.collocation import Window


@dataclass(frozen=True, slots=True)
class CollocatesResult:
    """The neighbourhood of a word.

    Attributes:
        word: The word.
        hits: How often it occurs in each corpus.
        collocates: The typical neighbours in each corpus: corpus, then the columns of `compare.collocates`.
        shift: With two corpora, how the neighbourhoods differ: the columns of `Comparison.terms` from `term` on; with
            more, each corpus against the others together, with column `corpus`; empty with one.
    """

    word: str
    hits: dict[str, int]
    collocates: "pd.DataFrame"
    shift: "pd.DataFrame"


def collocates(
    store: Store,
    settings: Settings,
    word: str,
    names: Sequence[str] = (),
    where: str = "",
    span: int = 5,
    min_count: int = 3,
) -> CollocatesResult:
    """Find the collocates of a word within its sentences, and their shift between corpora.

    Args:
        store: The workspace.
        settings: The workspace's settings; section `compare` holds the statistics' own.
        word: A word, or several in a row, as written, in any case.
        names: Corpora or defined sub-corpora; all corpora by default.
        where: Only documents for which this SQL condition holds.
        span: Words on each side.
        min_count: A collocate is this often near the word.

    Raises:
        UsageError: If a corpus does not exist, the word does not occur in one, or the condition does not work.
    """
    import pandas as pd

    from themeline.compare import collocates as typical
    from themeline.compare import find_window

    with store.reading() as database:
        chosen = list(names or corpora(database))
        sentences = [sentences_of(database, document_numbers(database, Selection(name, where))) for name in chosen]
    if not chosen:
        raise UsageError("There is nothing in this workspace yet.", "Ingest something with: themeline run FOLDER")
    windows = [find_window(name, frame, word, span) for name, frame in zip(chosen, sentences, strict=True)]
    tables = [typical(window, min_count, settings.compare.confidence) for window in windows]
    for name, table in zip(chosen, tables, strict=True):
        table.insert(0, "corpus", name)
    hits = {window.name: window.hits for window in windows}
    return CollocatesResult(word, hits, pd.concat(tables, ignore_index=True), _shift(windows, settings))


def _shift(windows: Sequence["Window"], settings: Settings) -> "pd.DataFrame":
    import pandas as pd

    from themeline.compare import collocation_shift, compare_many

    if len(windows) < 2:
        return pd.DataFrame()
    quick = settings.compare.model_copy(
        update={"layers": (), "calibration_splits": 0, "distance_permutations": 0, "strata": (), "cluster": ""}
    )
    if len(windows) > 2:
        table = compare_many([window.windows for window in windows], quick).one_vs_rest
    else:
        table = collocation_shift(windows[0], windows[1], quick).terms
    return table.drop(columns="layer").assign(drivers=table["drivers"].map(" | ".join))
