"""The array types of this room."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
Numbers = npt.ArrayLike
Sparse = Any
"""A scipy.sparse array; SciPy ships no types."""


def as_floats(*values: Numbers) -> tuple[Floats, ...]:
    """Return the values as float arrays of one shape."""
    arrays = [np.asarray(value, dtype=np.float64) for value in values]
    return tuple(np.array(array) for array in np.broadcast_arrays(*arrays))


def divide(numerator: Numbers, denominator: Numbers, otherwise: float = 0.0) -> Floats:
    """Divide, with `otherwise` where the denominator is zero."""
    top, bottom = as_floats(numerator, denominator)
    return np.divide(top, bottom, out=np.full_like(top, otherwise), where=bottom != 0)
