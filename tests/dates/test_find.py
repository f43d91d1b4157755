from pathlib import Path

import pytest

from themeline.tables import Entity

SEED = """The adoption of the National Security Law in 2015 and the Cybersecurity Law in November 2016 highlight
the strengthening of control. Finally, the framework was published on
December 27, 2016, and in March 1, 2017."""


def values(found):
    return [(e.text.replace("\n", " "), e.value) for e in found]


def test_the_seed_abstracts_dates_come_out_right(find):
    assert [e.edtf for e in find(SEED)] == ["2015", "2016-11", "2016-12-27", "2017-03-01"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The law was passed in the 1990s.", "199X"),
        ("It was a matter of the nineteenth century.", "18XX"),
        ("The plan covers 2012-2015.", "2012/2015"),
        ("It was agreed between March and June 2014.", "2014-03/2014-06"),
        ("The office worked from 2010 to 2012.", "2010/2012"),
        ("The war of 1939–45 changed it.", "1939/1945"),
        ("They have met since 2018.", "2018/.."),
        ("The mandate runs until 2020.", "../2020"),
        ("The goals shall be met by 2030.", "2030"),
        ("The agency was founded around 2015.", "2015~"),
        ("The treaty was signed in early 2015.", "2015"),
        ("The budget was passed in the third quarter of 2017.", "2017-35"),
        ("It entered into force in the summer of 2016.", "2016-22"),
        ("The fiscal year 2016/17 saw a deficit.", "2016/2017"),
        ("The city fell in 149 BC.", "-0148"),
        ("The meeting took place on 27/12/2016.", "2016-12-27"),
        ("The act was adopted in ROC year 105.", "2016"),
        ("The council met on the 2nd of May 2011.", "2011-05-02"),
        ("The law dates from Heisei 12.", "2000"),
        ("It was agreed in the third month of 2021.", "2021-03"),
        ("The act was signed on 23/Sep/2020.", "2020-09-23"),
        ("He was minister (2013 – present).", "2013/.."),
        ("The attacks of 9/11 changed the policy.", "2001-09-11"),
    ],
)
def test_a_written_form_has_its_edtf_value(find, text, edtf):
    assert [e.edtf for e in find(text)] == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry may decide otherwise, and troops march on.",
        "Some 1,500 people were present.",
        "The Council recalled resolution 2231 and Directive 2008/114/EC.",
        "Call +86 138-2010-2015 or 000 111 82-2100.",
        "Windows 2000 was installed with version 10.2016.",
        "About 1800 soldiers crossed the river.",
        "See A/RES/70/1 and ISO 8601.",
        "A second attempt failed at the first hurdle.",
        "The 52-year-old minister resigned.",
        "It is an honour to address this august body.",
        "They won medals at the Winter Olympics.",
        "Three quarters of the members agreed.",
    ],
)
def test_what_is_no_date_is_left_alone(find, text):
    assert values(find(text)) == []


@pytest.mark.parametrize(
    ("text", "value", "anchor"),
    [
        ("The bill was tabled yesterday.", "2017-09-19", "2017-09-20"),
        ("The bill was tabled last year.", "2016", "2017-09-20"),
        ("Parliament voted on Monday.", "2017-09-18", "2017-09-20"),
        ("Parliament will vote on Monday.", "2017-09-25", "2017-09-20"),
        ("The bill was tabled four months ago.", "2017-05", "2017-09-20"),
        ("The bill was tabled last November.", "2016-11", "2017-09-20"),
        ("Until Monday, they had not voted.", "2017-09-18", "2017-09-20"),
        ("The vote will be held in two weeks.", "2017-W40", "2017-09-20"),
        ("The bill was tabled the week before last.", "2017-W36", "2017-09-20"),
    ],
)
def test_a_relative_date_leans_on_the_documents_date(find, text, value, anchor):
    (found,) = find(text, "2017-09-20", "news")
    assert (found.value, found.anchor) == (value, anchor)


def test_a_relative_date_without_an_anchor_is_marked_as_unresolved(find):
    (found,) = find("Parliament voted on Monday.")
    assert (found.value, found.edtf, found.earliest) == ("XXXX-WXX-1", "", "")


def test_a_narrative_leans_on_the_date_told_last(find):
    text = (
        "Germany invaded Poland on September 1, 1939. Two years later it invaded Russia. That same year Japan attacked."
    )
    assert [e.value for e in find(text, "2009-12-19", "narrative")] == ["1939-09-01", "1941", "1941"]


def test_one_settled_numeric_date_settles_the_others(find):
    assert [e.value for e in find("It began on 03/04/2016 and ended on 27/12/2016.")] == ["2016-04-03", "2016-12-27"]
    assert [e.value for e in find("It began on 03/04/2016.", day_first="no")] == ["2016-03-04"]


def test_news_keeps_the_ends_of_a_range_apart(find):
    assert [e.value for e in find("It ran from 2010 to 2012.", "2017-09-20", "news")] == ["2010", "2012"]


def test_the_year_of_a_programme_belongs_to_its_name(find):
    text = "They adopted the National Plan 2020 and the Data Protection Act 2018."
    entities = [
        Entity(1, 17, 35, "National Plan 2020", "POLICY", "National Plan 2020", "rule"),
        Entity(1, 44, 68, "Data Protection Act 2018", "LAW", "Data Protection Act 2018", "rule"),
    ]
    plan, act = find(text, entities=entities)
    assert (plan.text, plan.value, plan.edtf, plan.part_of) == ("2020", "", "", "National Plan 2020")
    assert (act.value, act.part_of) == ("2018", "Data Protection Act 2018")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The talks lasted three weeks.", "DURATION", "P3W"),
        ("The talks lasted two and a half hours.", "DURATION", "PT2H30M"),
        ("The committee meets every two years.", "SET", "P2Y"),
        ("The committee meets every other day.", "SET", "P2D"),
        ("The committee meets on Friday mornings.", "SET", "XXXX-WXX-5TMO"),
        ("The talks lasted one hour and a half.", "DURATION", "PT1H30M"),
        ("It convenes at 10:30 a.m.", "TIME", "T10:30"),
    ],
)
def test_lengths_sets_and_times_have_their_types(find, text, kind, value):
    (found,) = find(text)
    assert (found.type, found.value) == (kind, value)


def test_the_sentence_of_a_date_holds_it(find, language_model):
    text = (Path(__file__).parents[2] / "corpus/labelled/laws.jsonl").read_text(encoding="utf-8")[:20_000]
    for found in find(text):
        assert text[found.start : found.end] == found.text
