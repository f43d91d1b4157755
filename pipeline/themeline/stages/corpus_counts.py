"""The counts of a corpus, of a defined part of one, or of a frequency list in a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from themeline.errors import UsageError
from themeline.store import Selection
from themeline.store.counts import counted_documents, term_counts
from themeline.store.query import document_numbers

if TYPE_CHECKING:
    from themeline.compare import CorpusCounts


def read_counts(database: duckdb.DuckDBPyConnection, name: str, where: str = "") -> tuple["CorpusCounts", list[int]]:
    """Return the counts that were stored when the documents were extracted, and the numbers of the documents.

    Args:
        database: The open database.
        name: A corpus, a defined sub-corpus, or a file that holds a frequency list (it has no documents).
        where: Only documents for which this SQL condition holds.

    Raises:
        UsageError: If the corpus does not exist or has no extracted documents, or the condition does not work.
        InputError: If the file is no frequency list.
    """
    from themeline.compare import CorpusCounts

    if Path(name).suffix and Path(name).is_file():
        return CorpusCounts.from_list_file(Path(name)), []
    numbers = document_numbers(database, Selection(name, where))
    documents = counted_documents(database, numbers)
    if documents.empty:
        raise UsageError(
            f"There are no extracted documents in {name!r}{' under this condition' if where else ''}.",
            "Run `themeline extract`, or see `themeline status`.",
        )
    return CorpusCounts.from_frames(name, documents, term_counts(database, numbers)), numbers
