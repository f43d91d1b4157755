"""Where `models/` and `corpus/` are: beside `pipeline/` in a checkout, inside the package in an installed wheel."""

from pathlib import Path

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
