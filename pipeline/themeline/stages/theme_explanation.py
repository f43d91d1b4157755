"""The themes explain command: why a sentence was given its themes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themeline.stages.settings import Settings
from themeline.stages.theme_labels import merged_labels, shipped_passages, to_passages
from themeline.store import Store
from themeline.store.connection import first_row

if TYPE_CHECKING:
    from themeline.themes import Classifier, Explanation, LabelledPassage

FIRST = """
    SELECT s.document, s.sentence, d.corpus || '/' || d.doc FROM sentences s JOIN documents d ON d.id = s.document
    WHERE s.text = ? ORDER BY s.document, s.sentence LIMIT 1"""


@dataclass(frozen=True, slots=True)
class ExplainResult:
    """Why a sentence has themes, or comes nearest to one.

    Attributes:
        sentence: The sentence.
        document: The document that it was read in; empty when it stood alone.
        explanations: One for each theme that was asked for or given; of the likeliest theme if none was given.
    """

    sentence: str
    document: str
    explanations: tuple["Explanation", ...]


def explain_sentence(store: Store, settings: Settings, sentence: str, theme: str = "") -> ExplainResult:
    """Explain the themes of a sentence, or one theme whether given or not.

    A sentence of the workspace is read among its neighbours, any other by itself. Similar sentences are those that
    the workspace has labels of, and for the shipped model those that it was made from.

    Raises:
        SettingsError: If the codebook has no such theme.
        ModelError: If the model cannot be used.
    """
    from themeline.themes import Classifier, explain

    classifier = Classifier.load(settings.themes)
    texts, place, document = _context(store, sentence)
    probabilities = classifier.classify([texts])[0][[place]]
    keys = classifier.codebook.keys
    given = [key for key, yes in zip(keys, classifier.decide(probabilities)[0], strict=True) if yes]
    wanted = [theme] if theme else given or [keys[int(probabilities.argmax())]]
    pool = _pool(store, settings, classifier)
    return ExplainResult(sentence, document, tuple(explain(classifier, texts, place, key, pool) for key in wanted))


def _context(store: Store, sentence: str) -> tuple[list[str], int, str]:
    if not store.exists():
        return [sentence], 0, ""
    with store.reading() as database:
        row = first_row(database, FIRST, [sentence.strip()])
        if row is None:
            return [sentence], 0, ""
        rows = database.execute("SELECT text, sentence FROM sentences WHERE document = ? ORDER BY sentence", [row[0]])
        texts, numbers = zip(*rows.fetchall(), strict=True)
    return list(texts), numbers.index(row[1]), str(row[2])


def _pool(store: Store, settings: Settings, classifier: "Classifier") -> list["LabelledPassage"]:
    own = to_passages(merged_labels(store, classifier.codebook)) if store.exists() else []
    return own if settings.themes.model else [*own, *shipped_passages()]
