"""Places for the nodes of a small network."""

import numpy as np
import numpy.typing as npt


def layout(nodes: int, links: npt.ArrayLike, weights: npt.ArrayLike, steps: int = 300) -> npt.NDArray[np.float64]:
    """Return positions in 0..1, after Fruchterman & Reingold (1991) from a circle, hence always the same.

    Args:
        nodes: How many nodes.
        links: Pairs of node numbers, shape (links, 2).
        weights: How strongly each link pulls.
        steps: Steps of cooling.
    """
    angle = 2 * np.pi * np.arange(nodes) / max(nodes, 1)
    places = 0.5 + 0.4 * np.column_stack([np.cos(angle), np.sin(angle)])
    pairs = np.asarray(links, dtype=int).reshape(-1, 2)
    pull = np.zeros((nodes, nodes))
    pull[pairs[:, 0], pairs[:, 1]] = pull[pairs[:, 1], pairs[:, 0]] = np.asarray(weights, dtype=float)
    ideal = 0.9 / np.sqrt(max(nodes, 1))
    for step in range(steps):
        difference = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.linalg.norm(difference, axis=2), 1e-3)
        force = ideal**2 / distance**2 - pull * distance / ideal
        move = (difference * force[:, :, None]).sum(axis=1) - 0.6 * (places - 0.5)
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        places = places + move / length * np.minimum(length, 0.08 * (1 - step / steps))
    span = np.maximum(np.ptp(places, axis=0), 1e-9)
    return np.asarray((places - places.min(axis=0)) / span)
