"""The encoder behind each representation that a model can name."""

from pathlib import Path

from themeline.errors import ModelError
from themeline.resources import model_path
from themeline.themes.representation import Encoder, NoVectors


def load_encoder(representation: str) -> Encoder:
    """Return the encoder of a representation.

    Users' models have `default`, `accurate` or `terms`; the shipped models have vectors of their own beside the
    static ones: `filtered` (the default model) and `tuned` (the accurate model).

    Raises:
        ModelError: If this version of Themeline has no such representation, or lacks a package or file for it.
    """
    if representation == "terms":
        return NoVectors()
    if representation not in ("default", "filtered", "accurate", "tuned"):
        raise ModelError(f"The themes model needs the representation {representation!r}, which is not known here.")
    from themeline.themes.joined import JoinedVectors
    from themeline.themes.static_vectors import load_static_vectors

    static = load_static_vectors()
    if representation == "default":
        return static
    if representation == "filtered":
        from themeline.themes.convolution import load_convolution

        return JoinedVectors(load_convolution(static, shipped_file("default", "filters.npz")), static)
    from themeline.themes.minilm import MiniLM

    minilm = MiniLM(None if representation == "accurate" else shipped_file("accurate", "encoder.npz"))
    return JoinedVectors(minilm, static)


def shipped_file(model: str, name: str) -> Path:
    """Return where a file of a shipped model is, whether or not it has been made."""
    return model_path("models", "themes", model, name)
