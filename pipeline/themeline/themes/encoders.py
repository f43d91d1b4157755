"""The encoder behind each representation that a model can name."""

from themeline.errors import ModelError
from themeline.themes.representation import Encoder, NoVectors


def load_encoder(representation: str) -> Encoder:
    """Return the encoder of a representation: `terms`, `default` or `accurate`.

    Raises:
        ModelError: If this version of Themeline has no such representation, or lacks a package for it.
    """
    if representation == "terms":
        return NoVectors()
    if representation == "default":
        from themeline.themes.static_vectors import load_static_vectors

        return load_static_vectors()
    if representation == "accurate":
        from themeline.themes.minilm import MiniLM

        return MiniLM()
    raise ModelError(f"The themes model needs the representation {representation!r}, which is not known here.")
