"""What an installed package ships is read only if it is what was released."""

import base64
import hashlib
from importlib.metadata import Distribution

import pytest

from themeline import resources
from themeline.errors import ModelError
from themeline.resources import check_recorded, model_path


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install a package of one model: its file, and the RECORD that pip would have written."""
    package = tmp_path / "themeline"
    weights = package / "_data" / "models" / "entities" / "tagger.npz"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"the released weights")
    digest = base64.urlsafe_b64encode(hashlib.sha256(weights.read_bytes()).digest()).rstrip(b"=").decode()
    info = tmp_path / "themeline-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: themeline\nVersion: 1.0\n")
    (info / "RECORD").write_text(f"{weights.relative_to(tmp_path)},sha256={digest},20\n")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    monkeypatch.setattr(resources, "distribution", lambda name: Distribution.at(info))
    model_path.cache_clear()
    yield weights
    model_path.cache_clear()


def test_weights_as_they_were_released_are_read(installed):
    assert model_path("models", "entities", "tagger.npz") == installed
    assert model_path("models", "entities") == installed.parent


@pytest.mark.parametrize("parts", [("models", "entities"), ("models", "entities", "tagger.npz")])
def test_altered_weights_are_refused_by_name(installed, parts):
    installed.write_bytes(b"other weights")
    with pytest.raises(ModelError, match=r"tagger\.npz is not the file that was released"):
        model_path(*parts)


def test_what_is_not_recorded_is_passed_over(installed, tmp_path):
    (installed.parent / "own.npz").write_bytes(b"an analyst's own")
    assert model_path("models", "entities") == installed.parent
    check_recorded([tmp_path / "nothing"], Distribution.at(tmp_path / "themeline-1.0.dist-info"))
