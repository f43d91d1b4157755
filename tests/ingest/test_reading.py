from pathlib import Path

import pytest

from themeline.errors import UsageError
from themeline.ingest import IngestSettings, list_sources, read_source
from themeline.tables import Document, Failure

TEXT = "The council met in Geneva. It adopted the report that its members had written in the spring."


def read(path: Path, **options: object) -> list[Document | Failure]:
    settings = IngestSettings.model_validate(options)
    return [result for source in list_sources([path], settings) for result in read_source(source, settings)]


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", ".hidden.txt", "a/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert [document.doc for document in read(tmp_path)] == ["a/c.txt", "a/z.md", "b.txt"]


def test_a_workspace_among_the_texts_is_not_read_but_texts_beside_it_are(tmp_path: Path) -> None:
    ours = ("themeline.duckdb", "themeline.duckdb.wal", "themeline.toml", "reports/texts.html", "models/m/model.json")
    others = ("a.txt", "w/themeline notes.txt", "w/deep/b.txt", "reports/c.txt", "w/deep/models/d.txt")
    for name in (*(f"w/{own}" for own in ours), *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    found = [source.name for source in list_sources([tmp_path])]
    assert found == sorted(others)
    assert [source.name for source in list_sources([str(tmp_path / "**/*")])] == found
    assert [source.name for source in list_sources([tmp_path / "w"])] == [
        "deep/b.txt",
        "deep/models/d.txt",
        "themeline notes.txt",
    ]
    assert [source.name for source in list_sources([tmp_path / "w/reports/texts.html"])] == ["texts.html"]


def test_rows_become_documents_with_their_own_ids_and_dates(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        f'ID;Title;Date;Abstract;Party\nx1;On trade;"March 3, 2021";"{TEXT}";A\nx2;None;someday;{TEXT};B\n'
    )
    first, second = read(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.doc, first.title, first.published, first.text) == ("x1", "On trade", "2021-03-03", TEXT)
    assert first.source == "rows.csv#1"
    assert first.language == "en"
    assert dict(second.metadata) == {"Party": "B", "Date": "someday"}


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        '{"id": 1, "text": "One."}\n{"id": 2,\n[3]\n{"id": 4, "text": ""}\n{"text": 5}\n'
    )
    document, *failures = read(tmp_path)
    assert isinstance(document, Document)
    assert document.doc == "1"
    assert [(f.source, f.error) for f in failures if isinstance(f, Failure)] == [
        ("rows.jsonl#2", "bad_json"),
        ("rows.jsonl#3", "bad_row"),
        ("rows.jsonl#4", "empty"),
        ("rows.jsonl#5", "bad_row"),
    ]


def test_a_table_without_a_text_is_one_failure(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1, "size": 3}\n{"id": 2, "size": 4}\n')
    (failure,) = read(tmp_path)
    assert isinstance(failure, Failure)
    assert (failure.source, failure.error) == ("a.jsonl", "missing_column")
    assert "id, size" in failure.detail
    assert "None of its 2 rows" in failure.detail
    (tmp_path / "a.jsonl").write_text('{"id": 1, "size": 3}\n{"id": 2, "text": "Two."}\n')
    document, failure = read(tmp_path)
    assert isinstance(document, Document)
    assert isinstance(failure, Failure)
    assert (document.doc, failure.source) == ("2", "a.jsonl#1")


def test_verbatim_rows_are_stored_unchanged(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "g", "text": " A line\\nand  “more” \\n\\n x.", "published": 2016}\n')
    (document,) = read(tmp_path, verbatim=True)
    assert isinstance(document, Document)
    assert document.text == " A line\nand  “more” \n\n x."
    assert document.published == "2016"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", "empty"),
        ("white.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "binary"),
        ("noise.txt", bytes(range(32)) * 30, "binary"),
        ("table.csv", b"a,b\n1,2\n", "missing_column"),
        ("table.json", b"[1, 2", "bad_json"),
        ("film.mp4", b"abc", "unsupported"),
    ],
)
def test_bad_input_is_a_failure_with_its_reason(tmp_path: Path, name: str, data: bytes, error: str) -> None:
    (tmp_path / name).write_bytes(data)
    (failure,) = read(tmp_path)
    assert isinstance(failure, Failure)
    assert (failure.source, failure.stage, failure.error) == (name, "ingest", error)


def test_what_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        list_sources([tmp_path / "nothing"])
