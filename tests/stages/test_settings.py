import pytest

from themeline.errors import SettingsError
from themeline.stages.settings import load_settings


@pytest.mark.parametrize(
    "content",
    [
        '[language]\ntrust = "abc"\n',
        '[engine]\nname = "dask"\nscheduler = "tcp://10.0.0.1:8786"\n',
        "engine.scheduler = ''",
    ],
)
def test_what_lets_others_run_code_or_read_texts_is_never_read_from_a_file(tmp_path, content):
    """A workspace may come from a stranger, settings and all."""
    (tmp_path / "themeline.toml").write_text(content)
    with pytest.raises(SettingsError, match=r"cannot be set in a file.*THEMELINE_"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    "content", [b"a = ", b"a = " + b"[" * 100_000, b"workers = " + b"9" * 5000, b"\xff\xfe", b"a\0=1"]
)
def test_settings_that_are_no_toml_are_one_clear_error(tmp_path, content):
    (tmp_path / "themeline.toml").write_bytes(content)
    with pytest.raises(SettingsError, match="is not valid TOML"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    "content", ["engine = 3", "workers = -1", "ingest = []", "[themes]\nmodel = 3", "[dates.x]\ny = 1"]
)
def test_values_of_another_kind_are_one_clear_error(tmp_path, content):
    (tmp_path / "themeline.toml").write_text(content)
    with pytest.raises(SettingsError, match=r"themeline\.toml"):
        load_settings(tmp_path)
