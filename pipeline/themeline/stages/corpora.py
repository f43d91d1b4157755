"""The corpora commands: list them, define one by a condition on metadata, remove one with all that came from it."""

from themeline.errors import UsageError
from themeline.stages.naming import check_corpus_name
from themeline.store import Selection, Store, batches
from themeline.store.query import corpora, definitions, document_numbers


def define(store: Store, name: str, where: str) -> int:
    """Define a sub-corpus by a condition over columns and metadata, and return how many documents it has now.

    Raises:
        UsageError: If the name is a corpus's, or the condition does not work.
    """
    check_corpus_name(name)
    with store.locked():
        with store.reading() as database:
            if name in corpora(database):
                raise UsageError(f"{name!r} is a corpus already.", "Choose another name for the definition.")
            count = len(document_numbers(database, Selection(where=where)))
        with store.writing() as database:
            database.execute("INSERT OR REPLACE INTO definitions VALUES (?, ?)", [name, where])
    return count


def remove(store: Store, name: str) -> int:
    """Remove a corpus or a definition, and return how many documents were deleted.

    Raises:
        UsageError: If there is neither.
    """
    with store.locked():
        with store.reading() as database:
            known, defined = corpora(database), definitions(database)
        if name not in known and name not in defined:
            names = ", ".join([*known, *defined]) or "none yet"
            raise UsageError(f"There is no corpus {name!r}.", f"The corpora are: {names}.")
        with store.writing() as database:
            database.execute("DELETE FROM definitions WHERE corpus = ?", [name])
            count = batches.remove_corpus(database, name) if name in known else 0
    return count
