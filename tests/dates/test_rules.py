import shutil

import pytest

from themeline.dates import DateRules
from themeline.dates.grammar import FormCompiler
from themeline.errors import SettingsError
from themeline.resources import data_path


def copy_rules(folder):
    for path in data_path("models", "dates").glob("*.toml"):
        shutil.copy(path, folder / path.name)


def test_the_rules_are_loaded_once_and_have_a_fingerprint():
    rules = DateRules.load()
    assert rules is DateRules.load()
    assert len(rules.fingerprint) == 64


def test_an_analyst_can_add_a_holiday(tmp_path):
    copy_rules(tmp_path)
    with (tmp_path / "holidays.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[holiday]]\nnames = ["anzac day"]\nmonth = 4\nday = 25\n')
    rules = DateRules.load(tmp_path)
    assert rules.holidays["anzac day"]["day"] == 25
    assert rules.fingerprint != DateRules.load().fingerprint


def test_a_missing_file_says_which(tmp_path):
    with pytest.raises(SettingsError, match=r"vocabulary\.toml"):
        DateRules.load(tmp_path)


@pytest.mark.parametrize(
    ("form", "message"), [("(YEAR", "closing"), ("NOSUCH", "NOSUCH"), ("$none", "phrase"), ("YEAR )", "unmatched")]
)
def test_a_wrong_pattern_is_named(tmp_path, form, message):
    copy_rules(tmp_path)
    with (tmp_path / "patterns.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[pattern]]\nname = "mine"\nform = "{form}"\ngives = "calendar"\n')
    with pytest.raises(SettingsError, match=message):
        DateRules.load(tmp_path)


def test_the_longer_of_two_choices_comes_first():
    compiler = FormCompiler({}, lambda name: frozenset(name[0]))
    assert compiler.compile("A | A B").expression.match("AB").end() == 2
