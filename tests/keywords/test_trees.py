import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.errors import ModelError
from themeline.keywords import KeywordModel
from themeline.keywords.trees import build_trees

TREE = [[0, 1.5, 1, 2, 0.5], [0, 0.0, 1, 1, -1.0], [1, 0.0, 3, 4, 1.0], [0, 0.0, 3, 3, 0.25], [0, 0.0, 4, 4, 2.0]]
TREES = build_trees(["x", "y"], 0.1, [TREE, [[0, 0.0, 0, 0, 0.3]]])


@pytest.mark.parametrize(("x", "y", "leaf"), [(1.5, 9.0, -1.0), (1.6, 0.0, 0.25), (1.6, 0.1, 2.0)])
def test_the_score_is_the_sum_of_the_leaves_reached(x, y, leaf):
    assert TREES.score({"x": np.array([x]), "y": np.array([y])})[0] == pytest.approx(0.1 + leaf + 0.3)


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1))
def test_contributions_and_start_make_up_the_score(points):
    features = dict(zip("xy", np.array(points).T, strict=True))
    total = TREES.contributions(features).sum(axis=1) + TREES.expected
    assert total == pytest.approx(TREES.score(features))


def test_a_folder_without_a_model_is_a_model_error(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        KeywordModel.load(tmp_path)
    assert KeywordModel.load().fingerprint == KeywordModel.load(None).fingerprint
