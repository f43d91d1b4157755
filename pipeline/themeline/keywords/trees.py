"""Boosted regression trees as plain arrays: scored with NumPy, explained feature by feature."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """An additive ensemble of binary trees.

    Every array has one row for each tree and one column for each node; a leaf points to itself. A candidate goes
    left when its feature is at most the threshold. `value` holds the mean of the training targets below a node.
    """

    names: tuple[str, ...]
    baseline: float
    feature: NDArray[np.int64]
    threshold: Array
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: Array
    depth: int

    def score(self, features: Mapping[str, Array]) -> Array:
        """Return the sum of the trees for each candidate, in log-odds."""
        table, trees = self._table(features), np.arange(len(self.value))
        node = np.zeros((len(table), len(trees)), dtype=np.int64)
        for _ in range(self.depth):
            node = self._step(table, trees, node)
        return np.asarray(self.baseline + self.value[trees, node].sum(axis=1))

    def contributions(self, features: Mapping[str, Array]) -> Array:
        """Share each score out among the features along the paths taken (Saabas 2014).

        Returns:
            One row for each candidate, one column for each name; row sum plus `expected` gives the score.
        """
        table, trees = self._table(features), np.arange(len(self.value))
        shares = np.zeros((len(table), len(self.names)))
        node = np.zeros((len(table), len(trees)), dtype=np.int64)
        rows = np.broadcast_to(np.arange(len(table))[:, None], node.shape)
        for _ in range(self.depth):
            following = self._step(table, trees, node)
            gain = self.value[trees, following] - self.value[trees, node]
            np.add.at(shares, (rows, self.feature[trees, node]), gain)
            node = following
        return shares

    @property
    def expected(self) -> float:
        """The score before any feature is known."""
        return float(self.baseline + self.value[:, 0].sum())

    def _table(self, features: Mapping[str, Array]) -> Array:
        return np.column_stack([features[name] for name in self.names])

    def _step(self, table: Array, trees: NDArray[np.int64], node: NDArray[np.int64]) -> NDArray[np.int64]:
        place = node + trees * self.value.shape[1]
        row = np.arange(len(table))[:, None] * table.shape[1]
        seen = table.ravel()[self.feature.ravel()[place] + row]
        goes_left = seen <= self.threshold.ravel()[place]
        following: NDArray[np.int64] = np.where(goes_left, self.left.ravel()[place], self.right.ravel()[place])
        return following


def read_trees(path: Path) -> BoostedTrees:
    """Read an ensemble from JSON: `names`, `baseline`, `trees` (lists of [feature, threshold, left, right, value])."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return build_trees(stored["names"], stored["baseline"], stored["trees"])


def build_trees(names: Sequence[str], baseline: float, trees: Sequence[Sequence[Sequence[float]]]) -> BoostedTrees:
    """Pad trees to one size; a node with `left` equal to itself is a leaf."""
    nodes = max(map(len, trees))
    table = np.zeros((len(trees), nodes, 5))
    for number, tree in enumerate(trees):
        table[number, : len(tree)] = tree
    left, right = table[:, :, 2].astype(np.int64), table[:, :, 3].astype(np.int64)
    return BoostedTrees(
        tuple(names),
        baseline,
        table[:, :, 0].astype(np.int64),
        table[:, :, 1],
        left,
        right,
        table[:, :, 4],
        max(_depth(tree) for tree in trees),
    )


def _depth(tree: Sequence[Sequence[float]], node: int = 0) -> int:
    left, right = int(tree[node][2]), int(tree[node][3])
    return 0 if left == node else 1 + max(_depth(tree, left), _depth(tree, right))
