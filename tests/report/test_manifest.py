"""What a manifest's hashes notice, and what a page holds of long lists."""

import json
import re

import pandas as pd
import pytest

from themeline.errors import InputError
from themeline.report.files import write_csv
from themeline.report.manifest import FILE, file_text, for_page, numbers_of, read_manifest
from themeline.report.numbers import differing_tables

WHOLE = {
    "command": "", "report": {"corpora": ["c"], "where": "", "redact": []}, "inputs": [], "others": [], "versions": {},
    "rules": {}, "settings": {}, "definitions": {}, "decisions": [], "labels": "", "numbers": {},
}  # fmt: skip
TABLE = pd.DataFrame({"term": ["law", "state"], "share": [0.1, 0.2]})


def test_the_last_digit_counts_but_is_told_apart(tmp_path):
    write_csv(TABLE, tmp_path / "terms.csv")
    then = numbers_of({"terms": TABLE})
    for factor, close in ((1 + 4e-16, True), (1 + 1e-6, False)):
        same, (difference,) = differing_tables(then, {"terms": TABLE.assign(share=TABLE["share"] * factor)}, tmp_path)
        assert (same, difference.close) == ([], close)
    assert difference.largest == pytest.approx(1e-6, rel=1e-3)


def test_words_rows_and_tables_that_differ_are_never_close(tmp_path):
    write_csv(TABLE, tmp_path / "terms.csv")
    then = numbers_of({"terms": TABLE, "gone": TABLE})
    for table in (TABLE.assign(term=["law", "court"]), TABLE.head(1)):
        _, differing = differing_tables(then, {"terms": table}, tmp_path)
        assert [one.table for one in differing] == ["gone", "terms"]
        assert not any(one.close for one in differing)


def test_long_lists_stand_beside_the_page(tmp_path):
    row = {"corpus": "c", "bytes": 1, "sha256": "0" * 64, "batch": "c-1"}
    manifest = WHOLE | {"inputs": [row | {"file": f"{number}.txt"} for number in range(700)]}
    page = tmp_path / "r.html"
    page.write_text(f'<script type="application/json" id="provenance">{for_page(manifest)}</script>', encoding="utf-8")
    assert page.stat().st_size < 1000
    with pytest.raises(InputError, match=FILE):
        read_manifest(page)
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / FILE).write_text(file_text(manifest), encoding="utf-8")
    assert read_manifest(page) == manifest


@pytest.mark.parametrize(
    "fault",
    [{"report": "c"}, {"inputs": [{"file": 7}]}, {"decisions": [["one"]]}, {"numbers": None}, {"settings": []}],
    ids=str,
)
def test_a_manifest_of_another_shape_is_an_error_that_says_where(tmp_path, fault):
    (tmp_path / FILE).write_text(json.dumps(WHOLE | fault), encoding="utf-8")
    with pytest.raises(InputError, match=f"no manifest of a report: {next(iter(fault))}"):
        read_manifest(tmp_path)


def test_a_page_holds_its_manifest_and_cannot_be_ended_by_it(keyword_page):
    text = keyword_page.read_text(encoding="utf-8")
    found = re.search(r'id="provenance">(.*?)</script>', text, re.DOTALL)
    assert json.loads(found[1])["numbers"] == json.loads((keyword_page.with_suffix("") / FILE).read_text())["numbers"]
