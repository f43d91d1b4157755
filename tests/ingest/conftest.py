"""Small files of every kind, made for the tests."""

import io
import sys
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from tests import pdfs

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCES = "The council met in Geneva. It adopted the report that its members had written in the spring."


@pytest.fixture(scope="session")
def build() -> ModuleType:
    """Give the functions below: each makes a small file."""
    return sys.modules[__name__]


def package(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def docx(path: Path, body: str) -> Path:
    styles = (
        f'<w:styles {WORD}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>A report</dc:title><dc:creator>R. Doe</dc:creator>"
        "<dcterms:created>2019-05-06T10:00:00Z</dcterms:created></cp:coreProperties>"
    )
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return package(path, {"word/document.xml": document, "word/styles.xml": styles, "docProps/core.xml": core})


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(path: Path) -> Path:
    content = (
        '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>'
        "<text:tracked-changes><text:p>deleted words</text:p></text:tracked-changes>"
        f"<text:h>Findings</text:h><text:p>{SENTENCES}<text:s/>More<text:tab/>here.</text:p>"
        "<text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>"
        "</office:text></office:body></office:document-content>"
    )
    return package(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def epub(path: Path) -> Path:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>A book</dc:title><dc:creator>R. Doe</dc:creator><dc:date>2011-02-03</dc:date></metadata>"
        '<manifest><item id="b" href="two.xhtml"/><item id="a" href="one.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="x/book.opf"/></rootfiles></container>'
    pages = {
        f"x/{name}.xhtml": f"<html><body><h1>{name}</h1><p>Chapter {name}. {SENTENCES}</p></body></html>"
        for name in ("one", "two")
    }
    return package(path, {"META-INF/container.xml": container, "x/book.opf": opf, **pages})


pdf = pdfs.pdf


def tar_gz(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path
