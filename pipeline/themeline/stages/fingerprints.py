"""What a stage's output depends on, as one hash: when the hash changes, the output is stale.

A fingerprint covers the code of the rooms that compute the output, their files under `models/`, their settings,
and what the stage before it depends on. It is computed without importing spaCy or scikit-learn, so that a run
with nothing to do ends at once.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from themeline import __version__
from themeline.errors import SettingsError
from themeline.language.identity import find_pipeline, pipeline_version
from themeline.resources import data_path
from themeline.stages.settings import Settings
from themeline.themes.settings import ThemeSettings

PARSE_VERSION = "1"
PACKAGE = Path(__file__).resolve().parent.parent
LIBRARIES = ("spacy", "scikit-learn", "numpy", "duckdb")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an output depends on: a hash for each part, under a name that people understand."""

    parts: Mapping[str, str]

    @property
    def key(self) -> str:
        """One hash over all parts."""
        return _digest(sorted(self.parts.items()))

    def differences(self, other: Mapping[str, str]) -> list[str]:
        """Name the parts that are not the same in another fingerprint's parts."""
        names = sorted({*self.parts, *other})
        return [name for name in names if self.parts.get(name) != other.get(name)]


def parse_fingerprint(settings: Settings) -> Fingerprint:
    """Return what a stored parse depends on."""
    model = find_pipeline(settings.language)
    return Fingerprint({"language model": _digest(PARSE_VERSION, model.name, model.digest)})


def extract_fingerprint(settings: Settings) -> Fingerprint:
    """Return what entities, dates, keywords and counts depend on."""
    parts = dict(parse_fingerprint(settings).parts)
    parts["sentence rules"] = _code_digest("language")
    parts["word counts"] = _digest(_file_digest(PACKAGE / "compare" / "terms.py"), settings.counts.model_dump_json())
    for room in ("entities", "dates", "keywords"):
        parts[f"{room} code"] = _code_digest(room)
        parts[f"{room} rules"] = _folder_digest(data_path("models", room))
        parts[f"{room} settings"] = _digest(getattr(settings, room).model_dump_json())
    own = [path for path in (settings.keywords.vocabulary, settings.keywords.background) if path]
    if own:
        parts["vocabulary or background of your own"] = _digest([_given_digest(Path(path)) for path in own])
    return Fingerprint(parts)


def classify_fingerprint(settings: Settings) -> Fingerprint:
    """Return what the themes of sentences depend on: the sentences, the codebook and the model."""
    parts = dict(parse_fingerprint(settings).parts)
    parts["sentence rules"] = _code_digest("language")
    parts["themes code"] = _code_digest("themes")
    parts["themes model"] = _folder_digest(data_path("models", "themes"))
    parts["codebook or model of your own"] = _digest([_given_digest(path) for path in theme_files(settings.themes)])
    parts["themes settings"] = _digest(settings.themes.model_dump_json())
    return Fingerprint(parts)


def report_fingerprint() -> Fingerprint:
    """Return what a report's page depends on besides its numbers: the code and the templates that lay it out."""
    templates = _folder_digest(PACKAGE / "report" / "templates")
    rules = _folder_digest(data_path("models", "report"))
    return Fingerprint({"report code": _code_digest("report"), "report templates": templates, "report rules": rules})


def theme_files(settings: ThemeSettings) -> list[Path]:
    """Return the files of the user's own that the classification depends on."""
    return [Path(value) for value in (settings.codebook, settings.model) if value]


def versions(settings: Settings) -> dict[str, str]:
    """Return the versions that a run's record names."""
    model = find_pipeline(settings.language)
    own = {"themeline": __version__, "language_model": model.name, "language_model_version": model.version}
    return own | {"language_model_sha256": model.digest} | {name: pipeline_version(name) for name in LIBRARIES}


def extract_identity(settings: Settings) -> dict[str, str]:
    """Return what a worker elsewhere must have in common with this machine to extract the same."""
    return identity_parts(settings, extract_fingerprint(settings))


def classify_identity(settings: Settings) -> dict[str, str]:
    """Return what a worker elsewhere must have in common with this machine to classify the same."""
    return identity_parts(settings, classify_fingerprint(settings))


def identity_parts(settings: Settings, fingerprint: Fingerprint) -> dict[str, str]:
    """Return the versions and the parts of a fingerprint together."""
    return {**versions(settings), **fingerprint.parts}


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


@cache
def _code_digest(room: str) -> str:
    files = sorted((PACKAGE / room).rglob("*.py"))
    return _digest([[path.name, _file_digest(path)] for path in files])


@cache
def _folder_digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return _digest([[path.relative_to(folder).as_posix(), _file_digest(path)] for path in files])


def _given_digest(path: Path) -> str:
    if path.is_dir():
        return _digest([[file.name, _file_digest(file)] for file in sorted(path.iterdir()) if file.is_file()])
    if not path.is_file():
        raise SettingsError(f"The settings name {path}, which does not exist.", "Correct themeline.toml.")
    return _file_digest(path)


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
