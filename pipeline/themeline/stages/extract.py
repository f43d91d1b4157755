"""The extract stage: sentences, entities, dates, keywords and counts of every English document, parsed once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from themeline.engine import Identity, Task
from themeline.language.identity import check_trust
from themeline.stages import names
from themeline.stages.documents_stage import DocumentStage, StageResult, run_stage
from themeline.stages.fingerprints import extract_fingerprint, identity_parts, parse_fingerprint
from themeline.stages.progress import Reporter, silent
from themeline.stages.settings import Settings
from themeline.store import Store, documents, outputs
from themeline.tables import Document

RECORDED = ("language", "entities", "dates", "keywords", "counts")


@dataclass(frozen=True, slots=True)
class ExtractTask:
    """What the workers are prepared with."""

    settings: Settings
    parse_key: str


@dataclass(frozen=True, slots=True)
class ExtractItem:
    """A document to work on, with its stored parse if it has one."""

    number: int
    document: Document
    parse: bytes | None = None


def extract(
    store: Store,
    settings: Settings,
    *,
    retry_failed: bool = False,
    report: Reporter = silent,
    only: Collection[int] | None = None,
) -> StageResult:
    """Extract from every document whose extraction is missing or stale; the caller holds the store's lock.

    Args:
        store: The workspace.
        settings: The workspace's settings.
        retry_failed: Try documents again at which this stage failed before.
        report: Told of the documents done.
        only: The numbers of the documents that matter; all by default.

    Raises:
        ModelError: If there is no language model, or its weights are not the published ones.
        SettingsError: If it is a stranger's, which the user has not said to trust.
        WorkerError: If the workers cannot start.
    """
    check_trust(settings.language)
    key = parse_fingerprint(settings).key
    fingerprint = extract_fingerprint(settings)
    expected = identity_parts(settings, fingerprint)
    identity = Identity("themeline.stages.fingerprints:extract_identity", settings, expected)
    stage = DocumentStage(
        "extract",
        fingerprint,
        "",
        outputs.EXTRACTED,
        Task("themeline.stages.extract_worker:prepare", ExtractTask(settings, key), identity),
        partial(_load, store, key),
        settings.model_dump(mode="json", include=set(RECORDED)),
    )
    result = run_stage(store, stage, settings, report, retry_failed=retry_failed, only=only)
    names.refresh(store)
    return result


def _load(store: Store, key: str, numbers: Sequence[int]) -> dict[int, object]:
    with store.reading() as database:
        parses = outputs.read_parses(database, numbers, key)
        found = documents.read_documents(database, numbers)
        return {number: ExtractItem(number, document, parses.get(number)) for number, document in found}
