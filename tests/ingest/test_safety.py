import errno
import gzip
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from themeline.errors import OutputError
from themeline.ingest import IngestSettings, isolation, list_sources, read_source
from themeline.tables import Document, Failure

SENTENCES = "The council met in Geneva. It adopted the report that its members had written in the spring."


def errors(path: Path, **options: object) -> list[str]:
    settings = IngestSettings.model_validate(options)
    results = [result for source in list_sources([path], settings) for result in read_source(source, settings)]
    return [result.error if isinstance(result, Failure) else "document" for result in results]


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("zeros.txt", "w") as member:
            for _ in range(120):
                member.write(bytes(1 << 20))
        archive.writestr("good.txt", SENTENCES)
    assert errors(tmp_path / "bomb.zip") == ["unsafe", "document"]


def test_packed_zeros_are_not_unpacked_whatever_packs_them(tmp_path: Path, build: ModuleType) -> None:
    zeros = bytes(120 << 20)
    with gzip.open(tmp_path / "a.txt.gz", "wb") as file:
        file.write(zeros)
    build.tar_gz(tmp_path / "b.tar.gz", {"zeros.txt": zeros, "good.txt": SENTENCES.encode()})
    assert errors(tmp_path) == ["unsafe", "unsafe", "document"]


@pytest.mark.parametrize("name", ["../escape.txt", "/etc/escape.txt", "a/../../escape.txt", "C:/escape.txt"])
def test_a_member_outside_of_its_archive_is_not_read(tmp_path: Path, build: ModuleType, name: str) -> None:
    assert errors(build.package(tmp_path / "a.zip", {name: SENTENCES})) == ["unsafe"]
    assert not (tmp_path.parent / "escape.txt").exists()


def test_what_no_program_writes_into_an_archive_costs_that_alone(tmp_path: Path, build: ModuleType) -> None:
    whole = build.package(tmp_path / "whole.zip", {"?.txt": SENTENCES, "good.txt": SENTENCES}).read_bytes()
    nameless, later = tmp_path / "nameless.zip", tmp_path / "later.zip"
    nameless.write_bytes(whole.replace(b"?.txt", b"\0.txt"))
    version = whole.index(b"PK\1\2") + 6  # what is needed to read it, in the archive's list
    later.write_bytes(whole[:version] + bytes([84, 0]) + whole[version + 2 :])
    assert errors(nameless) == ["damaged", "document"]
    assert errors(later) == ["damaged"]


def test_archives_within_archives_end(tmp_path: Path, build: ModuleType) -> None:
    path = build.package(tmp_path / "0.zip", {"a.txt": SENTENCES})
    for depth in range(1, 5):
        path = build.package(tmp_path / f"{depth}.zip", {f"{depth - 1}.zip": path.read_bytes()})
    assert errors(path) == ["unsafe"]


def test_entities_are_not_expanded(tmp_path: Path, build: ModuleType) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    body = f'<!DOCTYPE w [<!ENTITY a0 "ha">{laughs}]><w:document {build.WORD}><w:p>&a8;</w:p></w:document>'
    assert errors(build.package(tmp_path / "a.docx", {"word/document.xml": body})) == ["unsafe"]
    assert errors(build.package(tmp_path / "a.odt", {"content.xml": body})) == ["unsafe"]
    (tmp_path / "a.html").write_text(f'<!DOCTYPE html [<!ENTITY a0 "ha">{laughs}]><p>{SENTENCES} &a8;</p>')
    (page,) = [r for source in list_sources([tmp_path / "a.html"]) for r in read_source(source, IngestSettings())]
    assert isinstance(page, Document)
    assert len(page.text) < 200


def test_files_outside_are_not_drawn_in(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden words")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><p>{SENTENCES} &x;</p>'
    (tmp_path / "a.html").write_text(page)
    (document,) = [r for source in list_sources([tmp_path / "a.html"]) for r in read_source(source, IngestSettings())]
    assert isinstance(document, Document)
    assert "hidden" not in document.text


def test_pages_that_hold_themselves_come_to_an_end(tmp_path: Path, build: ModuleType) -> None:
    loop = build.pdf(tmp_path / "a.pdf", [["x"]]).read_bytes().replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    assert b"/Kids [2 0 R]" in loop
    (tmp_path / "a.pdf").write_bytes(loop)
    assert errors(tmp_path) in (["no_text_layer"], ["damaged"], ["crash"], ["timeout"])


def test_damaged_files_cost_only_themselves(tmp_path: Path, build: ModuleType) -> None:
    whole = build.docx(tmp_path / "b.docx", build.paragraph(SENTENCES)).read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 10)
    (tmp_path / "d.pdf").write_bytes(b"")
    (tmp_path / "e.xlsx").write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "f.parquet").write_bytes(b"PAR1 nothing")
    (tmp_path / "g.epub").write_bytes(b"")
    assert errors(tmp_path) == ["damaged", "document", "damaged", "empty", "damaged", "damaged", "damaged"]


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path: Path, build: ModuleType) -> None:
    path = build.docx(tmp_path / "a.docx", build.paragraph(SENTENCES) * 20_000)
    assert errors(path, seconds=0.05) == ["timeout"]
    assert errors(path) == ["document"]


def test_a_greedy_file_is_given_up_and_the_next_is_read(tmp_path: Path, build: ModuleType) -> None:
    greedy = build.docx(tmp_path / "a.docx", "".join(build.paragraph(f"{place:x} " * 60) for place in range(200_000)))
    assert errors(greedy, memory_mb=300) in (["memory"], ["crash"])
    assert errors(build.docx(tmp_path / "b.docx", build.paragraph(SENTENCES))) == ["document"]


def test_a_line_of_ten_million_characters_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 2_000_000)
    (source,) = list_sources([tmp_path])
    (document,) = read_source(source, IngestSettings())
    assert isinstance(document, Document)
    assert len(document.text) == 9_999_999


def test_a_text_above_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCES * 100)
    assert errors(tmp_path, max_bytes=1000) == ["too_large"]
    assert errors(tmp_path, max_characters=1000) == ["too_large"]
    assert errors(tmp_path, max_characters=SENTENCES.count("") * 100 // 5) == ["too_large"]
    assert errors(tmp_path, max_characters=1000, split="lines") == ["too_large"]
    (tmp_path / "a.txt").write_text(f"{SENTENCES}\n" * 100)
    assert errors(tmp_path, max_characters=1000, split="lines") == ["document"] * 100


def test_the_password_stays_out_of_what_is_stored() -> None:
    settings = IngestSettings(password="secret")
    assert "secret" not in settings.model_dump_json()
    assert "secret" not in repr(settings)


def test_an_encrypted_pdf_needs_its_password(tmp_path: Path, build: ModuleType) -> None:
    path = build.pdf(tmp_path / "a.pdf", [[SENTENCES]], "geneva")
    assert errors(path) == ["password"]
    assert errors(path, password="vienna") == ["password"]
    assert errors(path, password="geneva") == ["document"]


def test_nothing_is_imported_from_the_folder_that_is_read(tmp_path: Path, build: ModuleType) -> None:
    """A folder from a stranger may hold a `queue.py`, and be the current folder."""
    build.docx(tmp_path / "a.docx", build.paragraph(SENTENCES))
    for name in ("queue", "pickle", "lxml", "zipfile", "themeline", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'OWNED')!r}, 'w').close()")
    code = (
        "from themeline.ingest import *; s = IngestSettings(); "
        "print([type(r).__name__ for f in list_sources(['a.docx']) for r in read_source(f, s)])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "['Document']\n"
    assert not (tmp_path / "OWNED").exists()


class Malice:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.path), "w")


def test_a_reader_process_that_was_taken_over_cannot_answer_with_code(tmp_path: Path) -> None:
    """PDFium and the like are native: what a hostile file made of them may send anything."""
    for answer in (Malice(tmp_path / "OWNED"), ([Malice(tmp_path / "OWNED")], True)):
        pipe = io.BytesIO()
        isolation.send(pipe, answer)
        pipe.seek(0)
        with pytest.raises(pickle.UnpicklingError, match="is no answer"):
            isolation.receive_answer(pipe)
    with pytest.raises(ValueError, match="a frame of"):
        isolation.receive_answer(io.BytesIO(b"\xff" * 8))
    assert not (tmp_path / "OWNED").exists()


def test_the_reader_process_can_write_no_file(tmp_path: Path) -> None:
    write = f"pathlib.Path({str(tmp_path / 'a')!r}).write_text('x')"
    code = f"import pathlib; from themeline.ingest.isolated import _confine; _confine(); {write}"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=False)
    assert done.returncode == 1
    assert (tmp_path / "a").read_bytes() == b""


def test_what_a_library_did_not_foresee_is_a_failure_with_a_reason(tmp_path: Path) -> None:
    """The e-mail package of Python raises what it likes; a reader that raises is not a crash of the program."""
    (tmp_path / "a.eml").write_bytes(b"Content-Type: multipart/mixed; boundary*1*=x\n\n--x\n\nhello there\n--x--\n")
    assert errors(tmp_path / "a.eml") != ["crash"]


@pytest.mark.parametrize("date", ["Tue, 03 Mar 2015 10:00:00 +99999999999999", "3 Mar 99999999999999999999 10:00:00"])
def test_a_letter_whose_date_is_none_is_read(tmp_path: Path, date: str) -> None:
    (tmp_path / "a.eml").write_text(f"From: a@example.org\nDate: {date}\n\n{SENTENCES}\n")
    assert errors(tmp_path / "a.eml") == ["document"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_number_of_five_thousand_digits_is_no_valid_json(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f'{{"text": "{SENTENCES}", "n": {"9" * 5000}}}\n')
    assert errors(tmp_path / name) == ["bad_json"]


def test_a_reader_that_somebody_kills_is_started_again_and_nothing_is_read_twice(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{SENTENCES} It met {n} times.</td></tr>" for n in range(3))
    (tmp_path / "a.html").write_text(f"<main><table>{rows}</table><p>{SENTENCES}</p></main>")
    assert errors(tmp_path / "a.html") == ["document"]
    reader = isolation._process()._child
    assert reader is not None
    os.kill(reader.pid, signal.SIGSTOP)  # it hangs, is killed at the limit, and a new one reads the file
    assert errors(tmp_path / "a.html", seconds=2) == ["document"]
    reader = isolation._process()._child
    assert reader is not None
    monkey = threading.Timer(0.0, os.kill, [reader.pid, signal.SIGKILL])
    monkey.start()
    assert errors(tmp_path / "a.html") == ["document"]
    monkey.join()


def test_no_room_for_temporary_files_ends_the_command_and_blames_no_file(tmp_path: Path, monkeypatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with gzip.open(tmp_path / "a.txt.gz", "wb") as file:
        file.write(SENTENCES.encode())
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left"):
        errors(tmp_path / "a.txt.gz")


def test_packed_data_that_are_damaged_cost_only_themselves(tmp_path: Path, build: ModuleType) -> None:
    """Each of these ended the whole program once: zlib has an error of its own, and names may be no UTF-8."""
    packed = bytearray(gzip.compress((SENTENCES * 50).encode()))
    packed[40] ^= 255
    (tmp_path / "a.txt.gz").write_bytes(packed)
    archive = build.package(tmp_path / "b.zip", {"a.txt": SENTENCES * 50, "b.txt": SENTENCES}).read_bytes()
    place = archive.index(b"a.txt") + 20
    (tmp_path / "b.zip").write_bytes(archive[:place] + bytes([archive[place] ^ 255]) + archive[place + 1 :])
    named = build.package(tmp_path / "c.zip", {"é.txt": SENTENCES}).read_bytes()
    (tmp_path / "c.zip").write_bytes(named.replace("é".encode(), b"\xff\xff"))
    assert errors(tmp_path) == ["damaged", "damaged", "document", "damaged"]


def test_tables_that_are_damaged_within_are_failures(tmp_path: Path, build: ModuleType) -> None:
    no_text = pa.array([SENTENCES.encode() + b"\xff"]).view(pa.string())
    pq.write_table(pa.table({"text": no_text}), tmp_path / "a.parquet")
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        book.add_worksheet().write_column(0, 0, ["text", SENTENCES, SENTENCES])
    whole = (tmp_path / "b.xlsx").read_bytes()
    place = whole.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
    (tmp_path / "b.xlsx").write_bytes(whole[:place] + (10).to_bytes(4, "little") + whole[place + 4 :])
    assert errors(tmp_path) == ["damaged", "damaged"]
