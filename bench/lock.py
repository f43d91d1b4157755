"""What the locks say: names, versions and hashes; and which packages an installation needs."""

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)[^\n]*\n((?:    --hash=[^\n]+\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock."""

    name: str
    version: str
    sha256: tuple[str, ...]


def read_lock(path: Path = RUNTIME) -> dict[str, Locked]:
    """Return the packages of a lock by name."""
    found = {}
    for name, version, hashes in _PIN.findall(path.read_text(encoding="utf-8")):
        name = canonicalize_name(name)
        found[name] = Locked(name, version, tuple(re.findall("sha256:([0-9a-f]+)", hashes)))
    return found


def optional_packages() -> dict[str, Locked]:
    """Return the packages that the extras bring besides those of the run-time lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base, locked = read_lock(), read_lock(DEVELOPMENT)
    waiting = [text for texts in project["optional-dependencies"].values() for text in texts]
    found: dict[str, Locked] = {}
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if needed and name in locked and name not in base and name not in found:
            found[name] = locked[name]
            waiting += _requires(name)
    return dict(sorted(found.items()))


def direct_dependencies() -> set[str]:
    """Return the names of what `pyproject.toml` asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []
