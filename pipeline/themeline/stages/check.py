"""The check command: whether a workspace is what was written into it, and what can be done where it is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from themeline.errors import ModelError, SettingsError, UsageError
from themeline.stages import removal
from themeline.stages.settings import Settings
from themeline.store import Store, connection, integrity
from themeline.store.check import Finding, Remedy
from themeline.store.strays import strays

PARSES_AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What is wrong in a workspace.

    Attributes:
        workspace: Its folder.
        documents: How many documents it has.
        damage: What is wrong.
        remnants: What a killed command left lying about; the next command that writes clears it.
    """

    workspace: str
    documents: int
    damage: tuple[Finding, ...]
    remnants: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.damage


def check(store: Store, settings: Settings) -> CheckResult:
    """Verify a workspace; nothing is written, and a command that writes meanwhile is not disturbed.

    Raises:
        UsageError: If there is no workspace.
        StoreError: If it is of another schema, or others hold the database for longer than half a minute.
    """
    if not store.exists():
        raise UsageError(f"There is no workspace at {store.folder}.", "Begin one with: themeline run FOLDER")
    remnants = tuple(_remnants(store))
    opened = partial(connection.reading, store.path)
    closed = integrity.openable(opened)
    if closed:
        return CheckResult(str(store.folder), 0, (closed,), remnants)
    if not integrity.unreadable(opened, "meta"):
        with store.reading():
            pass  # refuses another schema
    found = integrity.examine(opened)
    found += _parses(store, known={finding.document for finding in found if finding.table == "parses"})
    found += _models(store, settings)
    remnants += tuple(_removals(opened))
    return CheckResult(str(store.folder), integrity.count_documents(opened), tuple(found), remnants)


def _remnants(store: Store) -> Iterator[Finding]:
    if store.being_written():
        return
    for path in strays(store.folder):
        name = path.relative_to(store.folder).as_posix()
        yield Finding("stray", "file", "", "", 1, f"{name}: a command that was killed left it", Remedy.REMOVE)


def _removals(opened: integrity.Open) -> Iterator[Finding]:
    """Find corpora whose removal was interrupted: their bytes are still in the file."""
    try:
        with opened() as database:
            names = removal.unfinished(database)
    except connection.DamagedError:
        return
    for name in names:
        detail = f"its removal was interrupted; finish it with: themeline corpora remove {name}"
        yield Finding("removal", "file", name, "", 1, detail, Remedy.REMOVE)


def _parses(store: Store, known: set[int]) -> Iterator[Finding]:
    """Read every stored parse back, but those of documents that are known to be damaged, and count its tokens."""
    last = 0
    while rows := _some_parses(store, last):
        last = rows[-1][0]
        for number, corpus, doc, data, tokens in rows:
            wrong = "" if number in known else _fault(data, tokens)
            if wrong:
                yield Finding("parse", "parses", corpus, doc, 1, wrong, Remedy.EXTRACT, number)


def _some_parses(store: Store, after: int) -> list[tuple[int, str, str, bytes, int]]:
    query = """
        SELECT p.document, d.corpus, d.doc, p.data, p.tokens FROM parses p JOIN documents d ON d.id = p.document
        WHERE p.document > ? ORDER BY p.document LIMIT ?"""
    try:
        with connection.reading(store.path) as database:
            return database.execute(query, [after, PARSES_AT_A_TIME]).fetchall()
    except connection.DamagedError:
        return []  # found already, block by block


def _fault(data: bytes, tokens: int) -> str:
    from themeline.language.parse_store import count_tokens

    try:
        counted = count_tokens(bytes(data))
    except Exception as error:  # spaCy, msgpack and zlib raise each their own
        return f"it cannot be read back ({str(error).splitlines()[0]})"
    return "" if counted == tokens else f"it has {counted} tokens, and the number stored is {tokens}"


def _models(store: Store, settings: Settings) -> Iterator[Finding]:
    from themeline.language.identity import find_pipeline

    try:
        find_pipeline(settings.language)
    except ModelError as error:
        yield Finding("model", "file", "", "", 1, str(error), Remedy.NONE)
    yield from _trained_models(store, settings)
    yield from _installed_files()


def _trained_models(store: Store, settings: Settings) -> Iterator[Finding]:
    """Read the themes models of the workspace, and the one that the settings name."""
    from themeline.themes.model import load_model

    folders = {path.parent.resolve() for path in store.folder.glob("models/themes/*/model.json")}
    if settings.themes.model:
        folders.add(Path(settings.themes.model).resolve())
    for folder in sorted(folders):
        try:
            load_model(folder)
        except (ModelError, SettingsError) as error:
            yield Finding("model", "file", "", "", 1, str(error), Remedy.NONE)


def _installed_files() -> Iterator[Finding]:
    """Compare the models and rules of an installed Themeline with the hashes of its distribution."""
    import base64
    import hashlib

    try:
        installed = files("themeline") or []
    except PackageNotFoundError:
        installed = []
    for file in installed:
        path = Path(str(file.locate()))
        if file.hash is None or "_data" not in path.parts:
            continue
        digest = hashlib.new(file.hash.mode, path.read_bytes()).digest() if path.is_file() else b""
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            detail = f"{file} is not the file that was installed. Install Themeline again."
            yield Finding("model", "file", "", "", 1, detail, Remedy.NONE)
