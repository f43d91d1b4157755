"""The corpora commands: list them, define one by a condition on metadata, remove one, make the database smaller."""

from themeline.errors import UsageError
from themeline.stages import removal
from themeline.stages.naming import check_corpus_name
from themeline.stages.removal import RemoveResult
from themeline.store import Selection, Store, compact
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


def remove(store: Store, name: str, *, keep_labels: bool = False) -> RemoveResult:
    """Remove a definition, or a corpus with everything that came from it, down to the bytes of the database.

    A removal that was interrupted is finished by the same call.

    Args:
        store: The workspace.
        name: A corpus or a defined sub-corpus.
        keep_labels: Keep what coders judged about its sentences, with their text, and the decisions on names.

    Raises:
        UsageError: If there is neither.
        StoreError: If there is no room to rewrite the database; the corpus is gone from the tables then, and
            the same call rewrites it later.
    """
    with store.locked():
        with store.reading() as database:
            known, defined, begun = corpora(database), definitions(database), removal.begun(database, name)
        if name not in known and name not in defined and begun is None:
            names = ", ".join([*known, *defined]) or "none yet"
            raise UsageError(f"There is no corpus {name!r}.", f"The corpora are: {names}.")
        if name in known or begun is not None:
            return removal.remove_corpus(store, name, keep_labels=keep_labels)
        with store.writing() as database:
            database.execute("DELETE FROM definitions WHERE corpus = ?", [name])
    return RemoveResult(name)


def vacuum(store: Store) -> int:
    """Rewrite the database without what was deleted or replaced, and return how many bytes smaller its file is.

    Raises:
        UsageError: If there is no workspace.
        StoreError: If there is no room for the new file; the old one stays as it is.
    """
    if not store.exists():
        raise UsageError(f"There is no workspace at {store.folder}.", "Begin one with: themeline run FOLDER")
    with store.locked():
        return compact.compact(store.path)
