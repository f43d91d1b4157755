"""Archives: their members are unpacked one by one, within limits, and read as files of their own."""

import gzip
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from themeline.files import writing_to
from themeline.ingest.raw import ReadError
from themeline.ingest.readers.xml import DAMAGE, read_member, swells
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import Source, is_hidden

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".gz")
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BadMember:
    """A member of an archive that cannot be unpacked, and why."""

    name: str
    error: ReadError


def is_archive(name: str) -> bool:
    """Tell by its name whether a file is an archive."""
    return name.lower().endswith(ARCHIVES)


@contextmanager
def unpacked(source: Source, settings: IngestSettings) -> Iterator[Iterator[Source | BadMember]]:
    """Unpack an archive's members one after the other; each file is gone when the next is asked for.

    Raises:
        ReadError: `damaged` if it is no archive, `unsafe` if it has more members than the settings allow.
    """
    with writing_to(Path("the folder for temporary files")):
        made = TemporaryDirectory(prefix="themeline-archive-", ignore_cleanup_errors=True)
    with made as folder:
        yield _members(source, settings, Path(folder))


def _members(source: Source, settings: IngestSettings, folder: Path) -> Iterator[Source | BadMember]:
    name = source.name.lower()
    left = settings.max_bytes
    try:
        unpack = _zip if name.endswith(".zip") else _gzip if _is_single(name) else _tar
        for number, (packed, data) in enumerate(unpack(source.path, settings)):
            member = packed.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            if number >= settings.max_members:
                raise ReadError("unsafe", f"It has more than {settings.max_members:,} members; the rest is not read.")
            if isinstance(data, ReadError):
                yield BadMember(f"{source.name}/{member}", data)
                continue
            left -= len(data)
            if left < 0:
                raise ReadError(
                    "unsafe", f"It unpacks to more than {settings.max_bytes:,} bytes; the rest is not read."
                )
            yield _written(data, member, source, folder)
    except (*DAMAGE, OSError, NotImplementedError) as error:
        raise ReadError("damaged", f"The archive cannot be unpacked: {error}.") from error


def _written(data: bytes, member: str, source: Source, folder: Path) -> Source:
    suffixes = "".join(PurePosixPath(member).suffixes[-2:])[-20:].encode("ascii", "ignore").decode()
    path = folder / f"member{suffixes}"
    with writing_to(path):  # no fault of the archive: it ends the command
        path.write_bytes(data)
    return Source(path, f"{source.name}/{member}", len(data), source.mtime_ns)


def _zip(path: Path, settings: IngestSettings) -> Iterator[tuple[str, bytes | ReadError]]:
    with zipfile.ZipFile(path) as archive:
        if settings.password:
            archive.setpassword(settings.password.encode())
        for member in archive.infolist():
            if not member.filename:
                yield "", ReadError("damaged", "A member of it has no name; it is not read.")
            elif not member.is_dir() and not is_hidden(PurePosixPath(member.filename).parts):
                yield member.filename, _unzipped(archive, member, settings.max_bytes)


def _unzipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo, largest: int) -> bytes | ReadError:
    if _escapes(member.filename):
        return ReadError("unsafe", "Its path leads out of the archive; it is not read.")
    try:
        return read_member(archive, member, largest)
    except ReadError as error:
        return error
    except (RuntimeError, NotImplementedError) as error:
        return ReadError("password", f"It is encrypted or packed in an unknown way: {error}.")


def _tar(path: Path, settings: IngestSettings) -> Iterator[tuple[str, bytes | ReadError]]:
    with tarfile.open(path) as archive:
        for member in archive:
            if not member.isfile() or is_hidden(PurePosixPath(member.name).parts):
                continue
            if _escapes(member.name):
                yield member.name, ReadError("unsafe", "Its path leads out of the archive; it is not read.")
            elif member.size > settings.max_bytes or swells(path.stat().st_size, member.size):
                yield member.name, ReadError("unsafe", f"It would unpack to {member.size:,} bytes; it is not read.")
            else:
                file = archive.extractfile(member)
                yield member.name, file.read() if file else b""


def _gzip(path: Path, settings: IngestSettings) -> Iterator[tuple[str, bytes | ReadError]]:
    packed = path.stat().st_size
    data = bytearray()
    with gzip.open(path) as file:
        while chunk := file.read(CHUNK):
            data += chunk
            if len(data) > settings.max_bytes or swells(packed, len(data)):
                yield path.stem, ReadError("unsafe", f"It unpacks to more than {len(data):,} bytes; it is not read.")
                return
    yield path.stem, bytes(data)


def _is_single(name: str) -> bool:
    return name.endswith(".gz") and not name.endswith(".tar.gz")


def _escapes(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return name.startswith(("/", "\\")) or ".." in parts or (bool(parts) and parts[0].endswith(":"))
