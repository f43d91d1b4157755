"""The encoder behind each representation that a model can name."""

from themeline.errors import ModelError
from themeline.themes.representation import Encoder, NoVectors


def load_encoder(representation: str) -> Encoder:
    """Return the encoder of a representation.

    Raises:
        ModelError: If this version of Themeline has no such representation.
    """
    if representation == "terms":
        return NoVectors()
    raise ModelError(f"The themes model needs the representation {representation!r}, which is not known here.")
