"""The class of each term: what may be said of it, and what not."""

import numpy as np
import numpy.typing as npt

from themeline.compare.arrays import Booleans, Floats

ROBUST_A, ROBUST_B, CONCENTRATED, LOCKWORD, UNDECIDED = CLASSES = (
    "robust A",
    "robust B",
    "concentrated",
    "lockword",
    "undecided",
)


def classify(
    sign: Floats, log_ratio: Floats, passed: Booleans, by_tokens: Booleans, concentrated: Booleans, same: Booleans
) -> npt.NDArray[np.object_]:
    """Give each term its class.

    Args:
        sign: The direction in which the gate sees the difference.
        log_ratio: The effect size; a robust term's has the same sign.
        passed: The gate found a difference between the documents.
        by_tokens: The totals differ even with a conservative bound (LRC is not zero).
        concentrated: One document holds too much of the term on the side where it is more frequent.
        same: The term is equally frequent on both sides (equivalence test).
    """
    agree = passed & (sign == np.sign(log_ratio))
    conditions = [
        agree & ~concentrated & (sign > 0),
        agree & ~concentrated & (sign < 0),
        by_tokens | passed & concentrated,
        same,
    ]
    return np.select(conditions, CLASSES[:4], default=UNDECIDED).astype(object)
