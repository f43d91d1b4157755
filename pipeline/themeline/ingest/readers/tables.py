"""Tables as text: CSV, TSV, JSON and JSONL; a row is a document. Files of any size are read row by row."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from themeline.ingest.columns import choose_columns, row_document
from themeline.ingest.decoding import SAMPLE, decode
from themeline.ingest.raw import BadPart, ReadError, refusal
from themeline.ingest.readers.base import Input, Parts

DELIMITERS = ",;\t|"
LONGEST_FIELD = 1 << 30


def read_csv(source: Input) -> Parts:
    """Read a table with a header line, its delimiter told from its first lines."""
    csv.field_size_limit(min(sys.maxsize, LONGEST_FIELD))
    with _opened(source) as file:
        head = file.read(SAMPLE)
        file.seek(0)
        delimiter = "\t" if source.name.lower().endswith((".tsv", ".tab")) else _delimiter(head)
        reader = csv.DictReader(file, delimiter=delimiter, restkey="more")
        try:
            names = [name for name in reader.fieldnames or [] if name is not None]
            columns = choose_columns(names, source.settings)
            for number, row in enumerate(reader, start=1):
                yield row_document(row, columns, number, source.settings)
        except csv.Error as error:
            raise ReadError("bad_table", f"Line {reader.line_num} is no valid CSV: {error}.") from error


def read_jsonl(source: Input) -> Parts:
    """Read one JSON object a line; a line that is none costs only itself."""
    with _opened(source) as file:
        yield from rows_as_documents(_parsed_lines(file), source)


def read_json(source: Input) -> Parts:
    """Read a JSON list of objects, an object that holds such a list, or a single object."""
    try:
        content = json.loads(source.decoded().text)
    except (ValueError, RecursionError) as error:
        raise ReadError("bad_json", f"It is no valid JSON: {error}.") from error
    if isinstance(content, dict):
        lists = [
            value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        content = max(lists, key=len) if lists else [content]
    if not isinstance(content, list):
        raise ReadError("bad_json", "It holds neither a list of objects nor an object.")
    yield from rows_as_documents(enumerate(content, start=1), source)


def rows_as_documents(rows: Iterable[tuple[int, Any]], source: Input) -> Parts:
    """Make documents of rows whose fields may differ from one to the next.

    Raises:
        ReadError: `missing_column` if in none of the rows there is a field that can be the text.
    """
    columns, names = None, frozenset[str]()
    useless: list[BadPart] = []
    found = False
    for number, row in rows:
        if isinstance(row, BadPart):
            yield row
        elif not isinstance(row, Mapping):
            yield BadPart(f"#{number}", "bad_row", f"Row {number} is no object with named fields.")
        else:
            if columns is None or not row.keys() <= names:
                names = names | row.keys()
                try:
                    columns = choose_columns(row.keys(), source.settings)
                except ReadError as error:
                    columns, names = None, frozenset()
                    useless.append(BadPart(f"#{number}", error.error, error.message))
                    continue
            found = True
            yield row_document(row, columns, number, source.settings)
    if useless and not found:
        raise ReadError(useless[0].error, f"{useless[0].detail} None of its {len(useless):,} rows can be used.")
    yield from useless


def _parsed_lines(file: TextIO) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, BadPart(f"#{number}", "bad_json", f"Line {number} is no valid JSON: {error}.")


def _opened(source: Input) -> TextIO:
    """Open a text file for reading row by row; only one that is not UTF-8 is read at once."""
    try:
        with source.path.open("rb") as file:
            head = file.read(SAMPLE)
            encoding = _stream_encoding(head, file, source.settings.encoding)
        if encoding:
            return source.path.open(encoding=encoding, newline="")
    except OSError as error:
        raise refusal(error) from error
    return io.StringIO(source.decoded().text, newline="")


def _stream_encoding(head: bytes, file: io.BufferedReader, declared: str) -> str:
    """Return `utf-8-sig` if the whole file is UTF-8, else an empty string."""
    import codecs

    decode(head[: head.rfind(b"\n") + 1] or head, declared)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
        while chunk := file.read(1 << 20):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    return "utf-8-sig"


def _delimiter(head: str) -> str:
    first = head.splitlines()[0] if head else ""
    return max(DELIMITERS, key=first.count) if any(sign in first for sign in DELIMITERS) else ","
