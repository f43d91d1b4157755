import shutil
from pathlib import Path

import pytest

from themeline.entities import EntityRules
from themeline.entities.hints import load_hints
from themeline.errors import SettingsError
from themeline.resources import data_path


def test_a_word_has_all_its_hints_and_a_city_of_several_words_is_found_whole() -> None:
    hints = load_hints(data_path("models", "entities"))
    found = hints.find(["Narendra", "Johnson", "left", "São", "Paulo", "for", "Ho", "Chi", "Minh", "City", "."])
    assert found == ["g", "s", "", "c", "c", "", "c", "c", "c", "c", ""]


def test_hints_leave_out_common_words() -> None:
    hints = load_hints(data_path("models", "entities"))
    assert not any(word in hints.words for word in ("Reading", "Nice", "Will", "May", "Long"))


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(data_path("models", "entities"), tmp_path / "entities"))
    (folder / "hints_cities.txt").unlink()
    with pytest.raises(SettingsError, match="hints_cities"):
        EntityRules.load(folder)
