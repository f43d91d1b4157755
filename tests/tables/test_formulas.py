import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.entities.review import read_review, write_review
from themeline.tables.formulas import as_written, inert

NAMES = ('=HYPERLINK("http://example.org")', "+1", "-Party", "@handle", "'quoted'", "NATO")


@given(st.text() | st.sampled_from(NAMES))
def test_what_was_made_inert_is_read_back(text: str) -> None:
    assert not str(inert(text)).startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert as_written(str(inert(text))) == text


@pytest.mark.parametrize("name", NAMES)
def test_a_review_holds_no_formula_and_decides_about_the_names_as_they_are(tmp_path, name) -> None:
    row = {"left": name, "right": "Other", "label": "ORG", "certainty": 0.5, "evidence": "", "mentions_left": 2}
    path = tmp_path / "review.csv"
    write_review(pd.DataFrame([row | {"mentions_right": 1}]), path)
    text = path.read_text(encoding="utf-8-sig")
    assert not any(
        cell.startswith(("=", "@", "+")) for line in text.splitlines() for cell in line.replace('"', "").split(",")
    )
    path.write_text(text.replace("\n,", "\nsame,", 1), encoding="utf-8")
    (decision,) = read_review(path)
    assert decision.left == name
