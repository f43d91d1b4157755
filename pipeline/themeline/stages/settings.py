"""The settings of a workspace: one frozen model, read from `themeline.toml`."""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from themeline.compare.settings import CompareSettings, CountSettings
from themeline.dates.settings import DateSettings
from themeline.engine.settings import EngineSettings
from themeline.entities.settings import EntitySettings
from themeline.errors import SettingsError
from themeline.ingest.settings import IngestSettings
from themeline.keywords.settings import KeywordSettings
from themeline.language.settings import LanguageSettings
from themeline.report.settings import ReportSettings
from themeline.themes.settings import ThemeSettings

SETTINGS_FILE = "themeline.toml"

# A workspace, with its settings file, may come from a stranger; what would let them run code here, or send them the
# texts, is said by the user: on the command line or in the environment.
NEVER_IN_A_FILE = {
    ("language", "trust"): "Give it on the command line (--trust) or in the environment (THEMELINE_TRUST).",
    ("engine", "scheduler"): "Give it on the command line (--scheduler) or in the environment (THEMELINE_SCHEDULER).",
}


class Settings(BaseModel):
    """Every section of `themeline.toml`; a key that no section knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workers: int = Field(0, ge=0, description="Worker processes; 0 for as many as there are cores.")
    engine: EngineSettings = EngineSettings()
    ingest: IngestSettings = IngestSettings()
    language: LanguageSettings = LanguageSettings()
    entities: EntitySettings = EntitySettings()
    dates: DateSettings = DateSettings()
    keywords: KeywordSettings = KeywordSettings()
    counts: CountSettings = CountSettings()
    themes: ThemeSettings = ThemeSettings()
    compare: CompareSettings = CompareSettings()
    report: ReportSettings = ReportSettings()

    def worker_count(self) -> int:
        """Return the number of worker processes to use."""
        return self.workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_settings(workspace: Path) -> Settings:
    """Read a workspace's settings; a workspace without a settings file has the defaults.

    Raises:
        SettingsError: If the file is not TOML, has an unknown key, a value that does not fit, or what is never in it.
    """
    path = workspace / SETTINGS_FILE
    if not path.is_file():
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from error
    for (section, key), hint in NEVER_IN_A_FILE.items():
        given = values.get(section)
        if isinstance(given, dict) and key in given:
            raise SettingsError(f"{path}: {section}.{key} cannot be set in a file, which may be a stranger's.", hint)
    return build_settings(values, str(path))


def build_settings(values: dict[str, Any], where: str) -> Settings:
    """Validate settings given as nested dictionaries.

    Raises:
        SettingsError: Naming the first key that is wrong, and the known keys that it resembles.
    """
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise SettingsError(f"{where}: there is no setting {path!r}.", _near(first["loc"])) from error
        raise SettingsError(f"{where}: {path}: {first['msg']}.", f"It was: {first['input']!r}.") from error


def _near(location: tuple[int | str, ...]) -> str:
    model: Any = Settings
    for part in location[:-1]:
        model = model.model_fields[str(part)].annotation
    near = difflib.get_close_matches(str(location[-1]), model.model_fields, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known here: {', '.join(sorted(model.model_fields))}."
