"""Reading XML and zipped XML that may be hostile: no entities, no network, no zip bombs."""

import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from themeline.ingest.raw import ReadError
from themeline.ingest.readers.base import Input

Element: TypeAlias = Any
"""An element of a tree of lxml."""
DOCTYPE = re.compile(rb"<!(?:DOCTYPE[^<>\[]*\[|ENTITY)", re.IGNORECASE)
DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, LZMAError, struct.error, UnicodeDecodeError, EOFError,
)  # fmt: skip
"""What the packers of the standard library raise for a damaged file."""
LARGEST_RATIO = 250
SMALLEST_BOMB = 50_000_000
ENCRYPTED = 0x1


def parse_xml(data: bytes) -> Element:
    """Parse XML, refusing any that declares entities of its own.

    Raises:
        ReadError: `unsafe` or `damaged`.
        MemoryError: If there is not enough memory for its tree.
    """
    if DOCTYPE.search(data[:100_000]):
        raise ReadError("unsafe", "Its XML declares entities of its own, which may never end; it is not read.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True)
    root: Element | None = None
    detail = "there is no element in it"
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        detail = str(error)
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError
    if root is None:
        raise ReadError("damaged", f"Its XML cannot be read: {detail}.")
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rsplit("}", 1)[-1] == name), "")


@contextmanager
def opened_package(source: Input) -> Iterator["Package"]:
    """Open a zipped document.

    Raises:
        ReadError: `damaged`, `password` or `unsafe`.
    """
    try:
        with zipfile.ZipFile(source.path) as archive:
            yield Package(archive, source.settings.max_bytes)
    except DAMAGE as error:
        raise ReadError("damaged", f"The file is no zipped document or is cut short: {error}.") from error
    except (NotImplementedError, RuntimeError) as error:
        raise ReadError("password", f"A part of the file is encrypted or packed in an unknown way: {error}.") from error


class Package:
    """The parts of a zipped document, each read only if it is of a decent size."""

    def __init__(self, archive: zipfile.ZipFile, largest: int) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._largest = largest

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> list[str]:
        """Return the names of the parts, in their order."""
        return self._archive.namelist()

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            ReadError: `unsafe` if it would swell beyond measure, `damaged` if it is missing or broken.
        """
        try:
            return read_member(self._archive, self._archive.getinfo(name), self._largest)
        except KeyError:
            raise ReadError("damaged", f"The part {name!r} of the file is missing.") from None

    def xml(self, name: str) -> Element:
        """Return a part as XML."""
        return parse_xml(self.read(name))


def swells(packed: int, unpacked: int) -> bool:
    """Tell by their bytes whether packed data unpack beyond measure, as no text does."""
    return unpacked > SMALLEST_BOMB and unpacked > LARGEST_RATIO * max(1, packed)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, largest: int) -> bytes:
    """Read a member of a zip, never more than it says and never beyond the limits."""
    if swells(member.compress_size, member.file_size) or member.file_size > largest:
        raise ReadError("unsafe", f"{member.filename!r} would unpack to {member.file_size:,} bytes; it is not read.")
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
    except (*DAMAGE, OSError) as error:
        raise ReadError("damaged", f"{member.filename!r} cannot be unpacked: {error}.") from error
    if len(data) > member.file_size:
        raise ReadError("unsafe", f"{member.filename!r} is larger than the archive says; it is not read.")
    return data
