import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from themeline.errors import InputError, SettingsError, UsageError
from themeline.themes import (
    Codebook,
    Theme,
    default_codebook,
    export_codebook,
    import_codebook,
    read_labels,
    write_project,
)

BOOK = Codebook("book", "1", (Theme("law", "Law"), Theme("trade", "Trade")))
QDC = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Some program"><Codes>
 <Code guid="1" name="Economy" isCodable="false"><Description>Money &amp; work</Description>
  <Code guid="2" name="Trade" isCodable="true"><Description>Buying and selling</Description></Code></Code>
 <Code guid="3" name="Law" isCodable="true"/>
</Codes><Sets/></CodeBook>"""


def test_a_codebook_survives_csv(tmp_path: Path):
    export_codebook(default_codebook(), tmp_path / "codebook.csv")
    assert import_codebook(tmp_path / "codebook.csv").themes == default_codebook().themes


def test_a_csv_with_other_names_for_its_columns_is_understood(tmp_path: Path):
    (tmp_path / "mine.csv").write_text("Code;Description;Keywords\nhousing;Homes;rent | flat\n", encoding="utf-8")
    assert import_codebook(tmp_path / "mine.csv").themes == (Theme("housing", "", "Homes", ("rent", "flat")),)


def test_nested_codes_of_a_qdc_become_themes(tmp_path: Path):
    (tmp_path / "mine.qdc").write_text(QDC, encoding="utf-8")
    themes = import_codebook(tmp_path / "mine.qdc").themes
    assert themes == (Theme("Economy/Trade", "Trade", "Buying and selling"), Theme("Law", "Law"))


def test_a_codebook_goes_out_as_qdc_and_comes_back_with_its_keys(tmp_path: Path):
    export_codebook(default_codebook(), tmp_path / "out.qdc")
    themes = import_codebook(tmp_path / "out.qdc").themes
    assert [theme.key for theme in themes] == list(default_codebook().keys)
    assert default_codebook().themes[0].definition in themes[0].definition


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.txt", "x", "neither"),
        ("a.csv", "key,name\n", "no themes"),
        ("a.csv", "cues\nx\n", "neither key nor name"),
        ("a.qdc", "<CodeBook>", "damaged"),
        ("a.csv", "key\na\na\n", "Two themes"),
    ],
)
def test_codebooks_that_cannot_be_imported(tmp_path: Path, name, content, fault):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=fault):
        import_codebook(tmp_path / name)


def test_labels_come_from_csv_xlsx_and_jsonl(tmp_path: Path):
    table = pd.DataFrame({"text": ["A bill.", "A ship."], "labels": ["law; trade", ""], "coder": ["x", "x"]})
    table.to_csv(tmp_path / "a.csv", index=False)
    table.to_excel(tmp_path / "a.xlsx", index=False, engine="xlsxwriter")
    table.assign(labels=[["law", "trade"], []]).to_json(tmp_path / "a.jsonl", orient="records", lines=True)
    for name in ("a.csv", "a.xlsx", "a.jsonl"):
        found = read_labels(tmp_path / name, BOOK)
        assert found["themes"].tolist() == [("law", "trade"), ()]
        assert found["text"].tolist() == ["A bill.", "A ship."]


def test_labels_may_have_a_column_for_each_theme(tmp_path: Path):
    (tmp_path / "a.csv").write_text("doc,sentence,law,trade\nd,1,1,0\nd,2,0,\n", encoding="utf-8")
    found = read_labels(tmp_path / "a.csv", BOOK)
    assert found["themes"].tolist() == [("law",), ()]
    assert found["sentence"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.csv", "text,themes\nx,lw\n", "row 1.*'lw'.*'law'"),
        ("a.csv", "text\nx\n", "no column `themes`"),
        ("a.csv", "themes\nlaw\n", "which sentences"),
        ("a.csv", "doc,sentence,themes\nd,one,law\n", "no number"),
        ("a.jsonl", "{", "damaged"),
        ("a.pdf", "x", "neither"),
    ],
)
def test_labels_that_cannot_be_used(tmp_path: Path, name, content, fault):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises((InputError, SettingsError), match=fault):
        read_labels(tmp_path / name, BOOK)


def test_a_project_holds_texts_codes_and_selections(tmp_path: Path):
    labels = pd.DataFrame(
        {"document": ["d", "d"], "start": [0, 8], "end": [7, 15], "coder": ["x", "y"], "themes": [("law",), ()]}
    )
    texts = {"d": "A bill. A ship."}
    write_project(labels, texts, BOOK, tmp_path / "one.qdpx")
    write_project(labels, texts, BOOK, tmp_path / "two.qdpx")
    assert (tmp_path / "one.qdpx").read_bytes() == (tmp_path / "two.qdpx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.qdpx") as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
        names = {"q": "urn:QDA-XML:project:1.0"}
        source = root.find(".//q:TextSource", names)
        text = archive.read(source.get("plainTextPath").replace("internal://", "sources/")).decode()
        selection = source.find("q:PlainTextSelection", names)
        assert text[int(selection.get("startPosition")) : int(selection.get("endPosition"))] == "A bill."
        target = selection.find("q:Coding/q:CodeRef", names).get("targetGUID")
        assert root.find(f".//q:Code[@guid='{target}']", names).get("name") == "law"


def test_a_project_without_a_text_is_refused(tmp_path: Path):
    labels = pd.DataFrame({"document": ["d"], "start": [0], "end": [1], "coder": ["x"], "themes": [()]})
    with pytest.raises(UsageError, match="'d'"):
        write_project(labels, {}, BOOK, tmp_path / "a.qdpx")
