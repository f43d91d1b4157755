import errno
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themeline.errors import OutputError
from themeline.files import drafted, make_folder, replacing, workbook, write_whole


@given(old=st.binary(max_size=50), new=st.binary(max_size=50), cut=st.integers(0, 50))
def test_a_file_is_the_old_one_or_the_new_one_and_nothing_between(tmp_path_factory, old, new, cut):
    path = tmp_path_factory.mktemp("f") / "report.html"
    write_whole(path, old)
    with pytest.raises(ZeroDivisionError):
        begin_and_fail(path, new[:cut])
    assert path.read_bytes() == old
    write_whole(path, new)
    assert path.read_bytes() == new
    assert [found.name for found in path.parent.iterdir()] == ["report.html"]


def begin_and_fail(path, data):
    with replacing(path) as file:
        file.write(data)
        raise ZeroDivisionError


def test_text_is_written_as_utf_8_whatever_the_line_ends(tmp_path):
    assert write_whole(tmp_path / "a.csv", "é\r\n€\n").read_bytes() == "é\r\n€\n".encode()


def test_a_draft_keeps_the_suffix_that_says_what_to_write(tmp_path):
    with drafted(tmp_path / "figure.pdf") as draft:
        assert draft.suffix == ".pdf"
        draft.write_bytes(b"%PDF")
    assert (tmp_path / "figure.pdf").read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    ("number", "hint"),
    [(errno.ENOSPC, "make room"), (errno.EFBIG, "make room"), (errno.EACCES, "may read and write there")],
)
def test_what_the_system_refuses_is_one_clear_error(tmp_path, number, hint):
    with pytest.raises(OutputError, match=f"b.txt cannot be written: .*{hint}"), replacing(tmp_path / "b.txt"):
        raise OSError(number, "refused")


def test_a_folder_that_is_not_there_or_is_a_file_is_one_clear_error(tmp_path):
    with pytest.raises(OutputError, match="No such file or directory"):
        write_whole(tmp_path / "nowhere" / "a.txt", b"x")
    write_whole(tmp_path / "file", b"x")
    with pytest.raises(OutputError, match="file"):
        make_folder(tmp_path / "file")


def test_a_workbook_has_the_same_bytes_each_time_and_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    packed = io.BytesIO(), io.BytesIO()
    for file in packed:
        with workbook(file, constant_memory=True) as book:
            book.add_worksheet("table").write_row(0, 0, ["a", "b"])
    assert packed[0].getvalue() == packed[1].getvalue()
    assert packed[0].getvalue().startswith(b"PK")
    assert not list(tmp_path.iterdir())
