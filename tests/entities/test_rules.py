import shutil
from pathlib import Path

import numpy as np
import pytest

from themeline.entities import EntityRules
from themeline.errors import ModelError, SettingsError
from themeline.resources import data_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_path("models", "entities"), tmp_path / "entities"))


def test_the_fingerprint_follows_the_files(folder: Path) -> None:
    assert EntityRules.load(folder).fingerprint == EntityRules.load().fingerprint
    other = Path(shutil.copytree(folder, folder.parent / "other"))
    (other / "gazetteer_names.tsv").write_text("ORG\tHanse\tHanseatic League\n", encoding="utf-8")
    assert EntityRules.load(other).fingerprint != EntityRules.load().fingerprint


def test_a_name_added_to_the_gazetteer_is_known_in_all_its_forms(folder: Path) -> None:
    with (folder / "gazetteer_names.tsv").open("a", encoding="utf-8") as file:
        file.write("ORG\tHanse\tHanseatic League;Hansa\n")
    forms = EntityRules.load(folder).lexicon.gazetteer.by_form
    assert {forms[form].name for form in ("Hanse", "Hansa", "Hanseatic League")} == {"Hanse"}


def test_a_folder_without_weights_has_no_tagger(folder: Path) -> None:
    (folder / "tagger.npz").unlink()
    assert EntityRules.load(folder).tagger is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("heads.toml", "[heads\n"),
        ("heads.toml", '[heads]\nCOLOUR = ["red"]\n[words]\n'),
        ("heads.toml", "[words]\n"),
        ("citations.toml", '[parts]\n[[citation]]\nlabel = "LAW"\nabout = "x"\npattern = "("\n'),
        ("citations.toml", '[parts]\n[[citation]]\nlabel = "COLOUR"\nabout = "x"\npattern = "x"\n'),
        ("citations.toml", '[parts]\n[[citation]]\nlabel = "LAW"\n'),
        ("gazetteer_names.tsv", "ORG\ta\tb\tc\n"),
        ("gazetteer_names.tsv", "COLOUR\tred\n"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=name.split(".")[0]):
        EntityRules.load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "heads.toml").unlink()
    with pytest.raises(SettingsError, match=r"heads\.toml"):
        EntityRules.load(folder)


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_weights_that_are_not_ours_are_refused(folder: Path, content: bytes | None) -> None:
    if content is None:
        np.savez(folder / "tagger.npz", other=np.zeros(3))
    else:
        (folder / "tagger.npz").write_bytes(content)
    with pytest.raises(ModelError, match="tagger"):
        EntityRules.load(folder)
