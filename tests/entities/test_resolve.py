from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.entities import (
    Decision,
    merge,
    read_review,
    rename,
    resolve_names,
    split,
    uncertain_merges,
    write_review,
)
from themeline.entities.evidence import _places, _slip, _slips
from themeline.entities.normalise import content
from themeline.entities.resolve import COLUMNS, known_names
from themeline.errors import UsageError

ROWS = [
    ("a", "European Union", "ORG", "European Union", 3),
    ("a", "EU", "ORG", "European Union", 2),
    ("b", "EU", "ORG", "EU", 4),
    ("c", "the European Union", "ORG", "the European Union", 1),
    ("a", "Ministry of Defence of Croatia", "ORG", "Ministry of Defence of Croatia", 2),
    ("b", "Ministry of Defence of Slovenia", "ORG", "Ministry of Defence of Slovenia", 2),
    ("c", "Ministry of Defense of Slovenia", "ORG", "Ministry of Defense of Slovenia", 1),
    ("a", "National Cyber Council", "ORG", "National Cyber Council", 4),
    ("a", "NCC", "ORG", "National Cyber Council", 4),
    ("b", "NCC", "ORG", "NCC", 1),
    ("a", "Vision 2020", "POLICY", "Vision 2020", 2),
    ("b", "Vision 2030", "POLICY", "Vision 2030", 2),
    ("a", "Joseph Nye", "PERSON", "Joseph Nye", 3),
    ("b", "J. Nye", "PERSON", "J. Nye", 1),
    ("a", "Georgian", "NORP", "Georgian", 1),
    ("a", "Georgia", "GPE", "Georgia", 1),
    ("b", "Security Council", "ORG", "Security Council", 5),
    ("c", "Security Counsel", "ORG", "Security Counsel", 1),
]


def frame(rows: list[tuple[str, str, str, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["doc", "text", "label", "name", "mentions"])


def names(decisions: tuple[Decision, ...] | list[Decision] = ()) -> dict[str, str]:
    table = resolve_names(frame(ROWS), decisions)
    return dict(zip(table["name_in_document"], table["name"], strict=True))


def test_spellings_and_acronyms_come_under_one_name() -> None:
    found = names()
    assert found["EU"] == found["the European Union"] == found["European Union"] == "European Union"
    assert found["Ministry of Defense of Slovenia"] == "Ministry of Defence of Slovenia"
    assert found["NCC"] == "National Cyber Council"
    assert found["J. Nye"] == "Joseph Nye"


def test_different_things_stay_apart() -> None:
    found = names()
    assert found["Ministry of Defence of Croatia"] != found["Ministry of Defence of Slovenia"]
    assert found["Vision 2020"] != found["Vision 2030"]
    assert found["Georgian"] != found["Georgia"]


def test_an_acronym_with_two_meanings_is_left_alone_and_reviewed() -> None:
    rows = [
        *ROWS,
        ("d", "National Cancer Centre", "ORG", "National Cancer Centre", 1),
        ("d", "NCC", "ORG", "National Cancer Centre", 1),
    ]
    table = resolve_names(frame(rows))
    assert dict(zip(table["name_in_document"], table["name"], strict=True))["NCC"] == "NCC"
    assert "NCC" in set(uncertain_merges(frame(rows))["right"])


def test_no_mentions_give_an_empty_map() -> None:
    assert list(resolve_names(frame([])).columns) == COLUMNS
    assert uncertain_merges(frame([])).empty


@settings(max_examples=25, deadline=None)
@given(st.permutations(ROWS))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str, str, str, int]]) -> None:
    pd.testing.assert_frame_equal(resolve_names(frame(rows)), resolve_names(frame(ROWS)))


def test_decisions_go_before_evidence() -> None:
    decisions = [
        *merge("ORG", ["National Cyber Council", "Security Council"], "The Councils"),
        split("ORG", "EU", "European Union"),
    ]
    found = names([*decisions, rename("PERSON", "Joseph Nye", "Nye, Joseph")])
    assert found["National Cyber Council"] == found["Security Council"] == found["NCC"] == "The Councils"
    assert found["EU"] == "EU"
    assert found["the European Union"] == "European Union"
    assert found["J. Nye"] == "Nye, Joseph"


def test_a_review_file_goes_there_and_back(tmp_path) -> None:
    path = tmp_path / "review.csv"
    rows = [
        *ROWS,
        ("d", "National Cancer Centre", "ORG", "National Cancer Centre", 1),
        ("d", "NCC", "ORG", "National Cancer Centre", 1),
    ]
    assert write_review(uncertain_merges(frame(rows)), path) > 0
    assert read_review(path) == []
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[table["right"] == "NCC", "decision"] = "same"
    table.to_csv(path, index=False)
    [decision] = read_review(path)
    assert (decision.kind, decision.right) == ("merge", "NCC")


def test_a_review_file_that_cannot_be_read_says_why(tmp_path) -> None:
    path = tmp_path / "review.csv"
    path.write_text("decision,left,right,label\nperhaps,a,b,ORG\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        read_review(path)
    path.write_text("left,right\na,b\n", encoding="utf-8")
    with pytest.raises(UsageError, match="decision"):
        read_review(path)


def test_a_later_decision_on_the_same_names_replaces_an_earlier_one() -> None:
    pair = ["Ministry of Defence of Croatia", "Ministry of Defence of Slovenia"]
    joined, parted = merge("ORG", pair), split("ORG", *pair)
    assert len({names([*joined, parted])[name] for name in pair}) == 2
    assert len({names([parted, *joined])[name] for name in pair}) == 1


def test_a_split_works_whichever_name_comes_first() -> None:
    for decision in (split("ORG", "NCC", "National Cyber Council"), split("ORG", "National Cyber Council", "NCC")):
        found = names([decision])
        assert found["NCC"] == "NCC"
        assert found["National Cyber Council"] == "National Cyber Council"


def test_a_rename_holds_when_a_new_batch_would_call_the_group_otherwise() -> None:
    rows = [("e", "National Cyber Councils", "ORG", "National Cyber Councils", 40)]
    assert dict(resolved([*ROWS, *rows], []))["NCC"] == "National Cyber Councils"
    decided = dict(resolved([*ROWS, *rows], [rename("ORG", "National Cyber Council", "The Council")]))
    assert decided["NCC"] == decided["National Cyber Councils"] == "The Council"


def resolved(rows: list[tuple[str, str, str, str, int]], decisions: list[Decision]) -> list[tuple[str, str]]:
    table = resolve_names(frame(rows), decisions)
    return list(zip(table["name_in_document"], table["name"], strict=True))


@pytest.mark.parametrize(
    "decide",
    [
        lambda: merge("ORG", ["EU"]),
        lambda: merge("ORG", ["EU", "EU"]),
        lambda: split("ORG", "EU", "EU"),
        lambda: rename("ORG", "EU", " "),
    ],
)
def test_a_decision_that_decides_nothing_is_refused(decide) -> None:
    with pytest.raises(UsageError):
        decide()


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_review_file_as_a_spreadsheet_saves_it_is_read(tmp_path, separator: str) -> None:
    path = tmp_path / "review.csv"
    lines = ["decision,left,right,label,name", "different,National Council,NC,ORG,National Council", ",a,b,ORG,a"]
    path.write_text("\n".join(lines).replace(",", separator), encoding="utf-8-sig")
    assert read_review(path) == [Decision("split", "ORG", "NC", "National Council")]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00PK\x03", b"decision,left,right,label\nsame,a,b,BODY\n"])
def test_a_review_file_that_is_none_is_refused(tmp_path, content: bytes) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="review"):
        read_review(path)


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("ORG", "Ministry of the Interior", "Ministry of Interior"),
        ("ORG", "CERT-GOV-MD", "CERT-GOVMD"),
        ("ORG", "Institute of Defence Technologies", "Institute of Defence Technology"),
        ("LAW", "Paris Agreement on Climate Change", "Paris Agreement"),
    ],
)
def test_spellings_of_one_name_are_one(label: str, left: str, right: str) -> None:
    rows = [("a", left, label, left, 3), ("b", right, label, right, 1)]
    assert len(set(dict(resolved(rows, [])).values())) == 1


def test_a_word_of_a_name_is_no_acronym_of_it() -> None:
    rows = [("a", "SECRET", "ORG", "TOP SECRET", 1), ("b", "SECRET", "ORG", "SECRET", 1)]
    assert dict(resolved([*rows, ("a", "TOP SECRET", "ORG", "TOP SECRET", 1)], []))["SECRET"] == "SECRET"


STEMS = ["council", "counsel", "councils", "committee", "comittee", "policy", "policies", "strategy", "croatia", "of"]
LETTERS = st.text("abcs", min_size=3, max_size=7)


def _slips_of_all_pairs(counts: dict[str, int], places: frozenset[str]) -> set[tuple[str, str]]:
    """Compare every name with every other, as slowly as the definition says it."""
    words = {name: content(name) for name in sorted(counts)}
    long = [name for name, parts in words.items() if len("".join(parts)) >= 10 and len(parts) > 1]
    found = set()
    for left, right in combinations(long, 2):
        differing = [pair for pair in zip(words[left], words[right], strict=False) if pair[0] != pair[1]]
        if len(words[left]) == len(words[right]) and len(differing) == 1:
            sides = (left, differing[0][0]), (right, differing[0][1])
            found |= {(left, right)} if _slip(*sides, counts, places) else set()
    return found


@given(st.lists(st.lists(st.sampled_from(STEMS) | LETTERS, min_size=1, max_size=4), max_size=12))
def test_slips_are_found_without_comparing_all_with_all(parts: list[list[str]]) -> None:
    counts = {" ".join(words): len(words) for words in parts}
    gazetteer = known_names()
    links = _slips(counts, gazetteer)
    assert {(link.left, link.right) for link in links} == _slips_of_all_pairs(counts, _places(gazetteer))


def test_a_word_that_many_names_share_does_not_make_all_of_them_be_compared() -> None:
    names = [f"University of {chr(97 + number % 26) * 5}{number:05}x" for number in range(20_000)]
    assert _slips(dict.fromkeys(names, 1), known_names()) == []
