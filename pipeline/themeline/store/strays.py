"""Files that a command which was killed left in a workspace: drafts, spools, and what DuckDB put aside."""

from pathlib import Path

SCRATCH = ".scratch"
LEFTOVERS = (f"{SCRATCH}/*", "*.duckdb.new*", "*.duckdb.tmp", ".*.part*", "reports/**/.*.part*", "models/**/.*.part*")


def strays(folder: Path) -> list[Path]:
    """Return what no command that is at work needs; the caller holds the workspace's lock, or nobody does."""
    return sorted({path for pattern in LEFTOVERS for path in folder.glob(pattern)})
