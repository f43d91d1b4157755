"""The licences of everything that an installation brings: `python bench/licences.py` writes docs/licences.md.

With `--check` nothing is written; it exits with 1 if a licence is not allowed, or the page is not what the locks say.
What is allowed, and what was decided where a package's own words do not say it, is in bench/licences.toml.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution

from lock import ROOT, Locked, optional_packages, read_lock

PAGE = ROOT / "docs" / "licences.md"
KNOWN = tomllib.loads((ROOT / "bench" / "licences.toml").read_text(encoding="utf-8"))
UNNAMED = 60
"""A longer `License` is the text of one, not its name."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A package's licence, why it is that one, and whether it may come in."""

    package: Locked
    name: str
    note: str
    allowed: bool


def licence_of(package: Locked) -> Licence:
    """Return the licence of a package: what was decided, else what its metadata say."""
    if decided := KNOWN["decisions"].get(package.name):
        return Licence(package, decided["licence"], decided["why"], allowed=True)
    stated = _stated(package.name)
    return Licence(package, stated or "unknown", "", allowed=is_allowed(stated))


def is_allowed(expression: str) -> bool:
    """Tell whether an SPDX expression allows use: of `OR` one side must, of `AND` every one."""
    alternatives = [part.strip(" ()") for part in expression.split(" OR ")]
    return any(
        bool(part) and all(one.strip(" ()") in KNOWN["allowed"] for one in part.split(" AND ")) for part in alternatives
    )


def page(required: list[Licence], optional: list[Licence]) -> str:
    """Return docs/licences.md."""
    lines = [
        "# Licences of what Themeline brings along",
        "",
        "Written by `make licences` from the locks and the packages' own metadata; `tests/test_supply_chain.py` checks "
        "that every",
        "locked package is here and that none is under the GPL or AGPL. Themeline itself is under the MIT licence.",
        "",
        "## Always installed",
        *_table(required),
        "",
        "## With the extras `accurate` and `cluster`",
        *_table(optional),
        "",
        "## Decided by reading",
        *(f"- **{one.package.name}**: {one.note}" for one in [*required, *optional] if one.note),
    ]
    return "\n".join(lines) + "\n"


def _stated(name: str) -> str:
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    if expression := metadata.get("License-Expression"):
        return expression
    classifiers = [text.rpartition("::")[2].strip() for text in metadata.get_all("Classifier") or []
                   if text.startswith("License ::") and text != "License :: OSI Approved"]  # fmt: skip
    text = (metadata.get("License") or "").strip()
    stated = text if 0 < len(text) <= UNNAMED and "\n" not in text else " AND ".join(classifiers)
    return " AND ".join(KNOWN["spelled"].get(part, part) for part in re.split(r" AND ", stated))


def _table(licences: list[Licence]) -> list[str]:
    rows = [f"| {one.package.name} | {one.package.version} | {one.name} |" for one in licences]
    return ["| package | version | licence |", "|---|---|---|", *rows]


def main() -> int:
    required, optional = (
        [licence_of(package) for _, package in sorted(found.items())] for found in (read_lock(), optional_packages())
    )
    refused = [one for one in [*required, *optional] if not one.allowed]
    for one in refused:
        print(f"{one.package.name} {one.package.version}: {one.name} is not allowed; decide in bench/licences.toml")
    text = page(required, optional)
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        print("docs/licences.md is not what the locks say: make licences")
        return 1
    print(f"{len(required)} packages always, {len(optional)} with extras, {len(refused)} not allowed")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
