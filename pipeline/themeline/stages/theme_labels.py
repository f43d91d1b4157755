"""The labels of a workspace: of each coder, merged over coders, and as passages to learn from."""

from typing import TYPE_CHECKING

from themeline.errors import SettingsError, UsageError
from themeline.store import Store, labels

if TYPE_CHECKING:
    import pandas as pd

    from themeline.themes import Codebook, LabelledPassage

MERGED = ["document", "sentence", "text", "themes", "origin"]


def labels_in_force(store: Store, codebook: "Codebook", coder: str = "") -> "pd.DataFrame":
    """Return the judgements in force under a codebook's name, of one coder or of all.

    Columns as `store.labels.in_force`, but `document` is `corpus/doc`, `number_of_document` its number, and `sentence`
    0 where the workspace no longer has the sentence.

    Raises:
        UsageError: If there is no workspace, or the coder labelled nothing.
    """
    with store.reading() as database:
        frame = labels.in_force(database, codebook.name).rename(columns={"document": "number_of_document"})
    frame["document"] = (frame["corpus"] + "/" + frame["doc"]).where(frame["corpus"] != "", frame["doc"])
    frame["sentence"] = frame["sentence"].fillna(0).astype(int)
    if coder and coder not in set(frame["coder"]):
        known = ", ".join(sorted(set(frame["coder"]))) or "nobody yet"
        raise UsageError(f"{coder!r} labelled nothing with {codebook.name!r}.", f"Who did: {known}.")
    return frame[frame["coder"] == coder].reset_index(drop=True) if coder else frame


def merged_labels(store: Store, codebook: "Codebook", coder: str = "") -> "pd.DataFrame":
    """Return one row for each labelled sentence: the themes that more than half of its coders gave it.

    With an exclusive codebook, sentences on which no majority agrees are left out: nobody knows which theme is right.

    Columns document (`corpus/doc`), sentence, text, themes, origin (`chosen` if any coder was shown it for that), in
    the order of the documents and their sentences.

    Raises:
        UsageError: As `labels_in_force`.
    """
    import pandas as pd

    frame = labels_in_force(store, codebook, coder)
    rows = []
    for (document, text), group in frame.groupby(["document", "text"], sort=False):
        votes = [theme for themes in group["themes"] for theme in themes]
        themes = tuple(theme for theme in dict.fromkeys(votes) if 2 * votes.count(theme) > len(group))
        if codebook.exclusive and not themes and len(set(group["themes"])) > 1:
            continue
        origins = set(group["origin"])
        origin = "chosen" if "chosen" in origins else min(origins)
        rows.append((document, int(group["sentence"].iloc[0]), text, themes, origin))
    return pd.DataFrame(rows, columns=MERGED)


def require_labels(store: Store, codebook: "Codebook", coder: str = "") -> "pd.DataFrame":
    """Return the merged labels as `merged_labels`.

    Raises:
        UsageError: If there are none, naming the codebooks that there are labels of.
    """
    merged = merged_labels(store, codebook, coder)
    if merged.empty:
        with store.reading() as database:
            others = ", ".join(labels.codebooks(database))
        hint = f"There are labels of: {others}." if others else "Label some with: themeline themes label"
        raise UsageError(f"Nothing is labelled with the codebook {codebook.name!r}.", hint)
    return merged


def refuse_unknown_themes(frame: "pd.DataFrame", codebook: "Codebook") -> None:
    """Refuse labels that the codebook has no theme for.

    Raises:
        SettingsError: If there are any; the message names the theme and the first sentence.
    """
    known = set(codebook.keys)
    for document, text, themes in zip(frame["document"], frame["text"], frame["themes"], strict=True):
        for theme in themes:
            if theme not in known:
                where = f"It is a label of {text[:50]!r} in {document!r}."
                raise SettingsError(f"The codebook {codebook.name!r} has no theme {theme!r}.", where)


def to_passages(merged: "pd.DataFrame") -> list["LabelledPassage"]:
    """Return labelled sentences as passages, in their order: those that follow each other in a document are one."""
    from themeline.themes import LabelledPassage, LabelledSentence

    passages: list[LabelledPassage] = []
    last = ("", 0)
    columns = (merged[name].tolist() for name in ("document", "sentence", "text", "themes"))
    for document, number, text, themes in zip(*columns, strict=True):
        sentence = LabelledSentence(text, themes)
        if number > 1 and (document, number - 1) == last:
            passages[-1] = LabelledPassage(document, (*passages[-1].sentences, sentence))
        else:
            passages.append(LabelledPassage(document, (sentence,)))
        last = (document, number)
    return passages


def shipped_passages() -> list["LabelledPassage"]:
    """Return the labelled sentences that Themeline ships, of its 13 themes."""
    from themeline.resources import data_path
    from themeline.themes import LabelledPassage, read_passages

    found = read_passages(data_path("corpus", "labelled").glob("*.jsonl"))
    return [LabelledPassage(f"shipped {passage.document}", passage.sentences) for passage in found]


def count_labels(store: Store, codebook: "Codebook") -> list[dict[str, object]]:
    """Return one row for each theme, and first one for all sentences: how many each coder judged to be of it."""
    frame = labels_in_force(store, codebook)
    by_coder = {str(coder): list(group["themes"]) for coder, group in frame.groupby("coder", sort=True)}
    if not by_coder:
        return []
    other = {theme for sets in by_coder.values() for themes in sets for theme in themes} - set(codebook.keys)
    total: dict[str, object] = {"theme": "(judged)", **{coder: len(sets) for coder, sets in by_coder.items()}}
    counts = [
        {"theme": theme, **{coder: sum(theme in themes for themes in sets) for coder, sets in by_coder.items()}}
        for theme in [*codebook.keys, *sorted(other)]
    ]
    return [total, *counts]
