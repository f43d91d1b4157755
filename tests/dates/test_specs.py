"""The verdicts on the 984 specifications of Microsoft's Recognizers that concern written English.

They are made by `bench/dates_specs.py SPECS --write bench/dates_specs.csv`; the sentences are not ours to keep. With
THEMELINE_DATES_SPECS naming the sentences, the verdicts are made again.
"""

import csv
import importlib.util
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERDICTS, PAGE = ROOT / "bench" / "dates_specs.csv", ROOT / "docs" / "dates.md"
SPECS = os.environ.get("THEMELINE_DATES_SPECS", "")
FOLLOWED = 543


def read_verdicts(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_specification_has_one_verdict():
    rows = read_verdicts(VERDICTS)
    assert len({row["spec"] for row in rows}) == len(rows) == 984
    assert {row["verdict"] for row in rows} == {"followed", "not followed"}
    assert all((row["verdict"] == "followed") == (row["reason"] == "") for row in rows)


def test_no_fewer_are_followed_than_before():
    assert sum(row["verdict"] == "followed" for row in read_verdicts(VERDICTS)) >= FOLLOWED


def test_the_page_tells_the_numbers_of_each_reason():
    counts = Counter(row["reason"].partition("; ")[0] or "followed" for row in read_verdicts(VERDICTS))
    page = PAGE.read_text(encoding="utf-8")
    for reason, count in counts.items():
        assert f"| {reason} | {count} |" in page


@pytest.mark.skipif(not SPECS, reason="THEMELINE_DATES_SPECS does not name the specifications")
def test_the_verdicts_are_those_of_the_code(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    spec = importlib.util.spec_from_file_location("dates_specs", ROOT / "bench" / "dates_specs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "dates_specs", module)
    spec.loader.exec_module(module)
    cases = list(module.judge(Path(SPECS), tmp_path))
    reasons = module.summary(cases, [row["spec"] for row in read_verdicts(VERDICTS)])
    assert reasons == {row["spec"]: row["reason"] for row in read_verdicts(VERDICTS)}
