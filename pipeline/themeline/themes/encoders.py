"""The encoder behind each representation that a model can name."""

from pathlib import Path

from themeline.errors import ModelError
from themeline.resources import data_path
from themeline.themes.representation import Encoder, NoVectors


def load_encoder(representation: str) -> Encoder:
    """Return the encoder of a representation: `terms`, `default`, `accurate`, or the shipped model's own, `tuned`.

    Raises:
        ModelError: If this version of Themeline has no such representation, or lacks a package for it.
    """
    if representation == "terms":
        return NoVectors()
    if representation == "default":
        from themeline.themes.static_vectors import load_static_vectors

        return load_static_vectors()
    if representation in ("accurate", "tuned"):
        from themeline.themes.joined import JoinedVectors
        from themeline.themes.minilm import MiniLM
        from themeline.themes.static_vectors import load_static_vectors

        patch = tuned_layers() if representation == "tuned" else None
        return JoinedVectors(MiniLM(patch), load_static_vectors())
    raise ModelError(f"The themes model needs the representation {representation!r}, which is not known here.")


def tuned_layers() -> Path:
    """Return the file of MiniLM's layers as they were trained for the shipped themes."""
    return data_path("models", "themes") / "accurate" / "encoder.npz"
