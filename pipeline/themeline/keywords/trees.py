"""Boosted regression trees as plain arrays: scored with NumPy, explained feature by feature."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Indexes = NDArray[np.int64]
Tree = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """An additive ensemble of binary trees.

    The nodes of all trees stand in one row; `roots` says where each tree begins. A candidate goes to the `left` child
    when its feature is at most the threshold, else to the node behind that. A leaf is its own left child, and its
    threshold is infinite. `value` holds the mean of the training targets below a node.
    """

    names: tuple[str, ...]
    baseline: float
    roots: Indexes
    feature: Indexes
    threshold: Array
    left: Indexes
    value: Array
    depth: int

    def score(self, features: Mapping[str, Array]) -> Array:
        """Return the sum of the trees for each candidate, in log-odds."""
        table, node = self._start(features)
        for _ in range(self.depth):
            node = self._step(table, node)
        return np.asarray(self.baseline + self.value[node].sum(axis=1))

    def contributions(self, features: Mapping[str, Array]) -> Array:
        """Share each score out among the features along the paths taken (Saabas 2014).

        Returns:
            One row for each candidate, one column for each name; row sum plus `expected` gives the score.
        """
        table, node = self._start(features)
        shares = np.zeros(table.shape)
        rows = np.broadcast_to(np.arange(len(table))[:, None], node.shape)
        for _ in range(self.depth):
            following = self._step(table, node)
            np.add.at(shares, (rows, self.feature[node]), self.value[following] - self.value[node])
            node = following
        return shares

    @property
    def expected(self) -> float:
        """The score before any feature is known."""
        return float(self.baseline + self.value[self.roots].sum())

    def _start(self, features: Mapping[str, Array]) -> tuple[Array, Indexes]:
        table = np.column_stack([features[name] for name in self.names])
        return table, np.tile(self.roots, (len(table), 1))

    def _step(self, table: Array, node: Indexes) -> Indexes:
        cells = np.arange(0, table.size, table.shape[1])[:, None] + self.feature.take(node)
        return np.asarray(self.left.take(node) + (table.take(cells) > self.threshold.take(node)))


def read_trees(path: Path) -> BoostedTrees:
    """Read an ensemble from JSON: `names`, `baseline`, `trees` (lists of [feature, threshold, left, right, value])."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return build_trees(stored["names"], stored["baseline"], stored["trees"])


def build_trees(names: Sequence[str], baseline: float, trees: Sequence[Tree]) -> BoostedTrees:
    """Put trees one after the other, the two children of a node side by side; a stored leaf has itself as children."""
    ordered = [_side_by_side(tree) for tree in trees]
    sizes = np.array([len(tree) for tree in ordered])
    roots = np.cumsum(sizes) - sizes
    table = np.array([node for tree in ordered for node in tree])
    return BoostedTrees(
        names=tuple(names),
        baseline=baseline,
        roots=roots,
        feature=table[:, 0].astype(np.int64),
        threshold=table[:, 1],
        left=table[:, 2].astype(np.int64) + np.repeat(roots, sizes),
        value=table[:, 3],
        depth=max(_depth(tree) for tree in trees),
    )


def _side_by_side(tree: Tree) -> list[tuple[float, float, int, float]]:
    """Return feature, threshold, left child and value of each node, level by level."""
    order = [0]
    nodes = []
    for place, old in enumerate(order):  # the loop goes on into what it appends
        feature, threshold, left, right, value = tree[old]
        if int(left) == old:
            nodes.append((0.0, float("inf"), place, value))
        else:
            nodes.append((feature, threshold, len(order), value))
            order += [int(left), int(right)]
    return nodes


def _depth(tree: Tree, node: int = 0) -> int:
    left, right = int(tree[node][2]), int(tree[node][3])
    return 0 if left == node else 1 + max(_depth(tree, left), _depth(tree, right))
