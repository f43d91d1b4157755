"""Labelled sentences: what a classifier learns from and is measured on."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from themeline.errors import InputError, ModelError, SettingsError
from themeline.themes.codebook import Codebook

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence and the themes that a coder gave it; no theme is a judgement too."""

    text: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """Labelled sentences that follow each other in one document: the unit that folds and intervals keep whole.

    Attributes:
        heading: What stands above them, where it is known.
    """

    document: str
    sentences: tuple[LabelledSentence, ...]
    heading: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the sentences, in order."""
        return tuple(sentence.text for sentence in self.sentences)


def read_passages(paths: Iterable[Path]) -> list[LabelledPassage]:
    """Read passages from JSONL: rows with `id`, `sentences`, a list of `{"text", "themes"}`, and perhaps `heading`.

    Raises:
        InputError: If a row is not of this form; the message names file and line.
    """
    return [passage for path in sorted(paths) for passage in _read_file(path)]


def check_labels(passages: Sequence[LabelledPassage], codebook: Codebook) -> None:
    """Refuse labels that a classifier for this codebook cannot be trained on.

    Raises:
        SettingsError: If a label names a theme that the codebook lacks.
        ModelError: If a theme of the codebook has no sentence, or every sentence; or if the codebook is exclusive and
            a sentence has not exactly one theme.
    """
    counts, total = dict.fromkeys(codebook.keys, 0), 0
    for passage in passages:
        for sentence in passage.sentences:
            total += 1
            for theme in sentence.themes:
                if theme not in counts:
                    _refuse_unknown(theme, passage, codebook)
                counts[theme] += 1
            if codebook.exclusive and len(sentence.themes) != 1:
                refuse_not_one(
                    codebook, sentence.themes, f"{' '.join(sentence.text.split())[:60]!r} in {passage.document!r}"
                )
    empty = [key for key, count in counts.items() if not count]
    if empty:
        raise ModelError(f"No labelled sentence has the theme {', '.join(empty)}.", "Label some, or drop the theme.")
    full = [key for key, count in counts.items() if count == total]
    if full:
        raise ModelError(f"Every labelled sentence has the theme {', '.join(full)}.", "Label some without it.")


def label_matrix(passages: Sequence[LabelledPassage], codebook: Codebook) -> BoolArray:
    """Return for each sentence, in order, which themes of the codebook it has."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    rows = [[key in sentence.themes for key in codebook.keys] for sentence in sentences]
    return np.array(rows, dtype=bool).reshape(len(rows), len(codebook.themes))


def refuse_not_one(codebook: Codebook, themes: Sequence[str], where: str) -> None:
    """Say that a sentence has not exactly one theme of an exclusive codebook.

    Raises:
        ModelError: Always.
    """
    what = f"has {len(themes)} themes ({', '.join(themes)})" if themes else "has no theme"
    raise ModelError(
        f"The codebook {codebook.name!r} is exclusive, but {where} {what}.",
        "Give it exactly one, or take out of the codebook: exclusive = true",
    )


def _refuse_unknown(theme: str, passage: LabelledPassage, codebook: Codebook) -> None:
    try:
        codebook[theme]
    except SettingsError as error:
        raise SettingsError(f"{error.message} (labels of {passage.document!r})", error.hint) from None


def _read_file(path: Path) -> Iterable[LabelledPassage]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            sentences = tuple(LabelledSentence(s["text"], tuple(s["themes"])) for s in row["sentences"])
            yield LabelledPassage(str(row["id"]), sentences, row.get("heading") or "")
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path.name}, line {number}, is no labelled passage: {error}.") from None
