"""Files that are there wholly or not at all: written under another name first, then renamed."""

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from themeline.errors import OutputError

CREATED = datetime(2000, 1, 1)
"""The time of creation that every workbook names, so that the same rows give the same bytes."""
DATABASE = "themeline.duckdb"
"""The file that makes a folder a workspace."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of `path` when the block ends, and vanishes when it raises.

    Raises:
        OutputError: If the system refuses to write it.
    """
    with drafted(path) as draft, draft.open("wb") as file:
        yield file


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give the name of a draft in the same folder, to be written by its name; otherwise as `replacing`.

    Raises:
        OutputError: If the system refuses to write it.
    """
    draft = path.with_name(f".{path.name}.part{path.suffix}")
    with writing_to(path):
        try:
            yield draft
            _reach_the_disk(draft)
            draft.replace(path)
        except BaseException:
            _forget(draft)
            raise


def write_whole(path: Path, data: bytes | str) -> Path:
    """Write bytes or UTF-8 text to a file, replaced as a whole, and return its path.

    Raises:
        OutputError: If the system refuses to write it.
    """
    with replacing(path) as file:
        file.write(data.encode("utf-8") if isinstance(data, str) else data)
    return path


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write a file or folder into an error for people.

    Raises:
        OutputError: If the block raises an OSError.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {reason(error)}.", hint_for(error)) from error


@contextmanager
def workbook(file: BinaryIO, **options: bool) -> Iterator[Any]:
    """Give an `xlsxwriter` workbook that is written to a file when the block ends.

    It bears a fixed time of creation, so that the same content gives the same bytes, and leaves no temporary files.

    Raises:
        OSError: If the system refuses to write.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    packed = io.BytesIO()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        book = xlsxwriter.Workbook(packed, {**options, "tmpdir": folder})
        book.set_properties({"created": CREATED})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
    file.write(packed.getbuffer())


def make_folder(path: Path) -> Path:
    """Make a folder, with those above it, unless it is there; return it.

    Raises:
        OutputError: If the system refuses to make it.
    """
    with writing_to(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


def hint_for(error: OSError) -> str:
    """Return what to do when the system refuses to write."""
    if error.errno in NO_ROOM:
        return "What was finished is kept; make room, then run the same command again."
    return "What was finished is kept; see that you may read and write there, or name another place."


def reason(error: OSError) -> str:
    """Return what the system says is wrong, in its short words."""
    return os.strerror(error.errno) if error.errno else str(error)


def _reach_the_disk(path: Path) -> None:
    """Wait until a file's bytes are on the disk: a rename must not outlive them in a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # what refused the file may refuse this too; the next attempt overwrites it
