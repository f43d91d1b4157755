"""A trained model as it is kept: a folder with `model.json`, `arrays.npz` and `codebook.toml`; no pickle."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from themeline.errors import ModelError, SettingsError
from themeline.files import make_folder, write_whole
from themeline.themes.arrays import read_numbers
from themeline.themes.calibration import Calibration
from themeline.themes.codebook import Codebook, read_codebook, write_codebook
from themeline.themes.scorer import Scorer
from themeline.themes.terms import FloatArray, TermSpace
from themeline.themes.weights import Weights

FORMAT = 1
ARRAYS = ("idf", "term_weights", "vector_weights", "bias", "slope", "offset", "thresholds")
# What only a model has that goes by likeness to labelled sentences.
LANDMARKS = "landmarks"
DAMAGE = (
    OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, MemoryError, zlib.error, BadZipFile,
    SettingsError,
)  # fmt: skip


@dataclass(frozen=True)
class ThemeModel:
    """One scorer for each theme over terms and sentence vectors, with its calibration.

    Attributes:
        representation: Where the sentence vectors come from; `encoders.load_encoder` knows the names.
        notes: What training found out: counts and scores.
    """

    codebook: Codebook
    representation: str
    scorer: Scorer = field(repr=False)
    calibration: Calibration = field(repr=False)
    notes: Mapping[str, object] = field(default_factory=dict)


def save_model(model: ThemeModel, folder: Path) -> None:
    """Write a model; what stood in the folder under the same names is replaced, the description last.

    It names the digest of the arrays, so that a model of which half was replaced is refused, not used.

    Raises:
        OutputError: If the system refuses to write it.
    """
    make_folder(folder)
    arrays: dict[str, Any] = {name: array.astype(np.float32) for name, array in _arrays(model).items()}
    packed = BytesIO()
    np.savez_compressed(packed, **arrays)
    description = {
        "format": FORMAT,
        "representation": model.representation,
        "codebook": model.codebook.fingerprint,
        "terms": model.scorer.terms.terms,
        "parts": model.scorer.terms.parts,
        "notes": model.notes,
        "arrays": sha256(packed.getvalue()).hexdigest(),
    }
    write_whole(folder / "arrays.npz", packed.getvalue())
    write_codebook(model.codebook, folder / "codebook.toml")
    write_whole(folder / "model.json", json.dumps(description, ensure_ascii=False, indent=0) + "\n")


def load_model(folder: Path) -> ThemeModel:
    """Read a model back.

    Raises:
        ModelError: If a file is missing or damaged, or the parts do not belong together.
    """
    try:
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        if description["format"] != FORMAT:
            raise ValueError(f"it is of format {description['format']}, and this version reads {FORMAT}")
        packed = (folder / "arrays.npz").read_bytes()
        if sha256(packed).hexdigest() != description.get("arrays", sha256(packed).hexdigest()):
            raise ValueError("its arrays are not those that its description names")
        arrays = read_numbers(packed, ARRAYS, [LANDMARKS])
        model = _assemble(description, arrays, read_codebook(folder / "codebook.toml"))
    except DAMAGE as error:
        raise ModelError(f"The themes model in {folder} cannot be read: {error}.", "Train it again.") from None
    _refuse_mismatch(model, description["codebook"], folder)
    return model


def model_digest(folder: Path) -> str:
    """Return a digest of a model's files."""
    digest = sha256()
    for name in ("model.json", "arrays.npz", "codebook.toml"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def _arrays(model: ThemeModel) -> dict[str, FloatArray]:
    weights, calibration, landmarks = model.scorer.weights, model.calibration, model.scorer.landmarks
    return ({} if landmarks is None else {LANDMARKS: landmarks}) | {
        "idf": model.scorer.terms.idf,
        "term_weights": weights.terms,
        "vector_weights": weights.vectors,
        "bias": weights.bias,
        "slope": calibration.slope,
        "offset": calibration.offset,
        "thresholds": calibration.thresholds,
    }


def _assemble(description: Mapping[str, object], arrays: dict[str, FloatArray], codebook: Codebook) -> ThemeModel:
    notes = description["notes"]
    if not isinstance(notes, dict):
        raise TypeError("its notes are no table")
    space = TermSpace(_words(description["terms"]), arrays["idf"], _words(description.get("parts", [])))
    weights = Weights(arrays["term_weights"], arrays["vector_weights"], arrays["bias"])
    scorer = Scorer(space, weights, arrays.get(LANDMARKS))
    calibration = Calibration(arrays["slope"], arrays["offset"], arrays["thresholds"], codebook.exclusive)
    return ThemeModel(codebook, str(description["representation"]), scorer, calibration, notes)


def _words(listed: object) -> tuple[str, ...]:
    if not isinstance(listed, list) or not all(isinstance(term, str) for term in listed):
        raise TypeError("its terms are no list of words")
    if len(set(listed)) < len(listed):
        raise ValueError("one of its terms is there twice")
    return tuple(listed)


def _refuse_mismatch(model: ThemeModel, fingerprint: object, folder: Path) -> None:
    if fingerprint != model.codebook.fingerprint:
        raise ModelError(f"The codebook in {folder} was changed after training.", "Train the model again.")
    themes, terms = len(model.codebook.themes), model.scorer.terms.size
    shapes = {name: array.shape for name, array in _arrays(model).items()}
    expected: dict[str, tuple[int, ...]] = dict.fromkeys(("bias", "slope", "offset", "thresholds"), (themes,))
    expected |= {
        "idf": (terms,),
        "term_weights": (terms, themes),
        "vector_weights": (*shapes["vector_weights"][:1], themes),
    }
    if LANDMARKS in shapes:
        expected[LANDMARKS] = (*shapes["vector_weights"][:1], *shapes[LANDMARKS][-1:])
    if shapes != expected:
        raise ModelError(f"The parts of the themes model in {folder} do not fit each other.", "Train it again.")
