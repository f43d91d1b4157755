"""Filters over neighbours, layer upon layer, and the file that holds the shipped ones."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np
import numpy.typing as npt

from themeline.errors import ModelError
from themeline.themes.arrays import read_numbers

WINDOW = 3

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Layer:
    """Filters over windows of three neighbours.

    Attributes:
        filters: (3 × length of what is below) × filters.
        shift: What is added to each filter's answer; what is then below zero becomes zero.
    """

    filters: Numbers
    shift: Numbers


Stacks = Sequence[Sequence[Layer]]


def save_stacks(stacks: Stacks, path: Path) -> None:
    """Write stacks of layers, each from the lowest upwards, as half-precision numbers."""
    arrays = {
        f"{stack}.{depth}.{name}": array.astype(np.float16)
        for stack, layers in enumerate(stacks)
        for depth, layer in enumerate(layers)
        for name, array in vars(layer).items()
    }
    np.savez_compressed(path, **arrays)


def load_stacks(path: Path, dimensions: int) -> tuple[Stacks, str]:
    """Read stacks back, with a digest of the file.

    Args:
        path: The file.
        dimensions: The length of the vectors that the lowest layers read.

    Raises:
        ModelError: If the file is missing or damaged, or its filters do not fit the vectors or each other.
    """
    try:
        raw = path.read_bytes()
        with ZipFile(BytesIO(raw)) as archive:
            names = [name.removesuffix(".npy") for name in archive.namelist()]
        stacks = _assemble({name: array.astype(np.float32) for name, array in read_numbers(raw, names).items()})
        if not stacks or not all(_fits(stack, dimensions) for stack in stacks):
            raise ValueError("the filters do not fit the table")
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise ModelError(f"The sentence filters {path} cannot be read: {error}.", "Install Themeline again.") from None
    return stacks, sha256(raw).hexdigest()[:16]


def _assemble(arrays: Mapping[str, Numbers]) -> Stacks:
    """Put the layers in order; their names are `stack.depth.filters` and `stack.depth.shift`."""
    stacks: dict[str, list[Layer]] = {}
    for name in sorted(name.removesuffix(".filters") for name in arrays if name.endswith(".filters")):
        layer = Layer(arrays[f"{name}.filters"], arrays[f"{name}.shift"])
        stacks.setdefault(name.partition(".")[0], []).append(layer)
    return list(stacks.values())


def _fits(stack: Sequence[Layer], dimensions: int) -> bool:
    below = [dimensions, *(len(layer.shift) for layer in stack)]
    wanted = [(WINDOW * size, len(layer.shift)) for size, layer in zip(below, stack, strict=False)]
    return [layer.filters.shape for layer in stack] == wanted
