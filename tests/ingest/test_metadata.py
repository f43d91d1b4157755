from pathlib import Path

import pytest

from themeline.errors import UsageError
from themeline.ingest import Cleaned, IngestSettings, StepChange, list_sources, read_changes, read_source
from themeline.ingest.metadata import date_in_head
from themeline.tables import Document

SENTENCES = "The council met in Geneva. It adopted the report that its members had written in the spring."


def read(path: Path, **options: object) -> list[Document]:
    settings = IngestSettings.model_validate(options)
    results = [result for source in list_sources([path], settings) for result in read_source(source, settings)]
    return [result for result in results if isinstance(result, Document)]


def test_a_metadata_file_is_joined_by_name(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(SENTENCES)
    (tmp_path / "two.txt").write_text(SENTENCES)
    (tmp_path / "meta.csv").write_text("file,Title,Date,Party\na/one.txt,First,3 March 2021,A\ntwo,Second,2020,B\n")
    first, second = read(tmp_path, metadata_file=tmp_path / "meta.csv")
    assert (first.title, first.published, first.metadata["Party"]) == ("First", "2021-03-03", "A")
    assert (second.title, second.published, second.metadata["Party"]) == ("Second", "2020", "B")
    assert first.metadata["published_source"] == "metadata file"


@pytest.mark.parametrize("content", ["title,date\nx,2020\n", None])
def test_a_metadata_file_that_cannot_be_used_is_wrong_use(tmp_path: Path, content: str | None) -> None:
    (tmp_path / "a.txt").write_text(SENTENCES)
    if content:
        (tmp_path / "meta.csv").write_text(content)
    with pytest.raises(UsageError, match="metadata file"):
        read(tmp_path, metadata_file=tmp_path / "meta.csv")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Geneva, 3 March 2021", "2021-03-03"),
        ("Date: 2021-03", "2021-03"),
        ("(November 2014)", "2014-11"),
        ("In November 2014 the council met for the first time.", ""),
        ("2014", ""),
    ],
)
def test_date_in_the_head_of_a_text(line: str, expected: str) -> None:
    assert date_in_head(["On trade", line, SENTENCES]) == expected


def test_a_file_knows_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"On Trade\n\nGeneva, 3 March 2021\n\n{SENTENCES}")
    (document,) = read(tmp_path)
    (source,) = list_sources([tmp_path])
    assert document.metadata["sha256"] == source.sha256()
    assert document.metadata["format"] == "txt"
    assert (document.published, document.metadata["published_source"]) == ("2021-03-03", "text")


def test_splitting(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"1. Aims\n\n{SENTENCES}\n\n2. Means\n\n{SENTENCES}\fMore of it.\n")
    assert [d.source for d in read(tmp_path, split="page")] == ["a.txt#page1", "a.txt#page2"]
    sections = read(tmp_path, split="heading")
    assert [d.title for d in sections] == ["1. Aims", "2. Means"]
    for section in sections:
        assert section.text[section.blocks[1].start : section.blocks[1].end] == SENTENCES
    assert len(read(tmp_path, split="lines")) == 5


def test_changes_are_shown_step_by_step(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An old ﬁle of the\ncouncil.\n")
    (source,) = list_sources([tmp_path])
    *found, document = read_changes(source, IngestSettings())
    changes = {change.step: change for change in found if isinstance(change, StepChange)}
    assert isinstance(document, Cleaned)
    assert document.counts["characters"] == 1
    assert changes["characters"].diff[1:] == ("-An old ﬁle of the", "+An old file of the")
    assert changes["line_wraps"].count == 1
