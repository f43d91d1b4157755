"""300 short documents of many kinds, whole and broken, out of the sample texts."""

import gzip
import json
from html import escape
from itertools import islice

from tests.ingest.conftest import docx, epub, odt, paragraph, tar_gz
from tests.pdfs import pdf
from tests.samples import sample

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1", "cp1252", "mac-roman", "utf-32")
BROKEN = {
    "cut.docx": b"PK\x03\x04 and then nothing",
    "cut.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog",
    "empty.txt": b"",
    "noise.html": bytes(range(256)) * 8,
    "not.xlsx": b"no spreadsheet at all",
    "lines.jsonl": b'{"id": "whole", "text": "It met in Vienna in May 2014."}\n{"id": "cut", "text": "The co\n',
    "slides.pptx": b"PK\x05\x06" + bytes(18),
    "nulls.txt": bytes(300),
}


def write_inputs(root, documents=300):
    """Write two thirds of the documents to `first`, the others to `second`; return both folders.

    Some files of the second have the names of files of the first.
    """
    passages = _passages()
    folders = root / "first", root / "second"
    for folder, share, number in zip(folders, (2, 1), (0, documents // 3), strict=True):
        folder.mkdir(parents=True)
        _write_folder(folder, islice(passages, documents * share // 3), number)
    return folders


def _passages():
    rows = [row for name in ("theses", "strategies", "speeches") for row in sample(name, 80)]
    seen = set()
    for passage in (p.strip() for row in rows for p in row["text"].replace("\f", "").split("\n\n")):
        sentences = passage.replace("\n", " ").split(". ")
        text = ". ".join(sentences[:3]).strip(". ") + "."
        if 120 < len(text) < 600 and text[:40] not in seen:
            seen.add(text[:40])
            yield text


def _write_folder(folder, passages, first):
    passages = list(passages)
    table, passages = passages[: len(passages) // 3], passages[len(passages) // 3 :]
    rows = [
        {"id": f"row {n}", "text": text, "published": str(2000 + n % 20), "body": ("Senate", "House")[n % 2]}
        for n, text in enumerate(table)
    ]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for number, text in enumerate(passages, first):
        WRITERS[number % len(WRITERS)](folder / f"{number:03}", text)
    for name, data in BROKEN.items():
        (folder / name).write_bytes(data)
    odt(folder / "made.odt")
    epub(folder / "made.epub")


def _txt(path, text):
    path.with_suffix(".txt").write_text(text, encoding="utf-8")


def _strange(path, text):
    encoding = ENCODINGS[int(path.name) // len(WRITERS) % len(ENCODINGS)]
    path.with_suffix(".txt").write_bytes(f"{text} Café, naïve, “quoted”.".encode(encoding, "replace"))


def _html(path, text):
    page = f"<html><head><title>{path.name}</title></head><body><main><p>{escape(text)}</p></main></body></html>"
    path.with_suffix(".html").write_text(page, encoding="utf-8")


def _docx(path, text):
    docx(path.with_suffix(".docx"), paragraph(escape(text)))


def _pdf(path, text):
    words = text.encode("ascii", "ignore").decode().split()
    pdf(path.with_suffix(".pdf"), [[" ".join(words[n : n + 12]) for n in range(0, len(words), 12)]])


def _gz(path, text):
    path.with_suffix(".txt.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _tar(path, text):
    tar_gz(path.with_suffix(".tar.gz"), {"inner/text.txt": text.encode()})


WRITERS = (_txt, _strange, _html, _txt, _docx, _pdf, _html, _gz, _txt, _tar)
