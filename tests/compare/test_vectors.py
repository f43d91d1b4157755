"""Values that several independent implementations agree on, typed in as facts.

Sources: Hardie's and UCREL's worked examples; association-measures, scattertext, the UCREL wizard and R's corpora
were run on them; the dispersion values are those of Gries' (2008) five-part corpus.
"""

import numpy as np
import pytest
from scipy import sparse

from themeline.compare import dispersion, effect_size, keyness

# a, b, n1, n2, then what each measure gives to four decimals.
COUNTS = {
    "hardie": (12000, 10000, 1_000_000, 1_000_000),
    "ucrel": (620, 267, 1_017_879, 1_007_532),
    "small": (30, 10, 10_000, 12_000),
    "only in A": (8, 0, 5_000, 20_000),
    "only in B": (0, 15, 5_000, 20_000),
}
EXPECTED = {
    "hardie": (182.0695, 184.0917, 167.5608, 0.2630, 0.2630, 0.2246, 0.3015, 0.2246, 20.00, 1.2000),
    "ucrel": (140.8655, 140.9255, 126.3442, 1.2007, 1.1992, 0.9914, 1.4131, 0.9914, 129.8493, 2.2936),
    "small": (14.4433, 14.4690, 4.4445, 1.8480, 1.8014, 0.7764, 3.0453, 0.7764, 260.0, 3.5969),
    "only in A": (25.7510, 25.7613, 15.6244, 6.0, 6.0874, 2.7714, np.inf, 2.7714, 6300.0, 1601.0),
    "only in B": (6.6943, 6.6966, -3.4323, -2.9069, -2.9543, -np.inf, 0.1573, 0.0, -100.0, 0.0013),
}


@pytest.mark.parametrize("name", COUNTS)
def test_worked_examples(name):
    counts = COUNTS[name]
    g2 = keyness.log_likelihood(*counts)
    low, high = effect_size.log_ratio_interval(*counts)
    found = [
        g2,
        keyness.log_likelihood_table(*counts),
        keyness.bayes_information(g2, counts[2] + counts[3]),
        effect_size.log_ratio_hardie(*counts),
        effect_size.log_ratio(*counts),
        low,
        high,
        effect_size.conservative_log_ratio(*counts),
        effect_size.percent_difference(*counts),
        effect_size.simple_maths(*counts),
    ]
    assert [float(value) for value in found] == pytest.approx(EXPECTED[name], abs=6e-5)


def test_conservative_log_ratio_of_six_terms():
    """LRC with six tests; the same in association-measures, scattertext and R's corpora."""
    found = effect_size.conservative_log_ratio((30, 1, 8, 0, 500, 12), (10, 5, 1, 9, 480, 0), 10_000, 12_000, tests=6)
    assert found.tolist() == pytest.approx([0.4582, 0, 0, 0, 0.0758, 1.0517], abs=6e-5)


def test_dispersion_of_gries_corpus():
    """Gries 2008: `a` occurs 1, 2, 3, 4, 5 times in parts of 9, 10, 10, 10, 11 words."""
    spread = dispersion.spread_of(sparse.csr_array(np.array([[1], [2], [3], [4], [5]])), [9, 10, 10, 10, 11])
    measures = (
        dispersion.juilland,
        dispersion.rosengren,
        dispersion.deviation_of_proportions,
        dispersion.normalized_deviation,
        dispersion.divergence,
        dispersion.normalized_divergence,
        dispersion.average_distance,
    )
    found = [float(measure(spread)[0]) for measure in measures]
    assert found == pytest.approx([0.7852, 0.9498, 0.1800, 0.2195, 0.1370, 0.1205, 0.6975], abs=6e-5)
    assert dispersion.document_range(spread).tolist() == [5]


def test_published_values():
    """Dunning 1993, Pedersen 1996, Kilgarriff 2009, Hofland & Johansson 1982, Gabrielatos & Marchi 2011, Bouma 2009."""
    assert keyness.log_likelihood_table(110, 111, 2552, 29225) == pytest.approx(270.72, abs=0.005)
    assert keyness.fisher_exact(1, 3, 4, 4) == pytest.approx(0.486, abs=5e-4)
    assert effect_size.simple_maths(35, 263, 112_289_811, 1_559_717_242) == pytest.approx(1.1224, abs=5e-5)
    assert effect_size.difference_coefficient(18, 35, 1_000_000, 1_000_000) == pytest.approx(-0.32, abs=0.005)
    assert effect_size.percent_difference(206_523, 178_174, 959_641, 1_562_358) == pytest.approx(88.7, abs=0.05)
    counts = [10, 1, 0], [0, 9, 10], 10, 90
    assert effect_size.normalized_mutual_information(*counts).tolist() == pytest.approx([1, 0, -1], abs=1e-12)
