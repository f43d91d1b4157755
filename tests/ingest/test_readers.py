import gzip
import tarfile
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from themeline.ingest import IngestSettings, list_sources, read_source
from themeline.tables import BlockKind, Document, Failure

SENTENCES = "The council met in Geneva. It adopted the report that its members had written in the spring."


def read(path: Path, **options: object) -> list[Document | Failure]:
    settings = IngestSettings.model_validate(options)
    return [result for source in list_sources([path], settings) for result in read_source(source, settings)]


def read_one(path: Path, **options: object) -> Document:
    (document,) = read(path, **options)
    assert isinstance(document, Document), document
    return document


def blocks_of(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def test_docx_without_deletions_and_with_its_properties(tmp_path: Path, build: ModuleType) -> None:
    deleted = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>kept.</w:t></w:r></w:ins></w:p>"
    )
    table = f"<w:tbl><w:tr><w:tc>{build.paragraph('A cell')}</w:tc></w:tr></w:tbl>"
    body = build.paragraph("Aims", "H1") + build.paragraph(SENTENCES) + deleted + table
    document = read_one(build.docx(tmp_path / "a.docx", body))
    assert blocks_of(document) == [("heading", "Aims"), ("text", SENTENCES), ("text", "kept."), ("text", "A cell")]
    assert (document.title, document.published) == ("A report", "2019-05-06")
    assert document.metadata["authors"] == "R. Doe"
    assert document.metadata["published_source"] == "file properties"


def test_odt(tmp_path: Path, build: ModuleType) -> None:
    document = read_one(build.odt(tmp_path / "a.odt"))
    assert blocks_of(document) == [
        ("heading", "Findings"),
        ("text", f"{SENTENCES} More here."),
        ("text", "An item"),
    ]


def test_epub_in_reading_order(tmp_path: Path, build: ModuleType) -> None:
    document = read_one(build.epub(tmp_path / "a.epub"))
    assert document.text.index("Chapter one") < document.text.index("Chapter two")
    assert (document.title, document.published) == ("A book", "2011-02-03")


def test_rtf_with_its_signs(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial;}}"
        rb"{\info{\title On trade}{\author R. Doe}{\creatim\yr2015\mo3\dy4}}{\*\generator X;}"
        rb"\pard The caf\'e9 \'93opened\'94 \u8212?late.\par{\f1 \'cf\'f0}ok.\par}"
    )
    document = read_one(tmp_path / "a.rtf")
    assert blocks_of(document) == [("text", "The café “opened” —late."), ("text", "Прok.")]
    assert (document.title, document.published) == ("On trade", "2015-03-04")


def test_web_page_main_text_and_everything(tmp_path: Path) -> None:
    article = "".join(
        f"<p>{SENTENCES} Paragraph {number} says more about <b>trade</b> and tariffs.</p>" for number in range(9)
    )
    head = "<head><title>On trade</title><script>var hidden = 1;</script></head>"
    (tmp_path / "a.html").write_text(
        f"<html>{head}<body><nav><a href='/'>Home</a></nav><article><h1>On trade</h1>{article}</article>"
        "<footer>Imprint of the site</footer></body></html>"
    )
    main, everything = read_one(tmp_path / "a.html"), read_one(tmp_path / "a.html", html="all")
    assert "about trade and tariffs." in main.text
    assert "Imprint" not in main.text
    assert "Imprint of the site" in everything.text
    assert "hidden" not in everything.text
    assert main.title == "On trade"


def test_letter(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(
        b"From: R. Doe <r@example.org>\r\nTo: s@example.org\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n"
        b"Date: Wed, 3 Mar 2021 10:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=C3=A9 is=\r\n open.\r\n"
    )
    document = read_one(tmp_path / "a.eml")
    assert (document.title, document.published, document.text) == ("Café", "2021-03-03", "The café is open.")


def test_pdf_lines_pages_and_running_heads(tmp_path: Path, build: ModuleType) -> None:
    pages = []
    for number, name in enumerate(["old", "new", "first", "other", "last"], start=1):
        body = [
            f"clause {number}{row} of the agreement binds every one of the member states that have" for row in range(7)
        ]
        pages.append(
            ["Council of Trade - Annual Report", *body, f"signed it. The {name} members meet", f"Page {number} of 5"]
        )
    document = read_one(build.pdf(tmp_path / "a.pdf", pages))
    assert "Page 2" not in document.text
    assert "Annual Report" not in document.text
    assert document.metadata["pages"] == 5
    assert "The old members meet clause 20 of the agreement" in document.text
    assert len(read(tmp_path / "a.pdf", split="page")) == 5


def test_pdf_without_text_says_so(tmp_path: Path, build: ModuleType) -> None:
    (failure,) = read(build.pdf(tmp_path / "scan.pdf", [[], []]))
    assert isinstance(failure, Failure)
    assert failure.error == "no_text_layer"
    assert "OCR" in failure.detail


def test_parquet_and_spreadsheet_rows(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": SENTENCES, "year": 2010}, {"id": "b", "text": None, "year": 2011}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Sheet")
        for place, row in enumerate([["Title", "Abstract", "Year"], ["On trade", SENTENCES, 2010]]):
            sheet.write_row(place, 0, row)
    document, failure = read(tmp_path / "a.parquet")
    assert isinstance(document, Document)
    assert isinstance(failure, Failure)
    assert (document.doc, document.published, document.source) == ("a", "2010", "a.parquet#1")
    assert (failure.source, failure.error) == ("a.parquet#2", "bad_row")
    row = read_one(tmp_path / "a.xlsx")
    assert (row.title, row.text, row.published) == ("On trade", SENTENCES, "2010")


RIS = f"""TY  - JOUR
AU  - Doe, R.
AU  - Roe, S.
TI  - On trade
PY  - 2010/05/06
KW  - tariffs
KW  - ports
AB  - {SENTENCES}
ER  -
"""
WOS = f"""FN Clarivate
VR 1.0
PT J
AU Doe, R
   Roe, S
TI On
   trade
DE tariffs; ports
AB {SENTENCES}
PY 2010
UT WOS:1
ER

EF
"""
BIBTEX = f"""@article{{doe10,
 author = {{Doe, R. and Roe, S.}},
 title = {{On {{T}}rade}},
 year = 2010,
 keywords = {{tariffs, ports}},
 abstract = {{{SENTENCES}}}
}}
"""


@pytest.mark.parametrize(("name", "content"), [("a.ris", RIS), ("a.txt", WOS), ("a.bib", BIBTEX), ("b.ciw", WOS)])
def test_references(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    document = read_one(tmp_path / name)
    assert document.text == SENTENCES
    assert document.title.lower() == "on trade"
    assert document.published[:4] == "2010"
    assert document.author_keywords == ("tariffs", "ports")
    assert document.metadata["authors"] == "Doe, R; Roe, S" if "WOS" in content else "Doe, R.; Roe, S."


def test_archives_are_read_member_by_member(tmp_path: Path, build: ModuleType) -> None:
    inner = build.package(tmp_path / "inner.zip", {"deep.txt": SENTENCES}).read_bytes()
    build.package(tmp_path / "a.zip", {"x/one.txt": SENTENCES, "inner.zip": inner, "__MACOSX/._one.txt": b"x"})
    build.tar_gz(tmp_path / "b.tar.gz", {"two.md": f"# Two\n\n{SENTENCES}".encode(), "three.txt": b""})
    (tmp_path / "inner.zip").unlink()
    results = read(tmp_path)
    assert [(r.source, isinstance(r, Document)) for r in results] == [
        ("a.zip/x/one.txt", True),
        ("a.zip/inner.zip/deep.txt", True),
        ("b.tar.gz/two.md", True),
        ("b.tar.gz/three.txt", False),
    ]


def test_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: On trade\ndate: 2010-05-06\nkeywords: [tariffs, ports]\n---\n\n"
        f"# Aims\n\n{SENTENCES} See [the *note*](n.md).\n\n"
        "- first item\n- second item\n\n```python\nx = 1\n```\n"
    )
    document = read_one(tmp_path / "a.md")
    assert blocks_of(document)[0] == ("heading", "Aims")
    assert [text for kind, text in blocks_of(document) if kind == BlockKind.TEXT] == [
        f"{SENTENCES} See the note.",
        "first item",
        "second item",
    ]
    assert (document.title, document.published) == ("On trade", "2010-05-06")
    assert document.author_keywords == ("tariffs", "ports")


def test_docx_notes_lists_and_text_boxes_are_kept(tmp_path: Path, build: ModuleType) -> None:
    item = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>An item of the list</w:t></w:r></w:p>"
    box = f"<w:p><w:r><w:txbxContent>{build.paragraph('Words in a box.')}</w:txbxContent></w:r></w:p>"
    note = f"<w:footnotes {build.WORD}><w:footnote>{build.paragraph('A note below.')}</w:footnote></w:footnotes>"
    body = f"<w:document {build.WORD}><w:body>{build.paragraph(SENTENCES)}{item}{box}</w:body></w:document>"
    path = build.package(tmp_path / "a.docx", {"word/document.xml": body, "word/footnotes.xml": note})
    texts = [text for _, text in blocks_of(read_one(path))]
    assert texts == [SENTENCES, "An item of the list", "Words in a box.", "A note below."]


def test_letters_in_html_with_a_letter_attached(tmp_path: Path) -> None:
    inner = f"From: S. Roe <s@example.org>\r\nSubject: Inner\r\n\r\n{SENTENCES}\r\n"
    (tmp_path / "a.eml").write_text(
        'From: "R. Doe" <r@example.org>\r\nSubject: Outer\r\nMIME-Version: 1.0\r\n'
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The <b>outer</b> letter.</p>\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n"
        '--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="x.pdf"\r\n\r\n%PDF\r\n'
        "--b--\r\n"
    )
    document = read_one(tmp_path / "a.eml")
    assert [text for _, text in blocks_of(document)] == ["The outer letter.", SENTENCES]
    assert (document.title, document.metadata["authors"]) == ("Outer", '"R. Doe" <r@example.org>')
    assert "x.pdf" in str(document.metadata["attachments"])


def test_a_web_page_saved_as_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(
        b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><head><title>Caf=C3=A9</title></head><body><p>The caf=C3=A9 is o=\r\npen.</p></body></html>\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
    document = read_one(tmp_path / "a.mhtml", html="all")
    assert (document.title, document.text) == ("Café", "The café is open.")


def test_a_web_page_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    head = '<head><meta charset="windows-1251"></head>'
    page = f"<html>{head}<body><p>Совет принял доклад. {SENTENCES}</p></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    document = read_one(tmp_path / "a.html", html="all")
    assert document.text.startswith("Совет принял доклад.")
    assert document.metadata["encoding_source"] == "declared"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.json", f'[{{"key": "a", "abstract": "{SENTENCES}", "year": 2010}}]'),
        ("inside.json", f'{{"count": 1, "records": [{{"key": "a", "abstract": "{SENTENCES}", "year": 2010}}]}}'),
        ("one.json", f'{{"key": "a", "abstract": "{SENTENCES}", "year": 2010}}'),
        ("a.tsv", f"key\tabstract\tyear\na\t{SENTENCES}\t2010\n"),
        ("pipes.csv", f'key|abstract|year\na|"{SENTENCES}"|2010\n'),
        (
            "scopus.csv",
            f'\ufeffEID,Title,Year,Abstract,Author Keywords\na,On trade,2010,"{SENTENCES}",tariffs; ports',
        ),
        (
            "pubmed.nbib",
            f"PMID- a\nTI  - On trade\nAB  - {SENTENCES[:26]}\n      {SENTENCES[27:]}\nDP  - 2010\n",
        ),
    ],
)
def test_tables_and_records(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    document = read_one(tmp_path / name)
    assert document.text == SENTENCES
    assert document.published == "2010"
    if name == "scopus.csv":
        assert (document.title, document.author_keywords) == ("On trade", ("tariffs", "ports"))


def test_a_spreadsheet_of_opendocument(tmp_path: Path, build: ModuleType) -> None:
    def row(*cells: str) -> str:
        filled = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        return f"<table:table-row>{filled}</table:table-row>"

    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"'
    rows = row("Title", "Abstract") + row("On trade", SENTENCES)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Sheet">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    path = build.package(
        tmp_path / "a.ods", {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    )
    document = read_one(path)
    assert (document.title, document.text) == ("On trade", SENTENCES)


def test_compressed_texts_and_plain_tars(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.txt.gz", "wb") as file:
        file.write(SENTENCES.encode())
    (tmp_path / "b.txt").write_text(SENTENCES)
    with tarfile.open(tmp_path / "c.tar", "w") as archive:
        archive.add(tmp_path / "b.txt", "inside/b.txt")
    (tmp_path / "b.txt").unlink()
    documents = [result for result in read(tmp_path) if isinstance(result, Document)]
    assert [document.text for document in documents] == [SENTENCES, SENTENCES]
    assert documents[1].source == "c.tar/inside/b.txt"
