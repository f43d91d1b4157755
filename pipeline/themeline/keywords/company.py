"""What stands beside a keyword: the themes of its sentences, the names in them, and some of the sentences."""

from collections.abc import Iterator, Sequence

import pandas as pd

from themeline.keywords.folding import SPLIT, fold

FOREMOST = 5
EXAMPLES = 3
PLACE = ["doc", "sentence"]


def describe_company(
    table: pd.DataFrame, sentences: pd.DataFrame, themes: pd.DataFrame | None, entities: pd.DataFrame | None
) -> pd.DataFrame:
    """Return `keyword`, `themes`, `entities`, `examples` for the keywords of a table.

    Args:
        table: `keyword` and `variants`.
        sentences: doc, sentence, text.
        themes: doc, sentence, theme; may be None.
        entities: doc, sentence, name; may be None.

    Returns:
        `themes` and `entities` hold the five foremost with their counts ("strategy 12 | …"); `examples` three
        sentences, one from each document at first, in the order of the table `sentences`.
    """
    places = find_sentences(table, sentences)
    found = pd.DataFrame({"keyword": table["keyword"]})
    found["themes"] = found["keyword"].map(_foremost(places, themes, "theme")).astype(object).fillna("")
    found["entities"] = found["keyword"].map(_foremost(places, entities, "name")).astype(object).fillna("")
    ordered = places.assign(turn=places.groupby(["keyword", "doc"]).cumcount())
    ordered = ordered.sort_values("turn", kind="stable").groupby("keyword").head(EXAMPLES)
    found["examples"] = (
        found["keyword"].map(ordered.groupby("keyword")["text"].agg(" | ".join)).astype(object).fillna("")
    )
    return found


def find_sentences(table: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return `keyword`, `doc`, `sentence`, `text` for every sentence that holds a keyword or a variant of it."""
    openings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for keyword, variants in zip(table["keyword"], table["variants"], strict=True):
        for spelling in [keyword, *filter(None, variants.split(" | "))]:
            parts = _parts(spelling)
            if parts:
                openings.setdefault(parts[0], []).append((parts, keyword))
    columns = [sentences[name].to_list() for name in (*PLACE, "text")]
    rows = [
        (keyword, doc, number, text)
        for doc, number, text in zip(*columns, strict=True)
        for keyword in dict.fromkeys(_held(_parts(text), openings))
    ]
    return pd.DataFrame(rows, columns=["keyword", *PLACE, "text"])


def _held(words: Sequence[str], openings: dict[str, list[tuple[tuple[str, ...], str]]]) -> Iterator[str]:
    for index, word in enumerate(words):
        for parts, keyword in openings.get(word, ()):
            if words[index : index + len(parts)] == parts:
                yield keyword


def _parts(text: str) -> tuple[str, ...]:
    return tuple([fold(word) for word in SPLIT.split(text) if word])


def _foremost(places: pd.DataFrame, table: pd.DataFrame | None, column: str) -> pd.Series:
    """Return, by keyword, the commonest values of a column in its sentences, as text."""
    if table is None or table.empty or places.empty:
        return pd.Series(dtype="object")
    beside = places[["keyword", *PLACE]].merge(table[[*PLACE, column]].drop_duplicates(), on=PLACE)
    beside = beside[beside["keyword"].str.casefold() != beside[column].astype(str).str.casefold()]
    counts = beside.groupby(["keyword", column]).size().rename("count").reset_index()
    counts = counts.sort_values(["count", column], ascending=[False, True], kind="stable")
    counts = counts.groupby("keyword").head(FOREMOST)
    return (counts[column].astype(str) + " " + counts["count"].astype(str)).groupby(counts["keyword"]).agg(" | ".join)
