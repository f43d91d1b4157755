"""Coded texts as a REFI-QDA project (.qdpx), which NVivo, MAXQDA, ATLAS.ti, QualCoder and others open."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from themeline.errors import UsageError
from themeline.files import replacing
from themeline.themes.codebook import Codebook
from themeline.themes.codebook_files import add_codes, code_guid, guid, xml_bytes

if TYPE_CHECKING:
    import pandas as pd

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
# Archives carry a fixed time, so that the same labels give the same file.
TIME = "2000-01-01T00:00:00Z"


def write_project(labels: "pd.DataFrame", texts: Mapping[str, str], codebook: Codebook, path: Path) -> None:
    """Write labelled sentences as a REFI-QDA project 1.0: the texts, the codebook, and each sentence with its codes.

    Args:
        labels: One row for each sentence and coder: columns `document`, `start`, `end`, `coder`, `themes` (keys).
        texts: The text of each document.
        codebook: The themes.
        path: The .qdpx file to write.

    Raises:
        UsageError: If a label names a document whose text is not given.
        SettingsError: If a label names a theme that the codebook lacks.
    """
    missing = sorted(set(labels["document"]) - set(texts))
    if missing:
        raise UsageError(f"The text of {missing[0]!r} is not given, so its labels cannot be exported.")
    root = Element("Project", {"xmlns": PROJECT_NAMESPACE, "name": codebook.name, "origin": "Themeline"})
    root.set("creationDateTime", TIME)
    users = SubElement(root, "Users")
    for coder in sorted(set(labels["coder"])):
        SubElement(users, "User", {"guid": guid("coder", coder), "name": coder})
    add_codes(SubElement(root, "CodeBook"), codebook)
    sources = SubElement(root, "Sources")
    for document, rows in labels.groupby("document", sort=True):
        _add_source(sources, str(document), rows, codebook)
    with replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", xml_bytes(root))
        for document in sorted(set(labels["document"])):
            _add(archive, f"sources/{_file(document)}", texts[document].encode())


def _add_source(sources: Element, document: str, rows: "pd.DataFrame", codebook: Codebook) -> None:
    attributes = {"guid": guid("source", document), "name": document, "plainTextPath": f"internal://{_file(document)}"}
    source = SubElement(sources, "TextSource", attributes)
    ordered = rows.sort_values(["start", "end", "coder"])
    columns = (ordered[name].tolist() for name in ("start", "end", "coder", "themes"))
    for start, end, coder, themes in zip(*columns, strict=True):
        place = (document, str(start), str(end), str(coder))
        made = {"creatingUser": guid("coder", str(coder)), "creationDateTime": TIME}
        span = {"startPosition": str(start), "endPosition": str(end), "name": f"{start}-{end}"}
        selection = SubElement(source, "PlainTextSelection", {"guid": guid("selection", *place)} | span | made)
        for key in themes:
            target = code_guid(codebook, codebook[key].key)
            coding = SubElement(selection, "Coding", {"guid": guid("coding", *place, key)} | made)
            SubElement(coding, "CodeRef", {"targetGUID": target})


def _file(document: str) -> str:
    return f"{guid('source', document)}.txt"


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
