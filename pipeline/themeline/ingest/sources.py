"""What there is to read: files, folders, patterns and standard input, found without opening any of them."""

import glob
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from themeline.errors import UsageError
from themeline.files import DATABASE
from themeline.ingest.metadata import check_metadata
from themeline.ingest.settings import IngestSettings

STANDARD_INPUT = "-"
NOT_TEXTS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# What a workspace holds beside its database: reports of the last run are not texts of the next one.
OWN_FILES = (DATABASE, "themeline.before-", "themeline.toml")
OWN_FOLDERS = frozenset({"reports", "models"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        path: Where it is.
        name: Its path below the folder or pattern that was named, with forward slashes.
        size: Its size in bytes.
        mtime_ns: When it was last changed, nanoseconds since 1970.
    """

    path: Path
    name: str
    size: int
    mtime_ns: int

    def sha256(self) -> str:
        """Return the SHA-256 of the file's bytes, in hexadecimal.

        Raises:
            OSError: If the file cannot be read.
        """
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def list_sources(paths: Sequence[str | Path], settings: IngestSettings | None = None) -> list[Source]:
    """List what is to be read, by name and then by path, in whatever order it was given.

    The order decides which of two files that want one name gets it, and which of two that repeat each other is the
    first: it must not hang on a shell or a file system. Folders are searched through; hidden files and folders are
    left out, as are the metadata file and what is a workspace's own.
    `-` is standard input, kept in a temporary file for as long as the program runs.

    Raises:
        UsageError: If a path does not exist, a pattern matches nothing, or the metadata file cannot be used.
    """
    if settings is not None:
        check_metadata(settings)
    metadata = settings.metadata_file.resolve() if settings and settings.metadata_file else None
    seen: set[Path] = set()
    sources = []
    found = ((readable(name), path.resolve(), path) for given in paths for path, name in _expand(str(given)))
    for name, real, path in sorted(found):
        if real in seen or real == metadata:
            continue
        seen.add(real)
        state = path.stat() if path.exists() else path.lstat()
        sources.append(Source(path, name, state.st_size, state.st_mtime_ns))
    return sources


def readable(path: str | Path) -> str:
    r"""Return a path as text that can be stored: as UTF-8 in any locale, and what is not UTF-8 as `\xe9`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _expand(given: str) -> Iterator[tuple[Path, str]]:
    path = Path(given)
    if given == STANDARD_INPUT:
        yield _standard_input(), "stdin"
    elif path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield path, path.name
    elif glob.has_magic(given):
        yield from _matches(given)
    else:
        raise UsageError(f"There is no file or folder {given!r}.", "Check the path, or put a pattern in quotes.")


def _matches(pattern: str) -> Iterator[tuple[Path, str]]:
    found = [Path(match) for match in glob.iglob(pattern, recursive=True)]  # noqa: PTH207 - may be absolute
    if not found:
        raise UsageError(f"Nothing matches {pattern!r}.", "Check the pattern; ** stands for any folders.")
    base = _fixed_part(pattern)
    for path in found:
        parts = path.relative_to(base).parts
        left_out = any(_is_left_out(base.joinpath(*parts[:at]), part) for at, part in enumerate(parts))
        if path.is_file() and not left_out:
            yield path, path.relative_to(base).as_posix()


def _fixed_part(pattern: str) -> Path:
    fixed = []
    for part in Path(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_left_out(Path(parent), name)]
        found += [Path(parent, name) for name in files if not _is_left_out(Path(parent), name)]
    yield from ((path, path.relative_to(folder).as_posix()) for path in found)


def is_hidden(parts: Iterable[str]) -> bool:
    """Tell whether a path, in its parts, is hidden or kept by a system for itself."""
    return any(
        (part.startswith((".", "~$")) and part not in {".", ".."}) or part.lower() in NOT_TEXTS for part in parts
    )


def _is_left_out(folder: Path, name: str) -> bool:
    """Tell whether a file or folder in a folder is hidden, or Themeline's own, because the folder is a workspace."""
    own = name in OWN_FOLDERS or name.startswith(OWN_FILES)
    return is_hidden([name]) or (own and (folder / DATABASE).is_file())


def _standard_input() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="themeline-stdin-"))
    path = folder / "stdin"
    with path.open("wb") as file:
        while chunk := sys.stdin.buffer.read(1 << 20):
            file.write(chunk)
    return path
