import csv
import io
import json

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from themeline.errors import UsageError
from themeline.store import Selection
from themeline.store.export import WRITERS, find_writer
from themeline.store.query import select
from themeline.tables.schemas import TABLES

from .conftest import make_document, write_batch

HOSTILE = '=HYPERLINK("http://x","y")\n"quoted", <script>alert(1)</script> \u202eabc 😀 中文'


@pytest.fixture
def exported(store):
    write_batch(store, "hostile", [make_document("h", text=HOSTILE, title="=1+1", metadata={"k": ["a", {"b": 1}]})])

    def export(name, table="documents", corpus=""):
        file = io.BytesIO()
        with store.reading() as database:
            rows = WRITERS[name](select(database, TABLES[table], Selection(corpus)), file)
        return rows, file.getvalue()

    return export


def test_csv_holds_every_row_and_text_as_it_is(exported):
    count, data = exported("csv")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    assert count == len(rows) == 5
    assert rows[0]["doc"] == "h"
    assert rows[0]["text"] == HOSTILE
    assert rows[3]["author_keywords"] == "x; y"
    assert json.loads(rows[2]["metadata"]) == {"institution": "NDU", "pages": 80}


def test_jsonl_keeps_lists_and_metadata_nested(exported):
    count, data = exported("jsonl")
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    assert count == len(rows) == 5
    assert rows[0]["metadata"] == {"k": ["a", {"b": 1}]}
    assert rows[0]["text"] == HOSTILE
    assert rows[3]["author_keywords"] == ["x", "y"]
    assert rows[0]["tokens"] is None


def test_parquet_keeps_types(exported):
    count, data = exported("parquet")
    frame = pd.read_parquet(io.BytesIO(data))
    assert count == len(frame) == 5
    assert frame["author_keywords"].iloc[3].tolist() == ["x", "y"]


def test_xlsx_never_holds_a_formula(exported):
    count, data = exported("xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert count == len(rows) - 1 == 5
    assert rows[1][rows[0].index("title")] == "=1+1"
    assert b"<f>" not in data


def test_empty_tables_have_a_header(exported):
    assert exported("csv", "themes")[1].decode() == "doc,sentence,start,end,theme,probability,corpus\n"
    assert exported("jsonl", "themes") == (0, b"")


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UsageError, match="csv, jsonl, parquet, xlsx"):
        find_writer("docx")
