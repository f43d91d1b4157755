"""Folds that keep documents whole."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt


def assign_folds(documents: Sequence[str], folds: int) -> npt.NDArray[np.int64]:
    """Return a fold for each document name, of equal size as far as possible; equal names share one.

    The assignment depends on the names alone, not on their order.
    """
    names = sorted(set(documents), key=lambda name: (sha256(name.encode()).digest(), name))
    fold_of = {name: number % max(1, min(folds, len(names))) for number, name in enumerate(names)}
    return np.array([fold_of[name] for name in documents], dtype=np.int64)
