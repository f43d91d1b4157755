"""A trained model as it is kept: a folder with `model.json`, `arrays.npz` and `codebook.toml`; no pickle."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np

from themeline.errors import ModelError
from themeline.themes.codebook import Codebook, read_codebook, write_codebook
from themeline.themes.terms import FloatArray, TermSpace

FORMAT = 1


@dataclass(frozen=True)
class ThemeModel:
    """One linear scorer for each theme over terms and sentence vectors, calibrated.

    The score of a sentence is `terms @ term_weights + vectors @ vector_weights + bias`, its probability
    1 / (1 + exp(-(slope * score + offset))) (Platt 1999), and a theme is given where that reaches its threshold.

    Attributes:
        representation: Where the sentence vectors come from: `terms` (none), `default` or `accurate`.
        term_weights: One row for each term, one column for each theme; so for the others.
        notes: What training found out, for the card: counts, scores.
    """

    codebook: Codebook
    representation: str
    terms: TermSpace
    term_weights: FloatArray = field(repr=False)
    vector_weights: FloatArray = field(repr=False)
    bias: FloatArray = field(repr=False)
    slope: FloatArray = field(repr=False)
    offset: FloatArray = field(repr=False)
    thresholds: FloatArray = field(repr=False)
    notes: Mapping[str, object] = field(default_factory=dict)


def save_model(model: ThemeModel, folder: Path) -> None:
    """Write a model; what stood in the folder under the same names is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    description = {
        "format": FORMAT,
        "representation": model.representation,
        "codebook": model.codebook.fingerprint,
        "terms": model.terms.terms,
        "notes": model.notes,
    }
    (folder / "model.json").write_text(json.dumps(description, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    write_codebook(model.codebook, folder / "codebook.toml")
    arrays = {name: getattr(model, name) for name in _ARRAYS} | {"idf": model.terms.idf}
    np.savez_compressed(folder / "arrays.npz", **{name: array.astype(np.float32) for name, array in arrays.items()})


def load_model(folder: Path) -> ThemeModel:
    """Read a model back.

    Raises:
        ModelError: If a file is missing or damaged, or the parts do not belong together.
    """
    try:
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "arrays.npz", allow_pickle=False) as file:
            arrays = {name: file[name].astype(np.float64) for name in (*_ARRAYS, "idf")}
        codebook = read_codebook(folder / "codebook.toml")
        model = _assemble(description, arrays, codebook)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"The themes model in {folder} cannot be read: {error}.", "Train it again.") from None
    _refuse_mismatch(model, description, folder)
    return model


def model_digest(folder: Path) -> str:
    """Return a digest of a model's files."""
    digest = sha256()
    for name in ("model.json", "arrays.npz", "codebook.toml"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


_ARRAYS = ("term_weights", "vector_weights", "bias", "slope", "offset", "thresholds")


def _assemble(description: Mapping[str, object], arrays: dict[str, FloatArray], codebook: Codebook) -> ThemeModel:
    if description["format"] != FORMAT:
        raise ValueError(f"it is of format {description['format']}, and this version reads {FORMAT}")
    terms = description["terms"]
    if not isinstance(terms, list):
        raise TypeError("its terms are no list")
    space = TermSpace(tuple(terms), arrays.pop("idf"))
    notes = description["notes"]
    return ThemeModel(codebook, str(description["representation"]), space, **arrays, notes=notes)  # type: ignore[arg-type]


def _refuse_mismatch(model: ThemeModel, description: Mapping[str, object], folder: Path) -> None:
    if description["codebook"] != model.codebook.fingerprint:
        raise ModelError(f"The codebook in {folder} was changed after training.", "Train the model again.")
    themes, terms = len(model.codebook.themes), len(model.terms.terms)
    expected = {"term_weights": (terms, themes), "bias": (themes,), "slope": (themes,), "offset": (themes,)}
    if any(getattr(model, name).shape != shape for name, shape in expected.items()) or len(model.terms.idf) != terms:
        raise ModelError(f"The parts of the themes model in {folder} do not fit each other.", "Train it again.")
