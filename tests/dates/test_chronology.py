import pandas as pd

from themeline.dates import referenced_years, timeline

DOCUMENTS = pd.DataFrame({"doc": ["a", "b"], "published": ["2017-09", ""]})
SENTENCES = pd.DataFrame({"doc": ["a", "a", "b"], "sentence": [1, 2, 1], "text": ["S one.", "S two.", "T one."]})
DATES = pd.DataFrame(
    [
        ("a", 1, 0, "2016", "DATE", "2016", "2016-01-01", "2016-12-31"),
        ("a", 2, 9, "149 BC", "DATE", "-0148", "-0148-01-01", "-0148-12-31"),
        ("b", 1, 3, "until 2015", "DATE", "../2015", "", "2015-12-31"),
        ("b", 1, 20, "three weeks", "DURATION", "", "", ""),
    ],
    columns=["doc", "sentence", "start", "text", "type", "edtf", "earliest", "latest"],
)


def test_statements_come_in_the_order_of_their_dates():
    entities = pd.DataFrame({"doc": ["a", "a"], "sentence": [1, 1], "start": [5, 1], "name": ["NATO", "Estonia"]})
    table = timeline(DOCUMENTS, SENTENCES, DATES, entities)
    assert list(table["date"]) == ["149 BC", "until 2015", "2016"]
    assert list(table["entities"]) == ["", "", "Estonia; NATO"]
    assert list(table["text"]) == ["S two.", "T one.", "S one."]


def test_years_are_counted_against_the_year_of_publication():
    table = referenced_years(DOCUMENTS, DATES)
    assert list(table["year"]) == [-148, 2016]
    assert list(table["distance"]) == [-2165, -1]


def test_no_dates_make_an_empty_timeline():
    assert timeline(DOCUMENTS, SENTENCES, DATES.iloc[:0]).empty
    assert referenced_years(DOCUMENTS, DATES.iloc[:0]).empty
