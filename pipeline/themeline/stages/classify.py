"""The classify stage: every sentence of every English document into the themes of the codebook."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from themeline.engine import Identity, Task
from themeline.stages.documents_stage import DocumentStage, StageResult, run_stage
from themeline.stages.fingerprints import classify_fingerprint, identity_parts
from themeline.stages.progress import Reporter, silent
from themeline.stages.settings import Settings
from themeline.store import Store, outputs
from themeline.themes.settings import ThemeSettings

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def classify(
    store: Store,
    settings: Settings,
    *,
    retry_failed: bool = False,
    report: Reporter = silent,
    only: Collection[int] | None = None,
) -> StageResult:
    """Classify the sentences of every document whose themes are missing or stale; the caller holds the lock.

    Args:
        store: The workspace.
        settings: The workspace's settings.
        retry_failed: Try documents again at which this stage failed before.
        report: Told of the documents done.
        only: The numbers of the documents that matter; all by default.

    Raises:
        SettingsError: If the codebook has a fault.
        ModelError: If the trained model is not one for this codebook.
    """
    fingerprint = classify_fingerprint(settings)
    expected = identity_parts(settings, fingerprint)
    identity = Identity("themeline.stages.fingerprints:classify_identity", settings, expected)
    stage = DocumentStage(
        "classify",
        fingerprint,
        "extract",
        outputs.CLASSIFIED,
        Task("themeline.stages.classify:prepare", settings.themes, identity),
        partial(_load, store),
        settings.model_dump(mode="json", include={"themes"}),
    )
    return run_stage(store, stage, settings, report, retry_failed=retry_failed, only=only)


def prepare(settings: ThemeSettings) -> Callable[[Sequence["pd.DataFrame"]], dict[str, "pa.Table"]]:
    """Load the classifier in a worker, and return the function that classifies documents' sentences."""
    import pandas as pd
    import pyarrow as pa

    from themeline.themes import Classifier

    classifier = Classifier.load(settings)

    def apply(sentences: Sequence[pd.DataFrame]) -> dict[str, pa.Table]:
        themes = classifier.assign(pd.concat(sentences, ignore_index=True))
        schema = outputs.SCHEMAS["themes"]
        return {"themes": pa.Table.from_pandas(themes[schema.names], schema=schema, preserve_index=False)}

    return apply


def _load(store: Store, numbers: Sequence[int]) -> dict[int, object]:
    with store.reading() as database:
        sentences = outputs.read_sentences(database, numbers)
    return {number: sentences[sentences["document"] == number] for number in numbers}
