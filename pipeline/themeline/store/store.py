"""The workspace's database as an object: where it is, and transactions on it."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from themeline.errors import StoreError, UsageError
from themeline.store import connection, lock, schema

DATABASE = "themeline.duckdb"
SCRATCH = ".scratch"


@dataclass(frozen=True, slots=True)
class Store:
    """A workspace's folder and the database in it. It holds nothing open and caches nothing."""

    folder: Path

    @property
    def path(self) -> Path:
        """The database file."""
        return self.folder / DATABASE

    def exists(self) -> bool:
        """Say whether the workspace has been begun."""
        return self.path.exists()

    def reading(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Open the last committed state, read-only.

        Raises:
            UsageError: If there is no workspace here yet.
            StoreError: If it was made by a newer Themeline.
        """
        if not self.exists():
            raise UsageError(f"There is no workspace at {self.folder}.", "Begin one with: themeline run FOLDER")
        return self._checked_reading()

    def writing(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Run one transaction; the caller holds `locked()`."""
        return connection.writing(self.path)

    @contextmanager
    def locked(self, command: str = "") -> Iterator[None]:
        """Be the workspace's one writer; begin the workspace if there is none, and clear what a crash left."""
        self._make_folder()
        with lock.writer_lock(self.folder, command):
            if self.exists():
                with connection.reading(self.path) as database:
                    check_version(database, self.path)
            else:
                self._create()
            shutil.rmtree(self.scratch, ignore_errors=True)
            yield

    @property
    def scratch(self) -> Path:
        """A folder for what one command spools; emptied when the next one begins."""
        return self.folder / SCRATCH

    @contextmanager
    def _checked_reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with connection.reading(self.path) as database:
            check_version(database, self.path)
            yield database

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The workspace {self.folder} cannot be made: {error.strerror}.",
                "Name another folder with --workspace.",
            ) from error

    def _create(self) -> None:
        """Make the database under another name first, so that a crash leaves a whole one or none."""
        draft = self.folder / f"{DATABASE}.new"
        for left_behind in self.folder.glob(f"{draft.name}*"):
            left_behind.unlink()
        with connection.writing(draft) as database:
            database.execute(schema.TABLES)
            database.execute("INSERT INTO meta VALUES ('schema_version', ?)", [str(schema.SCHEMA_VERSION)])
        draft.rename(self.path)


def check_version(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a database whose schema this version does not know.

    Raises:
        StoreError: If the schema is another one.
    """
    try:
        row = connection.first_row(database, "SELECT value FROM meta WHERE key = 'schema_version'")
    except duckdb.CatalogException as error:
        raise StoreError(f"{path} is not a Themeline workspace.", "Name another with --workspace.") from error
    if row is None or int(row[0]) != schema.SCHEMA_VERSION:
        found = "none" if row is None else row[0]
        raise StoreError(
            f"{path} has schema version {found}; this Themeline reads version {schema.SCHEMA_VERSION}.",
            "Upgrade Themeline, or ingest the sources again into a new workspace.",
        )
