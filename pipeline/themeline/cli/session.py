"""What nearly every command opens first: the workspace and its settings, with the command's options over them."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themeline.errors import UsageError

if TYPE_CHECKING:
    from themeline.stages.settings import Settings
    from themeline.store import Store

SOME_FAILED = 3


@dataclass(frozen=True, slots=True)
class Session:
    """A workspace's store and the settings of one command."""

    store: "Store"
    settings: "Settings"


def open_session(workspace: Path, *, workers: int = 0, must_exist: bool = False, **sections: dict[str, Any]) -> Session:
    """Open a workspace.

    Args:
        workspace: Its folder.
        workers: The number of workers, if an option names it.
        must_exist: Whether the command makes no sense without a workspace.
        sections: Settings that options give, by section.

    Raises:
        UsageError: If there is no workspace and there must be one.
        SettingsError: If its settings have a fault, or an option's value does not fit.
    """
    from themeline.memory import give_back_large_blocks
    from themeline.stages.settings import build_settings, load_settings
    from themeline.store import Store

    give_back_large_blocks()
    store = Store(workspace)
    if must_exist and not store.exists():
        raise UsageError(f"There is no workspace at {workspace}.", "Begin one with: themeline run FOLDER")
    settings = load_settings(workspace)
    values = settings.model_dump(exclude_unset=True)
    for section, options in sections.items():
        values.setdefault(section, {}).update(options)
    if workers:
        values["workers"] = workers
    return Session(store, build_settings(values, "the command's options"))


def engine_section(engine: str, scheduler: str) -> dict[str, Any]:
    """Return the settings section of what the engine's options say; a scheduler alone means the engine dask."""
    return _given(name=engine or ("dask" if scheduler else ""), scheduler=scheduler)


def language_section(trust: str) -> dict[str, Any]:
    """Return the settings section of the option that trusts a pipeline."""
    return _given(trust=trust)


def keyword_section(method: str, vocabulary: str) -> dict[str, Any]:
    """Return the settings section of the keyword options that are given."""
    return _given(method=method, vocabulary=vocabulary)


def _given(**options: str) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value}
