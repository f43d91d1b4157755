"""Which points of a scatter get a label: the foremost, as long as no two labels overlap."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

LETTER, HEIGHT = 6.8, 14.0
Side = Literal["right", "left"]
BOTH: tuple[Side, ...] = ("right", "left")
Box = tuple[float, float, float, float]


def place_labels(
    texts: Sequence[str],
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    size: tuple[float, float],
    most: int = 30,
    sides: Sequence[Side] = ("right",),
) -> dict[int, Side]:
    """Return the indexes of the points to label, in the order given, and on which side of the point it stands.

    Args:
        texts: The labels, the most important first.
        x: Positions in pixels from the left.
        y: Positions in pixels.
        size: Width and height of the plot, which a label must not leave.
        most: The most labels.
        sides: The sides to try, the best first.
    """
    columns, rows = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    taken: list[Box] = []
    chosen: dict[int, Side] = {}
    for index, text in enumerate(texts):
        for side in sides:
            box = _box(text, columns[index], rows[index], side)
            if _inside(box, size) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                chosen[index] = side
                break
        if len(chosen) == most:
            break
    return chosen


def _box(text: str, x: float, y: float, side: Side) -> Box:
    width, top = LETTER * min(len(text), 34), y - HEIGHT / 2
    left = x + 4 if side == "right" else x - 4 - width
    return left, top, left + width, top + HEIGHT


def _inside(box: Box, size: tuple[float, float]) -> bool:
    return box[0] >= -60 and box[2] <= size[0] + 60 and box[1] >= -4 and box[3] <= size[1] + 4


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
