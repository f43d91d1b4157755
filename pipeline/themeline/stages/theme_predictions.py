"""What the model in use says of labelled sentences, as far as it is fair to measure it on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themeline.stages.settings import Settings
from themeline.stages.theme_labels import refuse_unknown_themes, to_passages
from themeline.store import Store
from themeline.store.counts import sentences_of

if TYPE_CHECKING:
    import pandas as pd

    from themeline.themes import Classifier, Codebook
    from themeline.themes.labels import BoolArray
    from themeline.themes.terms import FloatArray


@dataclass(frozen=True)
class Predictions:
    """Labelled sentences (rows) and themes (columns): what people judged and what a model said that had not seen it.

    Attributes:
        documents: The document of each sentence.
    """

    codebook: "Codebook"
    documents: Sequence[str]
    gold: "BoolArray"
    probabilities: "FloatArray"
    predicted: "BoolArray"


def predict_unseen(store: Store, settings: Settings, merged: "pd.DataFrame") -> Predictions:
    """Classify labelled sentences with the model in use; by cross-validation where it learnt from their documents.

    Args:
        store: The workspace.
        settings: Its settings, which name the model.
        merged: The sentences: see `theme_labels.merged_labels`.

    Raises:
        SettingsError: If a label names a theme that the model's codebook lacks.
        ModelError: If the model cannot be used.
    """
    from themeline.themes import Classifier, evaluate
    from themeline.themes.labels import label_matrix

    classifier = Classifier.load(settings.themes)
    codebook = classifier.codebook
    refuse_unknown_themes(merged, codebook)
    passages, documents = to_passages(merged), merged["document"].tolist()
    if learnt_documents(classifier) & set(documents):
        found = evaluate(passages, codebook, classifier.encoder)
        return Predictions(codebook, documents, found.gold, found.probabilities, found.predicted)
    probabilities = _classified(store, classifier, merged)
    gold = label_matrix(passages, codebook)
    return Predictions(codebook, documents, gold, probabilities, classifier.decide(probabilities))


def learnt_documents(classifier: "Classifier") -> set[str]:
    """Return the workspace's documents whose labels a model learnt from."""
    names = classifier.model.notes.get("documents", [])
    return {str(name) for name in names} if isinstance(names, list) else set()


def _classified(store: Store, classifier: "Classifier", merged: "pd.DataFrame") -> "FloatArray":
    """Return the probabilities of sentences, each read in its document; one that is not there any more by itself."""
    import numpy as np

    wanted = set(merged["document"])
    with store.reading() as database:
        rows = database.execute(
            "SELECT id FROM documents WHERE corpus || '/' || doc IN (SELECT unnest(?)) ORDER BY id", [sorted(wanted)]
        )
        sentences = sentences_of(database, [row[0] for row in rows.fetchall()])
    texts: dict[str, list[str]] = {}
    for corpus, doc, text in zip(sentences["corpus"], sentences["doc"], sentences["text"], strict=True):
        texts.setdefault(f"{corpus}/{doc}", []).append(text)
    alone = [[text] for text in merged["text"]]
    by_document = dict(zip(texts, classifier.classify(list(texts.values())), strict=True))
    columns = (merged[name].tolist() for name in ("document", "sentence"))
    outside = classifier.classify(alone)
    found = [
        by_document[document][number - 1] if number else outside[row][0]
        for row, (document, number) in enumerate(zip(*columns, strict=True))
    ]
    return np.array(found).reshape(len(found), len(classifier.codebook.themes))
