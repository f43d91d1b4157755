"""Labelling sentences one after the other: which comes next, in which context, and back again."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from themeline.errors import ModelError, SettingsError, UsageError
from themeline.stages.settings import Settings
from themeline.stages.theme_labels import labels_in_force, merged_labels, to_passages
from themeline.store import Selection, Store, labels
from themeline.store.counts import sentences_of
from themeline.store.labels import Judgement
from themeline.store.query import document_numbers

if TYPE_CHECKING:
    import pandas as pd

    from themeline.themes import Codebook, ThemeModel
    from themeline.themes.representation import EncodedDocuments

Order = Literal["chosen", "random", "same"]
Place = tuple[str, str, str]
"""Corpus, document, text."""

BATCH = 20
BEFORE, AFTER = 2, 1
# How many sentences are looked at to choose from; MiniLM takes most of a second for a hundred.
POOL = {"default": 5000, "accurate": 600}


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence to judge, with those before and after it."""

    corpus: str
    doc: str
    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    origin: str


class LabellingSession:
    """One coder's way through the sentences of a corpus; every judgement is in the workspace at once.

    Args:
        store: The workspace.
        settings: Its settings.
        codebook: What to judge by.
        coder: Who judges.
        selection: Which documents.
        order: `chosen`: what the model is unsure of and what differs from the rest; `random`: a random sample, which
            alone can measure a model or a corpus; `same`: what others judged and this coder has not.

    Raises:
        UsageError: If the corpus does not exist, or has no sentences.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        codebook: "Codebook",
        coder: str,
        selection: Selection,
        order: Order = "chosen",
    ) -> None:
        self._store, self._settings, self._order = store, settings, order
        self.codebook, self.coder = codebook, coder
        with store.reading() as database:
            frame = sentences_of(database, document_numbers(database, selection))
        if frame.empty:
            raise UsageError("There are no sentences to label here.", "Ingest and extract first: themeline run FOLDER")
        self._documents: dict[tuple[str, str], list[str]] = {}
        for corpus, doc, text in zip(frame["corpus"], frame["doc"], frame["text"], strict=True):
            self._documents.setdefault((corpus, doc), []).append(text)
        self._queue: deque[Item] = deque()
        self._skipped: set[Place] = set()
        self._encoded: EncodedDocuments | None = None

    def next(self) -> Item | None:
        """Return the sentence to judge now, or None when all are done; the same until it is judged or skipped."""
        if not self._queue:
            self._queue.extend(self._choose())
        return self._queue[0] if self._queue else None

    def judge(self, themes: Sequence[str]) -> None:
        """Store the coder's judgement of the present sentence.

        Raises:
            StoreError: If another command is writing; the sentence stays the present one.
        """
        item = self._queue[0]
        book = self.codebook
        made = (item.corpus, item.doc, item.text, self.coder, book.name, book.version, tuple(themes), item.origin)
        with self._store.locked(), self._store.writing() as database:
            labels.add(database, [Judgement(*made)])
        self._queue.popleft()

    def skip(self) -> None:
        """Leave the present sentence out for this session."""
        item = self._queue.popleft()
        self._skipped.add((item.corpus, item.doc, item.text))

    def undo(self) -> Item | None:
        """Take back the coder's last judgement, also one of an earlier session, and make its sentence the present one.

        Raises:
            StoreError: If another command is writing.
        """
        with self._store.locked(), self._store.writing() as database:
            last = labels.undo(database, self.coder, self.codebook.name)
        if last is None:
            return None
        item = self._item((last.corpus, last.doc, last.text), last.origin)
        self._queue.appendleft(item)
        return item

    def count(self) -> int:
        """Return how many sentences the coder has judged."""
        frame = labels_in_force(self._store, self.codebook)
        return int((frame["coder"] == self.coder).sum())

    def _choose(self) -> list[Item]:
        frame = labels_in_force(self._store, self.codebook)
        own = frame[frame["coder"] == self.coder]
        done = set(zip(own["corpus"], own["doc"], own["text"], strict=True)) | self._skipped
        if self._order == "same":
            return self._same(frame, done)
        if self._order == "random":
            places = sorted({p for p in self._places() if p not in done}, key=_shuffled)
            return [self._item(place, "random") for place in places[:BATCH]]
        return [self._item(place, "chosen") for place in self._unsure(done)]

    def _same(self, frame: "pd.DataFrame", done: set[Place]) -> list[Item]:
        others = frame[frame["coder"] != self.coder]
        columns = (others[name].tolist() for name in ("corpus", "doc", "text", "origin"))
        origins = {(corpus, doc, text): origin for corpus, doc, text, origin in zip(*columns, strict=True)}
        known = set(self._places())
        return [self._item(p, origin) for p, origin in origins.items() if p not in done and p in known][:BATCH]

    def _unsure(self, done: set[Place]) -> list[Place]:
        """Return what to label next: see `themes.select_sentences`."""
        import numpy as np

        from themeline.themes import load_encoder, select_sentences
        from themeline.themes.representation import encode_documents

        names = self._pool()
        if self._encoded is None:
            encoder = load_encoder(self._settings.themes.representation)
            self._encoded = encode_documents([self._documents[name] for name in names], encoder)
        model, encoded = self._model(), self._encoded
        probabilities = model.calibration.probabilities(model.scorer.score(encoded))
        places = [(*name, text) for name in names for text in self._documents[name]]
        own = encoded.vectors[:, : encoded.vectors.shape[1] // 2]
        taken = np.array([place in done for place in places])
        exclusive, thresholds = self.codebook.exclusive, model.calibration.thresholds
        chosen = select_sentences(probabilities, thresholds, own, taken, BATCH, exclusive=exclusive)
        return list(dict.fromkeys(places[row] for row in chosen))  # a text may occur twice

    def _model(self) -> "ThemeModel":
        """Return the model in use if it is of this codebook, else one from the labels so far or the codebook alone."""
        from themeline.themes import Classifier, load_encoder, train, train_without_labels

        representation = self._settings.themes.representation
        try:
            model = Classifier.load(self._settings.themes).model
            if model.codebook.fingerprint == self.codebook.fingerprint and model.representation == representation:
                return model
        except ModelError:
            pass  # a model of another codebook says nothing of this one
        encoder = load_encoder(representation)
        try:
            passages = to_passages(merged_labels(self._store, self.codebook))
            return train(passages, self.codebook, encoder, representation)
        except (ModelError, SettingsError):  # too few labels yet, or some of an older version
            return train_without_labels(self.codebook, encoder, representation)

    def _pool(self) -> list[tuple[str, str]]:
        """Return as many documents as are looked at, in an order of chance that is always the same."""
        names, sentences = [], 0
        for name in sorted(self._documents, key=_shuffled):
            if sentences < POOL[self._settings.themes.representation]:
                names.append(name)
                sentences += len(self._documents[name])
        return names

    def _places(self) -> Iterator[Place]:
        for (corpus, doc), texts in self._documents.items():
            yield from ((corpus, doc, text) for text in texts)

    def _item(self, place: Place, origin: str) -> Item:
        texts = self._documents.get(place[:2], [])
        if place[2] not in texts:
            return Item(*place, (), (), origin)
        at = texts.index(place[2])
        before, after = texts[max(0, at - BEFORE) : at], texts[at + 1 : at + 1 + AFTER]
        return Item(*place, tuple(before), tuple(after), origin)


def _shuffled(place: tuple[str, ...]) -> str:
    return sha256("\x1f".join(place).encode()).hexdigest()
