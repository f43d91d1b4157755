"""docs/report.md names every table that a report writes."""

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["keyword", "comparison", "many"])
def test_every_table_is_documented(kind: str, request: pytest.FixtureRequest) -> None:
    page: Path = request.getfixturevalue(f"{kind}_page")
    headings = {"keyword": "| keyword report", "comparison": "| comparison of two", "many": "| comparison of more"}
    section = PAGE[PAGE.index(headings[kind]) :].split("\n\n")[0]
    named = {name for row in re.findall(r"^\| ([a-z_, ]+) \|", section, re.M) for name in row.split(", ")}
    written = {path.stem for path in page.with_suffix("").glob("*.csv")}
    shared = {"parameters", "inputs"}
    assert written - shared <= named
