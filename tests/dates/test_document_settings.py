"""What is decided once for a document: the genre, the order of day and month."""

import pytest

from themeline.dates import DateSettings
from themeline.dates.dayorder import day_comes_first
from themeline.dates.genre import guess_genre

AUTO = DateSettings()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It ran from 03/04/2016 to 27/12/2016.", True),
        ("It ran from 03/04/2016 to 12/27/2016.", False),
        ("It ran from 03.04.2016 on.", True),
        ("It ran from 03/04/2016 on. They met on 27 December 2015.", True),
        ("It ran from 03/04/2016 on. They met on December 27, 2015.", False),
        ("It ran from 03/04/2016 on.", False),
        ("It ran from 2016-04-03 on. They met on 27 December 2015.", False),
        ("It has no numeric dates. They met on 27 December 2015.", False),
    ],
)
def test_the_order_of_numeric_dates(text, first):
    assert day_comes_first(text, AUTO) is first


def test_a_setting_overrules_the_document():
    text = "It ran from 03/04/2016 to 27/12/2016."
    assert not day_comes_first(text, DateSettings(day_first="no"))
    assert day_comes_first("It ran from 12/27/2016 on.", DateSettings(day_first="yes"))


FILLER = "The troops moved on to the river and took the town after a fight of some hours. " * 20


@pytest.mark.parametrize(
    ("text", "published", "genre"),
    [
        ("The minister said on Monday that the talks would go on.", "2017-09-20", "news"),
        ("The minister said that the talks would go on.", "2017", "abstract"),
        ("The thesis studies (Smith, 2010), (Jones, 2011) and (Brown, 2012).", "2017-09-20", "abstract"),
        (
            "On 3 May 1916 it began. On 5 June 1916 it ended. In 1917 and 1918 more came. " + FILLER,
            "2009-12-19",
            "narrative",
        ),
        ("In 490 BC it began, in 480 BC it ended, in 479 BC more came. " + FILLER, "", "narrative"),
        ("Today the school is closed. " + FILLER, "2017-09-20", "abstract"),
        ("Today, he said, the school is closed. " + FILLER, "2017-09-20", "news"),
    ],
)
def test_the_genre_is_guessed(text, published, genre):
    assert guess_genre(text, published) == genre


def test_the_setting_overrules_the_guess(find):
    text = "It ran from 2010 to 2012."
    assert [e.value for e in find(text, "2017", "abstract")] == ["2010/2012"]
    assert [e.value for e in find(text, "2017", "news")] == ["2010", "2012"]
    assert [e.value for e in find("They meet today.", "2017-09-20", "narrative")] == ["PRESENT_REF"]
