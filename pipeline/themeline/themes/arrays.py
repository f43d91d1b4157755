"""Arrays of numbers out of an .npz that may be a stranger's: no pickle, no other kind, nothing that swells."""

import zipfile
from collections.abc import Collection
from io import BytesIO
from math import prod

import numpy as np

from themeline.themes.terms import FloatArray

MOST_ELEMENTS = 100_000_000
MOST_DIMENSIONS = 2
HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def read_numbers(raw: bytes, names: Collection[str], optional: Collection[str] = ()) -> dict[str, FloatArray]:
    """Return the named arrays of an .npz as float64; their headers are looked at before there is room for them.

    Optional ones may be missing.

    Raises:
        KeyError: If one is missing.
        ValueError: If one holds anything but finite numbers, or is too large.
        zipfile.BadZipFile, OSError, zlib.error: If the file is damaged.
    """
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        there = [name for name in optional if f"{name}.npy" in archive.namelist()]
        return {name: _read(archive, name) for name in (*names, *there)}


def _read(archive: zipfile.ZipFile, name: str) -> FloatArray:
    with archive.open(f"{name}.npy") as file:
        version = np.lib.format.read_magic(file)
        if version not in HEADERS:
            raise ValueError(f"the array {name!r} is of a version that is not read")
        try:
            shape, _, kind = HEADERS[version](file)
        except Exception as error:  # the parser of headers raises its tokenizer's errors too
            raise ValueError(f"the array {name!r} has no header: {error}") from error
    elements = prod(shape)
    if kind.kind not in "fiu" or len(shape) > MOST_DIMENSIONS or not 0 <= elements <= MOST_ELEMENTS:
        raise ValueError(f"the array {name!r} is of the kind {kind} and the shape {shape}")
    if archive.getinfo(f"{name}.npy").file_size > elements * kind.itemsize + 4096:
        raise ValueError(f"the array {name!r} is larger than its shape")
    with archive.open(f"{name}.npy") as file:
        array: FloatArray = np.lib.format.read_array(file, allow_pickle=False)
    if not np.isfinite(array).all():
        raise ValueError(f"the array {name!r} holds what is no number")
    return array.astype(np.float64)
