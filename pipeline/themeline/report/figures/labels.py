"""Which points of a scatter get a label: the foremost, as long as no two labels overlap."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LETTER, HEIGHT = 6.8, 14.0


def place_labels(
    texts: Sequence[str], x: npt.ArrayLike, y: npt.ArrayLike, size: tuple[float, float], most: int = 30
) -> list[int]:
    """Return the indexes of the points to label, in the order given.

    Args:
        texts: The labels, the most important first.
        x: Positions in pixels from the left; a label stands to the right of its point.
        y: Positions in pixels.
        size: Width and height of the plot, which a label must not leave.
        most: The most labels.
    """
    columns, rows = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    taken: list[tuple[float, float, float, float]] = []
    chosen = []
    for index, text in enumerate(texts):
        left, top = columns[index] + 4, rows[index] - HEIGHT / 2
        box = (left, top, left + LETTER * min(len(text), 34), top + HEIGHT)
        inside = box[2] <= size[0] + 60 and top >= -4 and box[3] <= size[1] + 4
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            chosen.append(index)
        if len(chosen) == most:
            break
    return chosen


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
