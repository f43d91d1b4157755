"""Where `models/` and `corpus/` are: beside `pipeline/` in a checkout, inside the package in an installed wheel."""

import base64
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from themeline.errors import ModelError

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Return the path of a file or folder that the project ships.

    A checkout wins over packaged data: an editable install may leave a stale copy of the latter behind.

    Args:
        parts: The path below the project, as in `data_path("models", "dates", "patterns.toml")`.

    Raises:
        FileNotFoundError: If neither a checkout nor the package has it.
    """
    checkout = _PACKAGE.parent.parent
    roots = [checkout] if (checkout / "pyproject.toml").is_file() and _PACKAGE.parent.name == "pipeline" else []
    for root in [*roots, _PACKAGE / "_data"]:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"Themeline's own data is incomplete: {'/'.join(parts)} is missing.")


@cache
def model_path(*parts: str) -> Path:
    """Return the path of a file or folder that a model is read from, after a look at its bytes.

    In an installed package every file must have the SHA-256 that the wheel's RECORD names; in a checkout, git tells
    what has changed.

    Args:
        parts: As for `data_path`.

    Raises:
        FileNotFoundError: As `data_path`.
        ModelError: If a file is not the one that was released.
    """
    path = data_path(*parts)
    if path.is_relative_to(_PACKAGE / "_data"):
        with suppress(PackageNotFoundError):  # copied, not installed: there is nothing to hold it against
            check_recorded([path] if path.is_file() else path.rglob("*"), distribution("themeline"))
    return path


def check_recorded(paths: Iterable[Path], installed: Distribution) -> None:
    """Make sure that files are those of a distribution, by the SHA-256 in its RECORD; files not in it are passed over.

    Raises:
        ModelError: If one has other bytes.
    """
    recorded = {Path(str(file.locate())).resolve(): file.hash for file in installed.files or ()}
    for path in paths:
        known = recorded.get(path.resolve())
        if known and known.mode == "sha256" and known.value != _record_digest(path):
            raise ModelError(
                f"{path} is not the file that was released: its SHA-256 is another one than the installation recorded.",
                "Reinstall Themeline: pip install --force-reinstall --no-deps themeline",
            )


def _record_digest(path: Path) -> str:
    """Return the digest of a file as RECORD writes it (PEP 376: URL-safe base64 without padding)."""
    return base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
