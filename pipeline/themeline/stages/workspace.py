"""The Python API: a workspace as an object, with pandas DataFrames in its hands."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from themeline.stages import classify, collocates, compare, corpora, extract, ingest, removal, report, run, trends
from themeline.stages.documents_stage import StageResult
from themeline.stages.export import read_table
from themeline.stages.search import By, search
from themeline.stages.settings import Settings, build_settings, load_settings
from themeline.stages.status import Status, status
from themeline.stages.theme_codebooks import codebook_in_use
from themeline.stages.theme_labels import labels_in_force
from themeline.stages.themes import EvaluationResult, TrainResult, evaluate_themes, train_themes
from themeline.store import Selection, Store

if TYPE_CHECKING:
    from themeline.compare import Comparison, ManyComparison
    from themeline.stages.replay import ReplayResult


class Workspace:
    """A folder in which Themeline keeps what it knows about your corpora.

    Example:
        >>> workspace = Workspace("workspace")  # doctest: +SKIP
        >>> workspace.run("abstracts/", corpus="theses")  # doctest: +SKIP
        >>> workspace.table("entities", corpus="theses").head()  # doctest: +SKIP
    """

    def __init__(self, path: str | Path = "workspace", settings: Settings | None = None) -> None:
        self.store = Store(Path(path))
        self._settings = settings

    @property
    def settings(self) -> Settings:
        """The settings given, or those in the workspace's `themeline.toml`.

        Raises:
            SettingsError: If the file has a fault.
        """
        return self._settings or load_settings(self.store.folder)

    def run(self, *paths: str | Path, corpus: str = "", retry_failed: bool = False) -> run.RunResult:
        """Do everything: ingest, extract, classify, and write the keyword report."""
        return run.run(self.store, paths, self.settings, corpus, retry_failed=retry_failed)

    def ingest(self, *paths: str | Path, corpus: str = "", retry_failed: bool = False) -> ingest.IngestResult:
        """Read what is new or changed into a new batch."""
        with self.store.locked():
            return ingest.ingest(self.store, paths, self.settings, corpus, retry_failed=retry_failed)

    def extract(self, *, retry_failed: bool = False) -> StageResult:
        """Extract sentences, entities, dates, keywords and counts from what is new or stale."""
        with self.store.locked():
            return extract.extract(self.store, self.settings, retry_failed=retry_failed)

    def classify(self, *, retry_failed: bool = False) -> StageResult:
        """Classify the sentences of what is new or stale."""
        with self.store.locked():
            return classify.classify(self.store, self.settings, retry_failed=retry_failed)

    def keyword_report(self, corpus: str, where: str = "", redact: Sequence[str] = ()) -> report.ReportResult:
        """Write the keyword report of a corpus, unless the one that is there still holds; `redact` as in `table`."""
        with self.store.locked():
            return report.report(self.store, self.settings, corpus, where=where, redact=redact)

    def replay(self, page: str | Path, *sources: str | Path) -> "ReplayResult":
        """Compute a report's numbers again as its manifest says, and tell whether they are the same."""
        from themeline.stages.replay import replay

        return replay(self.store, self.settings, Path(page), sources)

    def compare(self, *corpora: str, where: str = "", **how: object) -> "Comparison | ManyComparison":
        """Compare corpora; nothing is written. `how` are fields of `CompareSettings`, such as `strata` and `extra`."""
        values = self.settings.model_dump(exclude_unset=True)
        values.setdefault("compare", {}).update(how)
        return compare.compute(self.store, build_settings(values, "the options of compare"), corpora, where)

    def collocates(
        self, word: str, corpora: Sequence[str] = (), where: str = "", span: int = 5, min_count: int = 3
    ) -> collocates.CollocatesResult:
        """Return the company that a word keeps in each corpus, and how it shifts between them."""
        return collocates.collocates(self.store, self.settings, word, corpora, where, span, min_count)

    def trends(
        self,
        terms: Sequence[str] = (),
        corpora: Sequence[str] = (),
        layer: str = "word",
        where: str = "",
        *,
        rates: bool = False,
    ) -> trends.TrendsResult:
        """Follow terms over the years of publication, and test their trends and whether corpora's trends differ."""
        return trends.trends(self.store, self.settings, terms, corpora, layer, where, rates=rates)

    def search(
        self,
        pattern: str,
        by: By = "text",
        corpora: Sequence[str] = (),
        where: str = "",
        redact: Sequence[str] = (),
        **how: object,
    ) -> pd.DataFrame:
        """Return a concordance; `how` are fields of `ConcordanceSettings`, such as `width`, `sort` and `sample`."""
        from themeline.compare.kwic_settings import ConcordanceSettings

        chosen = ConcordanceSettings.model_validate(how)
        return search(self.store, self.settings, pattern, by, corpora, where, chosen, redact)

    def table(self, name: str, corpus: str = "", where: str = "", redact: Sequence[str] = ()) -> pd.DataFrame:
        """Return a public table, such as `entities`, in the order in which it is exported.

        The names of entities with the labels in `redact`, such as `["PERSON"]`, are masked.
        """
        return read_table(self.store, name, Selection(corpus, where), redact)

    def labels(self, codebook: str | Path = "", coder: str = "") -> pd.DataFrame:
        """Return the judgements in force, one row for each sentence and coder: document, text, themes and more."""
        return labels_in_force(self.store, codebook_in_use(self.settings, _path(codebook)), coder)

    def train_themes(
        self, codebook: str | Path = "", output: str | Path = "", coder: str = "", *, with_shipped: bool = False
    ) -> TrainResult:
        """Train a model on the labels, by default into `models/themes/NAME` in the workspace."""
        where = _path(output), _path(codebook)
        return train_themes(self.store, self.settings, *where, coder, with_shipped=with_shipped)

    def evaluate_themes(
        self, codebook: str | Path = "", coder: str = "", *, with_shipped: bool = False
    ) -> EvaluationResult:
        """Cross-validate on the labels: scores, confusions, calibration, learning curve."""
        return evaluate_themes(self.store, self.settings, _path(codebook), coder, with_shipped=with_shipped)

    def status(self) -> Status:
        """Return what is in the workspace, and what in it is stale."""
        return status(self.store, self.settings)

    def define(self, name: str, where: str) -> int:
        """Define a sub-corpus by a condition, and return how many documents it has now."""
        return corpora.define(self.store, name, where)

    def remove(self, corpus: str, *, keep_labels: bool = False) -> removal.RemoveResult:
        """Remove a corpus with everything that came from it, and return what that was."""
        return corpora.remove(self.store, corpus, keep_labels=keep_labels)


def _path(value: str | Path) -> Path | None:
    return Path(value) if value else None
