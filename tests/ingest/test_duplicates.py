from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.ingest import Duplicate, find_duplicates, fingerprint

PARAGRAPH = (
    "The council met in Geneva and adopted the report that its members had written in the spring of that year. It asks "
    "every ministry to name an officer for trade, to publish what it spends, and to answer within thirty days whenever "
    "the assembly puts a question. A second chamber reviews the accounts and may send them back once."
)


def test_the_same_words_are_exact_duplicates_whatever_the_punctuation() -> None:
    texts = {"a": PARAGRAPH, "b": PARAGRAPH.upper().replace(",", " -"), "c": "Something else entirely was said here."}
    found = list(find_duplicates({key: fingerprint(text) for key, text in texts.items()}))
    assert found == [Duplicate("a", "b", 1.0)]


def test_a_slightly_edited_text_is_a_near_duplicate() -> None:
    edited = PARAGRAPH.replace("thirty", "forty")
    (found,) = find_duplicates({("x", 1): fingerprint(PARAGRAPH), ("y", 2): fingerprint(edited)})
    assert (found.first, found.second) == (("x", 1), ("y", 2))
    assert 0.8 <= found.similarity < 1


def test_without_signatures_only_exact_duplicates_are_found() -> None:
    marks = {key: fingerprint(text, near=False) for key, text in {"a": PARAGRAPH, "b": PARAGRAPH + " More."}.items()}
    assert list(find_duplicates(marks)) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(["one two three four", "five six seven eight", "one two three"]), max_size=8))
def test_every_repetition_is_told_once(texts: list[str]) -> None:
    found = list(find_duplicates({place: fingerprint(text) for place, text in enumerate(texts)}, 0.99))
    assert len(found) == len(texts) - len(set(texts))
    assert all(duplicate.first < duplicate.second for duplicate in found)
