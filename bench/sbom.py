"""The bill of materials: `python bench/sbom.py [FILE]` writes CycloneDX 1.6 as JSON, from the run-time lock.

Every component has its version, its package URL, its licence and the SHA-256 of every file that the lock allows. The
same lock gives the same bytes: the serial number is made from the content, and no time is named.
"""

import json
import re
import sys
import uuid
from pathlib import Path

from licences import licence_of
from lock import ROOT, Locked, direct_dependencies, read_lock

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
SPDX_NAME = re.compile(r"[A-Za-z0-9.-]+")


def bill_of_materials() -> dict[str, object]:
    """Return the bill of materials."""
    packages = [package for _, package in sorted(read_lock().items())]
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "pipeline/themeline/__init__.py").read_text())[1]
    root = {
        "type": "application",
        "bom-ref": f"pkg:pypi/themeline@{version}",
        "name": "themeline",
        "version": version,
        "licenses": [{"license": {"id": "MIT"}}],
        "purl": f"pkg:pypi/themeline@{version}",
    }
    direct = direct_dependencies()
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": [_component(package) for package in packages],
        "dependencies": [
            {"ref": root["bom-ref"], "dependsOn": [_reference(one) for one in packages if one.name in direct]}
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        **content,
        "serialNumber": f"urn:uuid:{serial}",
    }


def _component(package: Locked) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": _reference(package),
        "name": package.name,
        "version": package.version,
        "licenses": _licences(licence_of(package).name),
        "purl": _reference(package),
        # One release has several files, of which an installation takes one: the hashes of all that the lock allows.
        "externalReferences": [
            {
                "type": "distribution",
                "url": _reference(package),
                "comment": "a file that requirements.lock allows",
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }
            for digest in package.sha256
        ],
    }


def _licences(expression: str) -> list[dict[str, object]]:
    single = SPDX_NAME.fullmatch(expression)
    return [{"license": {"id": expression}}] if single else [{"expression": expression}]


def _reference(package: Locked) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "sbom.cdx.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    bill = bill_of_materials()
    target.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    print(f"{len(bill['components'])} components in {target}")
