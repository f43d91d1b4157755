from pathlib import Path

import pytest

from themeline.errors import InputError
from themeline.report import report_difference

HEAD = "\ufeffrank,term,documents,share\n"


def write(folder: Path, rows: str) -> Path:
    folder.mkdir()
    (folder / "terms.csv").write_text(HEAD + rows, encoding="utf-8")
    return folder


def test_what_came_went_grew_and_shrank(tmp_path: Path) -> None:
    old = write(tmp_path / "old", "1,law,4,0.4\n2,null,2,0.2\n3,same,1,0.1\n")
    new = write(tmp_path / "new", "1,ransomware,9,0.45\n2,law,5,0.25\n3,same,1,0.05\n")
    table = report_difference(old, tmp_path / "new.html")
    assert new.is_dir()
    assert dict(zip(table["term"], table["change"], strict=True)) == {
        "ransomware": "new",
        "null": "gone",
        "law": "more",
    }
    assert table["term"].iloc[0] == "ransomware"


def test_a_report_without_tables_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"terms\.csv"):
        report_difference(tmp_path, tmp_path)
