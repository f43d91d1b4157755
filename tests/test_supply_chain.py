"""What an installation brings along: each locked package has an allowed licence and is in the bill of materials."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def locked(name="requirements.lock"):
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def run(program, *arguments):
    done = subprocess.run([sys.executable, str(ROOT / "bench" / program), *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_page_of_licences_is_what_the_locks_say_and_all_are_allowed():
    assert run("licences.py", "--check")[0] == 0, run("licences.py", "--check")[1]
    rows = dict(re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", PAGE, flags=re.MULTILINE))
    for name, version in locked().items():
        assert rows[name.lower()].strip() == version


def test_no_copyleft_licence_binds_us():
    for name, _, licence in re.findall(r"^\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, flags=re.MULTILINE):
        assert not re.search(r"\bA?GPL", licence), name


def test_a_licence_that_is_not_allowed_is_refused():
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        from licences import is_allowed
    finally:
        sys.path.pop(0)
    assert is_allowed("MIT")
    assert is_allowed("GPL-2.0-only OR MIT")
    assert is_allowed("(BSD-3-Clause AND Zlib)")
    for refused in ("", "GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-3.0-only", "LGPL-2.1-or-later", "unknown"):
        assert not is_allowed(refused), refused


def test_every_file_of_the_lock_has_its_hash_in_the_bill_of_materials(tmp_path):
    for name in ("one.json", "two.json"):
        assert run("sbom.py", str(tmp_path / name))[0] == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    bill = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    components = {one["name"]: one for one in bill["components"]}
    assert {name: one["version"] for name, one in components.items()} == {n.lower(): v for n, v in locked().items()}
    digests = {h["content"] for one in components.values() for ref in one["externalReferences"] for h in ref["hashes"]}
    assert digests == set(re.findall(r"sha256:([0-9a-f]{64})", (ROOT / "requirements.lock").read_text()))
    references = {one["bom-ref"] for one in components.values()}
    assert len(references) == len(components)
    assert set(bill["dependencies"][0]["dependsOn"]) <= references


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_everything_locked_has_a_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]
