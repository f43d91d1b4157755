"""The sections of the comparison of two corpora on words: distance, design, classes of terms, sensitivity."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from themeline.report.content import Content
from themeline.report.drawings import whisker
from themeline.report.function_words import use_of
from themeline.report.page import Block, Section
from themeline.report.table_view import Drawing

FREQUENCIES = ["frequency_a", "frequency_b", "document_share_a", "document_share_b"]
DISTANCE = ["layer", "measure", "distance", "null_mean", "null_high", "within_a", "within_b", "between"]


def distance(content: Content) -> Section:
    """Lay out how different the corpora are as wholes."""
    note = (
        "0: the same distribution of words; 1: no word in common. By chance: the same documents divided at random. "
        "Within and between: halves of each corpus, so that differences of size do not count."
    )
    table = content.table("distance", "Distance of the corpora as wholes", DISTANCE, note)
    lead = "The distance of the corpora as wholes, beside that of random divisions and of halves of each."
    return Section("distance", "How different overall", lead, table)


def design(content: Content) -> Section:
    """Lay out whether the corpora are comparable, and the null calibration."""
    checks = content.tables["design"]
    found = int((checks["level"] != "ok").sum())
    note = f"{len(checks)} checks, {found or 'none'} with something found."
    parts = content.table("design", "Balance of the design", ["check", "level", "a", "b", "note"], note)
    columns = ["layer", "corpus", "documents", "terms", "splits", "false_mean", "false_most", "splits_with_false"]
    note = "Each corpus was halved at random and its halves compared: every keyword found so is false."
    parts += content.table("calibration", "Null calibration", columns, note)
    lead = "Whether like is compared with like, and how often these settings find what is not there."
    return Section("design", "Are they comparable?", lead, parts)


def robust(content: Content, names: Sequence[str], manifest: Mapping[str, Any]) -> Section:
    """Lay out the robust terms of each corpus, with whiskers."""
    blocks: list[Block] = []
    columns = ["term", "layer", "use", "interval", "log_ratio", "lrc", *FREQUENCIES, "q"]
    for side, name in zip("AB", names, strict=False):
        rows = of_class(content.tables["terms"], f"robust {side}", -1 if side == "B" else 1)
        blocks += content.table(
            f"robust_{side.lower()}",
            f"Robustly typical of {name}",
            columns,
            tested_note(rows, manifest),
            frame=rows,
            shown=20,
            only={"use": "content"},
            drawings={"interval": whiskers(rows)},
        )
    lead = "Terms that differ document by document, and that no single text decides. Select one to read its sentences."
    return Section("robust", "What is typical of each", lead, blocks)


def pictures(content: Content) -> Section:
    """Lay out the figures of the whole vocabulary."""
    evidence = "Right and left: more in the one or the other. Up: clearer evidence. At most 260 terms."
    ranks = (
        "Each term by its rank of frequency in both corpora, the most frequent at the upper right. On the diagonal "
        "both use it alike; the further away, the more it belongs to one. Function words are left out."
    )
    blocks = [
        *content.figure("volcano", "Size and evidence of every difference", evidence),
        *content.figure("ranks", "Where each term stands in both vocabularies", ranks),
    ]
    lead = "Every dot is a term; select it to read its sentences."
    return Section("pictures", "The whole vocabulary", lead, blocks)


def classes(content: Content, names: Sequence[str]) -> Section:
    """Lay out concentrated terms, lockwords, and terms of one corpus only."""
    terms = content.tables["terms"]
    exclusive_terms = content.tables["exclusive"]
    exclusive_terms = exclusive_terms[exclusive_terms["layer"] != "theme"]
    concentrated, locked = (of_class(terms, kind, 0) for kind in ("concentrated", "lockword"))
    driven = ["term", "layer", "use", "log_ratio", "top_share", "drivers", *FREQUENCIES[:2], "q", "g2"]
    alike = ["term", "layer", "use", *FREQUENCIES, "interval", "log_ratio_low", "log_ratio_high"]
    exclusive = ["term", "layer", "use", "only_in", "frequency", "documents", "class", "at_most"]
    blocks = [
        *content.table(
            "concentrated",
            "Concentrated in few documents",
            driven,
            "Differ in tokens, but not document by document, or one document holds much of them.",
            frame=concentrated,
            shown=10,
            only={"use": "content"},
        ),
        *content.table(
            "lockwords",
            "Lockwords: used alike",
            alike,
            "The interval of the log ratio lies within the bounds of equivalence.",
            frame=locked,
            shown=10,
            only={"use": "content"},
            drawings={"interval": whiskers(locked)},
        ),
        *content.table(
            "exclusive",
            "Only in one corpus",
            exclusive,
            "At most: upper 95% bound of the rate per million in the other corpus (rule of three).",
            frame=with_named_classes(exclusive_terms.assign(use=exclusive_terms["term"].map(use_of)), names),
            shown=10,
            only={"use": "content"},
        ),
    ]
    lead = "What is not robust, and what both have in common."
    return Section("classes", "Concentrated, shared, exclusive", lead, blocks)


def sensitivity(content: Content) -> Section:
    """Lay out whether another measure would rank the same words first."""
    note = (
        "The content words that LRC ranks first, at most 50, against another ranking of the same words. Overlap at "
        "the top: rank-biased overlap, p = 0.9; 1 is the same order. Gained and lost: what would change in the list."
    )
    table = content.table("sensitivity", "Other rankings beside LRC", SENSITIVITY, note, shown=12)
    lead = "Whether the words at the top depend on the measure, on function words, or on a single document."
    return Section("sensitivity", "Would another measure say the same?", lead, table)


SENSITIVITY = ["corpus", "ranking", "words", "shared", "rbo", "gained", "lost"]


def of_class(terms: pd.DataFrame, kind: str, signed: int) -> pd.DataFrame:
    """Return the words, phrases and entities of a class: by LRC towards the side of the sign, or by G².

    Where LRC is the same, as for all terms that it calls 0, the smaller q and the larger log ratio come first.
    """
    rows = terms[(terms["class"] == kind) & ~terms["layer"].isin(["theme", "year"])]
    rows = rows.assign(use=rows["term"].map(use_of))
    weight = rows["lrc"] * signed if signed else rows["g2"] if kind == "concentrated" else rows["frequency_a"]
    order = np.lexsort((rows["term"].astype(str), -rows["log_ratio"].abs(), rows["q"], -weight))
    return rows.iloc[order].reset_index(drop=True)


def with_named_classes(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return a table whose `class` names the corpora instead of A and B."""
    classes = {f"robust {side}": f"typical of {name}" for side, name in zip("AB", names, strict=False)}
    return frame.replace({"class": classes}) if len(frame) else frame


def tested_note(rows: pd.DataFrame, manifest: Mapping[str, Any]) -> str:
    """Return what stands under a table of robust terms."""
    settings, layers = manifest.get("settings", {}), manifest.get("layers", {})
    tested = sum(int(layer["tested_terms"]) for name, layer in layers.items() if name not in ("theme", "year"))
    return (
        f"{len(rows):,} of {tested:,} terms tested; q ≤ {settings.get('level')} within each layer; by LRC. "
        f"Whiskers: log ratio with its {settings.get('confidence', 0):.0%} bootstrap interval over documents."
    )


def whiskers(frame: pd.DataFrame, key: str = "term") -> Drawing:
    """Return what draws the interval of each row from its term."""
    values = frame[[key, "log_ratio", "log_ratio_low", "log_ratio_high"]].drop_duplicates(key).set_index(key)
    finite = values.replace([np.inf, -np.inf], np.nan).abs()
    limit = max(1.0, float(finite.quantile(0.95).max())) if len(values) else 1.0
    rows = {str(term): row.tolist() for term, row in zip(values.index, values.to_numpy(), strict=True)}
    return lambda term: whisker(rows[term], limit)
