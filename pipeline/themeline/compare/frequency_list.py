"""Frequency lists in files: a reference of which only the totals are known."""

import csv
from pathlib import Path

from themeline.errors import InputError


def read_frequency_list(path: Path, lower: bool = True) -> dict[str, int]:
    """Read terms and frequencies from a text file.

    Raises:
        InputError: If the file cannot be read or a line does not hold a term and a whole number.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The frequency list {path} cannot be read: {error}") from error
    delimiter = next((mark for mark in "\t;," if lines and mark in lines[0]), "\t")
    frequencies: dict[str, int] = {}
    for number, row in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
        if not row or (number == 1 and not any(_is_count(cell) for cell in row)):
            continue
        if len(row) < 2 or not _is_count(row[1]):
            raise InputError(
                f"Line {number} of {path} is not a term and its frequency.", "Write: term, tab, whole number."
            )
        term = row[0].strip().lower() if lower else row[0].strip()
        frequencies[term] = frequencies.get(term, 0) + int(row[1])
    return frequencies


def _is_count(cell: str) -> bool:
    return cell.strip().isdecimal()
