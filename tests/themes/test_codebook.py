from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themeline.errors import SettingsError
from themeline.themes import Codebook, Theme, check_faults, default_codebook, read_codebook, write_codebook

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.strip)
LISTS = st.lists(TEXTS.filter(bool), max_size=3).map(tuple)
KEYS = st.from_regex(r"[^\W_][\w &-]{0,10}\w", fullmatch=True)
THEMES = st.builds(Theme, KEYS, TEXTS, TEXTS, LISTS, LISTS, LISTS)
CODEBOOKS = st.builds(
    Codebook, TEXTS, TEXTS, st.lists(THEMES, min_size=1, max_size=4, unique_by=lambda t: t.key.casefold()).map(tuple)
)


@settings(deadline=None)
@given(CODEBOOKS)
def test_a_codebook_survives_writing_and_reading(tmp_path_factory, codebook):
    path = tmp_path_factory.mktemp("codebook") / "codebook.toml"
    write_codebook(codebook, path)
    assert read_codebook(path) == codebook


def test_the_default_has_thirteen_themes_without_faults():
    codebook = default_codebook()
    assert len(codebook.themes) == 13
    assert check_faults(codebook) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[[theme]]\nkey = "a"\n[[theme]]\nkey = "A"', "Two themes have the key 'a'"),
        ('[[theme]]\nkey = "a"\ncue = ["x"]', "unknown field 'cue'.*cues"),
        ('[[theme]]\nname = "a"', "needs a key"),
        ('[[theme]]\nkey = "a"\ncues = "x"', "cues must be a list"),
        ('[[theme]]\nkey = "a"\nname = 3', "name must be a text"),
        ('[[theme]]\nkey = " a"', "theme"),
        ('name = "x"', r"no \[\[theme\]\]"),
        ("theme = []", "no themes"),
        ("key = ", "not valid TOML"),
    ],
)
def test_faults_are_named(tmp_path: Path, content, fault):
    path = tmp_path / "codebook.toml"
    path.write_text(content, encoding="utf-8")
    if fault == "theme":
        assert read_codebook(path).keys == ("a",)
        return
    with pytest.raises(SettingsError, match=fault):
        read_codebook(path)


def test_a_missing_file_and_a_wrong_encoding_are_told_apart(tmp_path: Path):
    with pytest.raises(SettingsError, match="cannot be read"):
        read_codebook(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('name = "é"'.encode("latin-1"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_codebook(tmp_path / "latin.toml")


def test_questionable_themes_are_reported():
    codebook = Codebook("x", "1", (Theme("a", cues=("law",)), Theme("b", "B", "d", ("Law",), ("s",), ("s",))))
    findings = " ".join(check_faults(codebook))
    assert "no definition" in findings
    assert "'law' is shared" in findings
    assert "both an example" in findings


def test_an_unknown_theme_names_the_near_one():
    with pytest.raises(SettingsError, match="'rights'"):
        default_codebook()["right"]
