"""The workspace's database as an object: where it is, and transactions on it."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from themeline.errors import StoreError, UsageError
from themeline.files import DATABASE, make_folder, reason, writing_to
from themeline.store import connection, lock, migrations, schema, torn_log
from themeline.store.strays import SCRATCH, strays


@dataclass(frozen=True, slots=True)
class Store:
    """A workspace's folder and the database in it. It holds nothing open and caches nothing."""

    folder: Path

    @property
    def path(self) -> Path:
        """The database file."""
        return self.folder / DATABASE

    def exists(self) -> bool:
        """Say whether the workspace has been begun.

        Raises:
            StoreError: If the system does not let us look.
        """
        try:
            return self.path.exists()
        except OSError as error:
            raise StoreError(f"The workspace {self.folder} cannot be read: {reason(error)}.") from error

    def reading(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Open the last committed state, read-only.

        Raises:
            UsageError: If there is no workspace here yet.
            StoreError: If it was made by an older or a newer Themeline.
        """
        if not self.exists():
            raise UsageError(f"There is no workspace at {self.folder}.", "Begin one with: themeline run FOLDER")
        return self._checked_reading()

    def writing(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Run one transaction; the caller holds `locked()`."""
        return connection.writing(self.path)

    @contextmanager
    def locked(self, command: str = "") -> Iterator[None]:
        """Be the workspace's one writer.

        A workspace is begun if there is none, brought up to the present schema if it is older, and rid of what a
        crash left.

        Raises:
            StoreError: If another command is writing, or it was made by a newer Themeline.
        """
        self._make_folder()
        with lock.writer_lock(self.folder, command):
            self.clear()
            if self.exists():
                torn_log.mend(self.path)
                self._upgrade()
            else:
                self._create()
            try:
                yield
            finally:
                shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)

    @contextmanager
    def repairing(self) -> Iterator[None]:
        """Be the workspace's one writer, also where its database cannot be read; otherwise as `locked`.

        Raises:
            UsageError: If there is no workspace here.
            StoreError: As `locked`.
        """
        if not self.exists():
            raise UsageError(f"There is no workspace at {self.folder}.", "Begin one with: themeline run FOLDER")
        with lock.writer_lock(self.folder):
            self.clear()
            with suppress(connection.DamagedError):
                self._upgrade()
            yield

    def being_written(self) -> bool:
        """Say whether it seems that a command is writing now."""
        return lock.seems_held(self.folder)

    def clear(self, *, of_readers_at_work: bool = False) -> None:
        """Remove what a killed command left, as `strays` finds it; the caller holds the lock."""
        for path in strays(self.folder, of_readers_at_work=of_readers_at_work):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with writing_to(path):
                    path.unlink(missing_ok=True)

    def spool(self, name: str) -> Path:
        """Return the path of a file to spool to; its folder is there while the lock is held.

        Raises:
            OutputError: If the folder cannot be made.
        """
        return make_folder(self.folder / SCRATCH) / name

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
                f"The workspace {self.folder} cannot be made: {reason(error)}.",
                "Name another folder with --workspace.",
            ) from error

    def _upgrade(self) -> None:
        with connection.reading(self.path) as database:
            version = schema_version(database, self.path)
        if migrations.OLDEST <= version < schema.SCHEMA_VERSION:
            migrations.migrate(self.path, version)
        else:
            _refuse_other(version, self.path)

    def _create(self) -> None:
        """Make the database under another name first, so that a crash leaves a whole one or none."""
        draft = self.folder / f"{DATABASE}.new"
        with connection.writing(draft, storage=schema.STORAGE_VERSION) as database:
            database.execute(schema.TABLES)
            database.execute("INSERT INTO meta VALUES ('schema_version', ?)", [str(schema.SCHEMA_VERSION)])
        with writing_to(self.path):
            draft.rename(self.path)


def schema_version(database: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Return the version of a database's schema.

    Raises:
        StoreError: If it is not one of ours.
    """
    try:
        row = connection.first_row(database, "SELECT value FROM meta WHERE key = 'schema_version'")
        return int(row[0]) if row else 0
    except (duckdb.CatalogException, ValueError) as error:
        raise StoreError(f"{path} is not a Themeline workspace.", "Name another with --workspace.") from error


def check_version(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse to read a database of another schema than the present one.

    Raises:
        StoreError: If the schema is another one.
    """
    _refuse_other(schema_version(database, path), path)


def _refuse_other(version: int, path: Path) -> None:
    now = schema.SCHEMA_VERSION
    if version > now:
        raise StoreError(
            f"{path} has schema version {version}; this Themeline reads versions up to {now}.",
            "A newer Themeline made it: upgrade with pip install --upgrade themeline.",
        )
    if version < migrations.OLDEST:
        raise StoreError(
            f"{path} has schema version {version or 'none'}; this Themeline reads {migrations.OLDEST} to {now}.",
            "Ingest the sources again into a new workspace.",
        )
    if version < now:
        raise StoreError(
            f"{path} has schema version {version}, that of an older Themeline; this one reads version {now}.",
            "Any command that writes upgrades it and keeps a copy; this one also verifies it: themeline check --repair",
        )
