"""The same inputs, settings and versions give the same bytes: every table in every format, every page and its files."""

import os

import pytest

from tests.reproducible.circumstances import Circumstances, pairwise, pass_through

UNALIKE = [
    Circumstances(),
    Circumstances(2, "POSIX", True, "Pacific/Kiritimati", "1", "2", elsewhere=True, turned=True),
    Circumstances(3, "C", False, "America/St_Johns", "4242", "3", elsewhere=False, turned=True),
]
"""No field has the same value in all of them."""


@pytest.mark.timeout(900)
def test_no_circumstance_changes_a_byte(tmp_path):
    plans = pairwise() if os.environ.get("THEMELINE_LONG") else UNALIKE
    first = pass_through(tmp_path / "0", plans[0])
    assert {"mixed.html", "mixed-vs-speeches.html", "entities.xlsx", "timeline.parquet"} <= first.keys()
    for number, plan in enumerate(plans[1:], start=1):
        found = pass_through(tmp_path / str(number), plan)
        assert found.keys() == first.keys()
        assert [name for name in found if found[name] != first[name]] == [], plan
