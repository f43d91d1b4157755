"""The codebook in use, and the themes commands that begin, check, read and write codebooks."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from themeline.errors import UsageError
from themeline.files import write_whole
from themeline.stages.settings import Settings

if TYPE_CHECKING:
    from themeline.themes import Codebook

TEMPLATE = """\
# A codebook: one [[theme]] for each thing that a sentence can be about. A sentence may have several themes, or none.
# If every sentence has exactly one, as in a codebook of policy agendas, write here: exclusive = true
# (and give it a theme for what is of no other).
# Raise the version when you change what a theme means. See: themeline themes check FILE
name = "My codebook"
version = "1"

[[theme]]
key = "housing"
name = "Housing"
definition = "Homes and rents: building, owning, letting and paying for them. Not offices and shops."
cues = ["housing", "rent", "tenant", "landlord", "mortgage", "dwelling"]
examples = ["The council will build four hundred flats with rents below the market."]
counter_examples = ["The embassy rents an office near the harbour."]

[[theme]]
key = "transport"
name = "Transport"
definition = "Moving people and goods: roads, railways, ports, fares and traffic."
cues = ["railway", "road", "bus", "freight", "port", "fare"]
examples = ["Night trains will link the two capitals again from the spring."]
counter_examples = ["The talks were back on track by the evening."]
"""


def codebook_in_use(settings: Settings, path: Path | None = None) -> "Codebook":
    """Return the codebook of this path, or the one that the settings name, or that of their model, or the shipped one.

    Raises:
        SettingsError: If it cannot be used.
        ModelError: If the settings' model cannot be read.
    """
    from themeline.themes import default_codebook, load_model, read_codebook

    if path or settings.themes.codebook:
        return read_codebook(path or Path(settings.themes.codebook))
    return load_model(Path(settings.themes.model)).codebook if settings.themes.model else default_codebook()


def begin_codebook(path: Path, *, default: bool = False) -> None:
    """Write a codebook to begin from: a short one to edit, or the themes that Themeline ships.

    Raises:
        UsageError: If there is such a file already.
        OutputError: If it cannot be written.
    """
    from themeline.resources import data_path

    text = data_path("models", "themes", "default.toml").read_text(encoding="utf-8") if default else TEMPLATE
    _refuse_existing(path)
    write_whole(path, text)


def check_codebook(path: Path) -> tuple["Codebook", list[str]]:
    """Read a codebook, and return it with what is questionable in it.

    Raises:
        SettingsError: If it has a fault that forbids its use.
    """
    from themeline.themes import check_faults, read_codebook

    codebook = read_codebook(path)
    return codebook, check_faults(codebook)


def import_codebook(source: Path, target: Path, *, exclusive: bool = False) -> "Codebook":
    """Turn a .csv or .qdc codebook into a TOML one, and return it.

    Args:
        source: The codebook of another program.
        target: The TOML file to write.
        exclusive: Every sentence has exactly one of its themes; neither kind of file can say that itself.

    Raises:
        UsageError: If the target is there already, or cannot be written.
        SettingsError: If the source cannot be used.
    """
    from themeline.themes import import_codebook as read_foreign
    from themeline.themes import write_codebook

    _refuse_existing(target)
    codebook = replace(read_foreign(source), exclusive=exclusive)
    try:
        write_codebook(codebook, target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    return codebook


def export_codebook(settings: Settings, target: Path, path: Path | None = None) -> "Codebook":
    """Write the codebook in use, or the one of this path, as .csv, .qdc or .toml, and return it.

    Raises:
        SettingsError: If the suffix is none of these, or the codebook cannot be used.
        UsageError: If the file cannot be written.
    """
    from themeline.themes import export_codebook as write_foreign
    from themeline.themes import write_codebook

    codebook = codebook_in_use(settings, path)
    try:
        (write_codebook if target.suffix.lower() == ".toml" else write_foreign)(codebook, target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    return codebook


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise UsageError(f"There is a file {path} already.", "Name another, or remove it first.")
