"""Two encoders side by side."""

from dataclasses import dataclass

import numpy as np

from themeline.themes.representation import Documents, Encoder
from themeline.themes.terms import FloatArray


@dataclass(frozen=True)
class JoinedVectors:
    """An encoder: the vectors of two others next to each other, each with half the squared length."""

    first: Encoder
    second: Encoder

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.first.dimensions + self.second.dimensions

    @property
    def fingerprint(self) -> str:
        """A digest of both."""
        return f"{self.first.fingerprint}+{self.second.fingerprint}"

    def encode(self, documents: Documents) -> FloatArray:
        """Return one vector for each sentence."""
        joined: FloatArray = np.hstack([self.first.encode(documents), self.second.encode(documents)]) * np.sqrt(0.5)
        return joined
