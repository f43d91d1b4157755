"""The verdict and the findings of a comparison of three corpora or more, made from its tables and nothing else."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from themeline.report.wording import count, listing, percent

Tables = Mapping[str, pd.DataFrame]


def many_verdict(tables: Tables, names: Sequence[str], level: float) -> list[str]:
    """Return how many terms differ between the corpora, and which two are nearest and furthest."""
    return [text for text in (_omnibus(tables, names, level), _distances(tables["distances"])) if text]


def many_findings(tables: Tables, names: Sequence[str]) -> list[str]:
    """Return the findings, the most general first; what is not known is not said."""
    return [sentence for sentence in _findings(tables, names) if sentence]


def _omnibus(tables: Tables, names: Sequence[str], level: float) -> str:
    terms = tables["terms"][tables["terms"]["layer"].isin(["word", "phrase"])]
    sizes = dict(zip(tables["corpora"]["corpus"], tables["corpora"]["documents"], strict=True))
    compared = listing([f"{name} (n = {sizes[name]:,})" if name in sizes else name for name in names], len(names))
    differ = int((terms["q"] < level).sum())
    return (
        f"Of {count(len(terms), 'word and phrase', 'words and phrases')} tested, {differ:,} differ somewhere between "
        f"{compared}: Kruskal-Wallis over documents, false discovery rate {level:g}."
    )


def _distances(distances: pd.DataFrame) -> str:
    words = distances[distances["layer"] == "word"].sort_values("distance", kind="stable")
    if len(words) < 2:
        return ""
    near, far = words.iloc[0], words.iloc[-1]
    return (
        f"By their words, {near['a']} and {near['b']} are nearest (Jensen-Shannon divergence {near['distance']:.2f}), "
        f"{far['a']} and {far['b']} furthest apart ({far['distance']:.2f})."
    )


def _findings(tables: Tables, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield _typical(tables["typical"], name)
    yield _themes(tables["themes"], names)


def _typical(typical: pd.DataFrame, name: str) -> str:
    rows = typical[(typical["corpus"] == name) & typical["layer"].isin(["word", "phrase"])]
    if rows.empty:
        return f"No content word or phrase is robustly typical of {name} against the others together."
    return f"Typical of {name}, against the others together: {listing(rows['term'].head(8).tolist(), 8)}."


def _themes(themes: pd.DataFrame, names: Sequence[str]) -> str:
    if themes.empty:
        return ""
    parts = []
    for name in names:
        best = themes.sort_values([f"share_{name}", "name"], ascending=[False, True]).head(2)
        shares = [
            f"{theme} ({percent(share)})" for theme, share in zip(best["name"], best[f"share_{name}"], strict=True)
        ]
        parts.append(f"{listing(shares)} in {name}")
    return f"The commonest themes, by sentences, are {'; '.join(parts)}."
