"""Codebooks that people have: CSV tables, and REFI-QDA .qdc files from NVivo, MAXQDA, ATLAS.ti and others."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lxml import etree  # type: ignore[import-untyped]

from themeline.errors import SettingsError
from themeline.files import write_whole
from themeline.themes.codebook import Codebook, Theme

QDC_NAMESPACE = "urn:QDA-XML:codebook:1.0"
FIELDS = ("key", "name", "definition", "cues", "examples", "counter_examples")
ALIASES = {"code": "key", "id": "key", "theme": "key", "label": "name", "title": "name", "description": "definition"}
ALIASES |= {"keywords": "cues", "example": "examples", "counter-examples": "counter_examples", "memo": "definition"}
SEPARATOR = "|"


def import_codebook(path: Path) -> Codebook:
    """Read a codebook from a .csv or .qdc file.

    CSV: a header with `key` or `name`, and any of `definition`, `cues`, `examples`, `counter_examples`, the last
    three with `|` between items; `code`, `description`, `keywords` and their like are understood. QDC: codes within
    codes get keys such as `economy/trade`.

    Raises:
        SettingsError: If the file is neither, cannot be read, or holds no theme.
    """
    readers = {".csv": _read_csv, ".qdc": _read_qdc}
    if path.suffix.lower() not in readers:
        raise SettingsError(f"{path.name} is neither .csv nor .qdc.", "Export the codebook from your program as one.")
    try:
        themes = tuple(readers[path.suffix.lower()](path))
    except OSError as error:
        raise SettingsError(f"The codebook {path} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, csv.Error, etree.XMLSyntaxError) as error:
        raise SettingsError(f"The codebook {path} is damaged: {error}.", "Export it again, CSV as UTF-8.") from None
    if not themes:
        raise SettingsError(f"The codebook {path} holds no themes.")
    return Codebook(path.stem, "1", themes)


def export_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook as .csv or .qdc, by the file's suffix.

    Raises:
        SettingsError: If the suffix is neither.
    """
    if path.suffix.lower() == ".csv":
        _write_csv(codebook, path)
    elif path.suffix.lower() == ".qdc":
        write_whole(path, xml_bytes(_qdc(codebook)))
    else:
        raise SettingsError(f"{path.name} is neither .csv nor .qdc.", "Name the file with one of these suffixes.")


def add_codes(parent: Element, codebook: Codebook) -> None:
    """Append the themes to an XML element as REFI-QDA codes."""
    codes = SubElement(parent, "Codes")
    for theme in codebook.themes:
        attributes = {"guid": code_guid(codebook, theme.key), "name": theme.key, "isCodable": "true"}
        code = SubElement(codes, "Code", attributes)
        SubElement(code, "Description").text = _describe(theme)


def code_guid(codebook: Codebook, key: str) -> str:
    """Return the identifier of a code: the same for the same codebook name and key."""
    return guid("code", codebook.name, key)


def guid(*parts: str) -> str:
    """Return an identifier that follows from its parts."""
    return str(uuid5(NAMESPACE_URL, "themeline:" + "\x1f".join(parts)))


def xml_bytes(root: Element) -> bytes:
    """Return an XML document, indented, without characters that XML forbids."""
    indent(root)
    text = tostring(root, encoding="unicode")
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + _FORBIDDEN.sub("", text) + "\n").encode()


_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")


def _read_csv(path: Path) -> Iterator[Theme]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        sample = file.read(4096)
        file.seek(0)
        delimiter = max(",;\t", key=sample.split("\n", 1)[0].count)
        for row in csv.DictReader(file, delimiter=delimiter):
            fields = {_field(name): (value or "").strip() for name, value in row.items() if isinstance(name, str)}
            if any(fields.values()):
                yield _theme_of_row(fields, path)


def _field(name: str) -> str:
    cleaned = name.strip().lower().replace(" ", "_")
    return ALIASES.get(cleaned, cleaned)


def _theme_of_row(fields: Mapping[str, str], path: Path) -> Theme:
    key = fields.get("key") or fields.get("name")
    if not key:
        raise SettingsError(f"A row of {path.name} has neither key nor name.", "The header must name one of them.")
    lists = {name: tuple(i.strip() for i in fields.get(name, "").split(SEPARATOR) if i.strip()) for name in FIELDS[3:]}
    return Theme(key, fields.get("name", ""), fields.get("definition", ""), **lists)


def _read_qdc(path: Path) -> Iterator[Theme]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(path.read_bytes(), parser)
    for codes in root.iter(f"{{{QDC_NAMESPACE}}}Codes", "Codes"):
        yield from _codes(codes, "")


def _codes(parent: "etree._Element", above: str) -> Iterator[Theme]:
    for code in parent:
        if not isinstance(code.tag, str) or etree.QName(code).localname != "Code":
            continue
        name = str(code.get("name", "")).strip()
        key = f"{above}/{name}" if above else name
        if str(code.get("isCodable", "true")).lower() != "false":
            description = next((d.text for d in code if etree.QName(d).localname == "Description"), None)
            yield Theme(key, name, (description or "").strip())
        yield from _codes(code, key)


def _write_csv(codebook: Codebook, path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    for theme in codebook.themes:
        lists = [f" {SEPARATOR} ".join(getattr(theme, name)) for name in FIELDS[3:]]
        writer.writerow([theme.key, theme.name, theme.definition, *lists])
    write_whole(path, text.getvalue())


def _qdc(codebook: Codebook) -> Element:
    root = Element("CodeBook", {"xmlns": QDC_NAMESPACE, "origin": "Themeline"})
    add_codes(root, codebook)
    return root


def _describe(theme: Theme) -> str:
    """Return all that a theme says about itself, for programs that know only one text for each code."""
    parts = [theme.name, theme.definition]
    parts += [f"Cues: {'; '.join(theme.cues)}."] * bool(theme.cues)
    parts += [f"Examples: {' / '.join(theme.examples)}"] * bool(theme.examples)
    parts += [f"Not: {' / '.join(theme.counter_examples)}"] * bool(theme.counter_examples)
    return "\n".join(part for part in parts if part)
