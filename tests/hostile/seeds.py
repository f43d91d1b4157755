"""Whole files of every kind to begin from, made of the sample corpora."""

import gzip
import json
import tempfile
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests import pdfs
from tests.ingest import conftest as files
from tests.samples import sample
from themeline.resources import data_path

BIBLIOGRAPHY = {
    ".ris": "TY  - JOUR\nTI  - {title}\nAB  - {text}\nKW  - trade\nKW  - tariffs\nPY  - 2015/03/04\nER  - \n",
    ".nbib": "PMID- 12\nTI  - {title}\nAB  - {text}\nOT  - trade\nDP  - 2015 Mar 4\n\n",
    ".ciw": "FN Clarivate\nVR 1.0\nPT J\nAU Doe, R\nTI {title}\nAB {text}\nDE trade; tariffs\nPY 2015\nER\nEF\n",
    ".bib": '@article{{doe2015, title = {{{title}}}, abstract = "{text}", author = {{Doe, R. and Roe, J.}},\n'
    " keywords = {{trade, tariffs}}, year = 2015 # {{}}}}\n",
}
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial;}}"
    rb"{\info{\title On trade}{\author R. Doe}{\creatim\yr2015\mo3\dy4}}{\*\generator X;}"
    rb"\pard The caf\'e9 \'93opened\'94 \u8212?late.\par{\f1 \'cf\'f0}ok.\par %s}"
)


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Return whole files by their suffix."""
    rows = [{"id": f"d{n}", "title": row.get("title", ""), "year": 2015, **row} for n, row in enumerate(_rows())]
    text, title = rows[0]["text"], rows[0]["title"] or "On trade"
    made = {suffix: form.format(text=text, title=title).encode() for suffix, form in BIBLIOGRAPHY.items()}
    return {
        **{suffix: (data,) for suffix, data in (made | _plain(rows, text, title)).items()},
        **{suffix: (data,) for suffix, data in _binary(rows, text).items()},
    }


def _rows() -> list[dict[str, str]]:
    return [{"text": row["text"][:1500], "title": row.get("title", "")} for row in sample("theses", 3)]


def _plain(rows: list[dict[str, object]], text: str, title: str) -> dict[str, bytes]:
    paragraphs = "".join(f"<p>{text[:400]}</p>" for _ in range(4))
    head = f'<head><meta charset="utf-8"><title>{title}</title><script>var a=1;</script></head>'
    page = f"<html>{head}<body><nav>Home</nav><article><h1>{title}</h1>{paragraphs}<ul><li>one</li></ul></article>"
    letter = f"From: A <a@example.org>\nTo: b@example.org\nSubject: {title}\nDate: Tue, 03 Mar 2015 10:00:00 +0100\n"
    parts = f'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{text}\n--b--\n'
    saved = f'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n{page}\n--b--\n'
    table = "id,title,text,date\n" + "".join(f'"{r["id"]}","{r["title"]}","{_quoted(r["text"])}",2015\n' for r in rows)
    markdown = (
        f"---\ntitle: {title}\ndate: 2015-03-04\ntags: [a, b]\n---\n# {title}\n\n{text}\n\n* one\n* **two** [x](y)\n"
    )
    front = (
        f"CONTENTS\n1 Aims ........ 3\n2 Ends ........ 5\n\f1\n{title.upper()}\n\n{text}\n\nKeywords: trade; tariffs\n"
    )
    notes = f"{text[:200]}1\n\n1 See the report.\n\f2\n{title.upper()}\n\n" + "\n".join(text[200:].split(". "))
    content = {
        ".txt": front + notes,
        ".md": markdown,
        ".csv": table,
        ".jsonl": "".join(json.dumps(row) + "\n" for row in rows),
        ".json": json.dumps({"documents": rows}),
        ".html": page,
        ".xml": f'<?xml version="1.0" encoding="utf-8"?>{page}</body></html>',
        ".eml": letter + parts,
        ".mhtml": letter + saved,
        ".rtf": (RTF % text.encode("latin-1", "replace")).decode("latin-1"),
    }
    return {suffix: data.encode("latin-1" if suffix == ".rtf" else "utf-8") for suffix, data in content.items()}


def _quoted(text: object) -> str:
    return str(text).replace('"', '""')


def _binary(rows: list[dict[str, object]], text: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        made: dict[str, bytes] = {}
        body = files.paragraph("Aims", "H1") + files.paragraph(text[:500].replace("&", "").replace("<", ""))
        made[".docx"] = files.docx(path, body).read_bytes()
        made[".odt"] = files.odt(path).read_bytes()
        made[".epub"] = files.epub(path).read_bytes()
        made[".pdf"] = pdfs.pdf(path, [[text[:80].encode("ascii", "replace").decode()] * 5] * 2).read_bytes()
        pq.write_table(pa.Table.from_pylist(rows), path)
        made[".parquet"] = path.read_bytes()
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for place, row in enumerate([["id", "title", "text"], *([r["id"], r["title"], r["text"]] for r in rows)]):
                sheet.write_row(place, 0, row)
        made[".xlsx"] = path.read_bytes()
        members = {"a.txt": text.encode(), "b/c.jsonl": json.dumps(rows[0]).encode(), "d.docx": made[".docx"]}
        made[".zip"] = files.package(path, dict(members)).read_bytes()
        made[".tar.gz"] = files.tar_gz(path, members).read_bytes()
        made[".txt.gz"] = gzip.compress(text.encode())
    return made


@cache
def knowledge() -> dict[str, tuple[bytes, ...]]:
    """Return whole files of the kinds that a user gives beside texts: settings, codebooks, labels, vocabularies."""
    default = data_path("models", "themes", "default.toml").read_bytes()
    codes = b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="a" isCodable="true"><Description>x'
    skos = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://www.w3.org/2004/02/skos/core#">'
    concept = b'<Concept><prefLabel xml:lang="en">trade</prefLabel><altLabel>commerce</altLabel></Concept></r:RDF>'
    return {
        "settings": (
            b'workers = 2\n[ingest]\nsplit = "page"\nskip = ["contents"]\n[themes.thresholds]\nrights = 0.5\n',
        ),
        "codebook_toml": (default[:3000], b'name = "a"\nversion = "1"\n[[theme]]\nkey = "a"\ncues = ["b"]\n'),
        "codebook_csv": (b'key,name,definition,cues,examples\na,A,about a,x|y,"One, two."\nb,B,,,\n',),
        "codebook_qdc": (codes + b'</Description><Code name="b" isCodable="false"/></Code></Codes></CodeBook>',),
        "labels_csv": (b"text,themes,coder\nThe law was passed.,rights|strategy,x\nNothing.,,y\n",),
        "labels_jsonl": (b'{"text": "The law.", "themes": ["rights"], "document": "d", "sentence": 3}\n',),
        "vocabulary_csv": (
            b"preferred,alternatives\nclimate change,global warming|greenhouse effect\ntrade,commerce\n",
        ),
        "vocabulary_skos": (skos + concept,),
        "background": (b"word\tcount\n*\t1000\ntrade\t12\nlaw\t30\n",),
        "review": (
            b"decision,label,left,right,name,certainty\nsame,ORG,NATO,North Atlantic,NATO,0.9\ndifferent,GPE,a,b,,0\n",
        ),
        "metadata": (b"file,title,date,institution\na.txt,On trade,2015-03-04,Leiden\nb.txt,,,\n",),
        "published": (
            b"3 March 2015",
            b"2015-03-04T10:00:00Z",
            b"03/04/2021",
            "2021年3月4日".encode(),
            b"March 3rd, 2021",
        ),
    }
