"""The weights of a scorer of all themes."""

from dataclasses import dataclass

from themeline.themes.terms import FloatArray


@dataclass(frozen=True)
class Weights:
    """One column for each theme."""

    terms: FloatArray
    vectors: FloatArray
    bias: FloatArray
