import pytest

from themeline.errors import UsageError
from themeline.store import Selection
from themeline.store.query import document_numbers, select, to_frame
from themeline.tables.schemas import TABLES, find_table


def docs(store, corpus="", where=""):
    with store.reading() as database:
        return to_frame(select(database, TABLES["documents"], Selection(corpus, where)))["doc"].tolist()


def test_rows_are_sorted_and_have_exactly_the_public_columns(store):
    with store.reading() as database:
        for table in TABLES.values():
            assert tuple(select(database, table, Selection()).columns) == table.names
    assert docs(store) == ["a", "a", "b", "c"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("year >= 2016", ["b"]),
        ("institution = 'NDU'", ["a", "c"]),
        ("institution = 'NDU' AND year < 2016", ["a"]),
        ("CAST(pages AS INTEGER) > 50", ["a"]),
        ("published = ''", ["c"]),
        ("title = ''", ["a", "b", "c"]),
    ],
)
def test_conditions_over_columns_year_and_metadata(store, where, expected):
    assert docs(store, "theses", where) == expected


def test_a_defined_corpus_is_its_condition(store):
    with store.writing() as database:
        database.execute("INSERT INTO definitions VALUES ('late', 'year > 2015')")
    assert docs(store, "late") == ["a", "b"]
    with store.reading() as database:
        assert len(document_numbers(database, Selection("late"))) == 2


def test_conditions_reach_documents_from_other_tables(store):
    with store.writing() as database:
        database.execute("INSERT INTO sentences SELECT id, 1, 0, 3, 'The' FROM documents")
    with store.reading() as database:
        frame = to_frame(select(database, TABLES["sentences"], Selection(where="institution = 'NCCU'")))
    assert frame["doc"].tolist() == ["b"]


@pytest.mark.parametrize(
    "where",
    ["foo = 3", "1=1; DROP TABLE documents", "1=1) UNION SELECT 1 --", "(", "year >", "'", "1=1) --"],
)
def test_a_condition_that_is_none_is_one_clear_error(store, where):
    with pytest.raises(UsageError, match="condition"):
        docs(store, where=where)
    assert len(docs(store)) == 4


def test_unknown_corpora_and_tables_are_named_with_those_that_exist(store):
    with pytest.raises(UsageError, match=r"no corpus 'thesis'.*speeches, theses"):
        docs(store, "thesis")
    with pytest.raises(UsageError, match=r"no table 'entity'.*entities"):
        find_table("entity")
