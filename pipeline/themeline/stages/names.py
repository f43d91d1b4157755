"""One name for each entity across documents: recomputed when mentions or the analyst's decisions have changed."""

from themeline.store import Store, outputs, state
from themeline.store.query import to_frame

MENTIONS = """
    SELECT d.corpus || '/' || d.doc AS doc, e.text, e.label, e.name, CAST(count(*) AS INTEGER) AS mentions
    FROM entities e JOIN documents d ON d.id = e.document GROUP BY ALL ORDER BY ALL"""


def refresh(store: Store) -> None:
    """Bring the map of canonical names up to date with the mentions; the caller holds the store's lock."""
    with store.reading() as database:
        if state.get(database, outputs.NAMES_STATE) == "fresh":
            return
        mentions = to_frame(database.sql(MENTIONS))
    from themeline.entities import resolve_names

    names = resolve_names(mentions)
    with store.writing() as database:
        outputs.replace_names(database, names)
