"""Frequencies lowered by uneven spread: one number for both, for compatibility with older work.

Every function takes a `Spread` (see `dispersion`) and returns a value for each term, at most its frequency.
"""

import numpy as np
from scipy import special

from themeline.compare.arrays import Floats
from themeline.compare.dispersion import Spread, carroll, juilland, rosengren


def juilland_usage(spread: Spread) -> Floats:
    """Juilland's usage coefficient U = D·f."""
    return juilland(spread) * spread.frequency


def carroll_usage(spread: Spread) -> Floats:
    """Carroll's (1970) Um = f·D2 + (1 - D2)·f/k."""
    evenness = carroll(spread)
    return spread.frequency * (evenness + (1 - evenness) / spread.shares.size)


def rosengren_frequency(spread: Spread) -> Floats:
    """Rosengren's (1971) KF = S·f."""
    return rosengren(spread) * spread.frequency


def kromer_ratio(spread: Spread) -> Floats:
    """Kromer's (2003) UR = Σ[ψ(v + 1) + γ]: the k-th occurrence in a document adds 1/k."""
    counts = spread.part * spread.frequency[spread.term]
    return spread.total(special.digamma(counts + 1) + np.euler_gamma)
