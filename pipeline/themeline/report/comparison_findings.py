"""The verdict and the findings of a comparison in plain words, made from its tables and nothing else."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from themeline.report.comparison_sections import of_class
from themeline.report.wording import count, listing, percent

Tables = Mapping[str, pd.DataFrame]


def verdict(tables: Tables, names: Sequence[str], only_describes: bool) -> list[str]:
    """Return whether the corpora can be told apart, and on how many terms that rests."""
    return [text for text in (_distance(tables, names), _classes(tables, names, only_describes)) if text]


def comparison_findings(tables: Tables, names: Sequence[str]) -> list[str]:
    """Return the findings, the most general first; what is not known is not said."""
    return [sentence for sentence in _findings(tables, names) if sentence]


def _distance(tables: Tables, names: Sequence[str]) -> str:
    distance = tables["distance"]
    rows = distance[distance["measure"] == "jensen-shannon"] if len(distance) else distance
    if rows.empty:
        return ""
    row, sizes = rows.iloc[0], tables["design"].set_index("check").reindex(["documents"]).iloc[0]
    one, other = (f"{name} (n = {sizes[side]})" for name, side in zip(names, "ab", strict=True))
    text = f"{one} and {other} are {_degree(row)}: Jensen-Shannon divergence {row['distance']:.2f}"
    if pd.notna(row.get("null_high")):
        text += f"; the same documents divided at random give {row['null_mean']:.2f}, in 95% less than "
        text += f"{row['null_high']:.2f}"
    if pd.notna(row.get("within_a")) and pd.notna(row.get("within_b")):
        text += f"; halves of one corpus, {row['within_a']:.2f} and {row['within_b']:.2f}"
    return text + "."


def _degree(row: pd.Series) -> str:
    if pd.isna(row.get("null_high")):
        return "compared by their words"
    if row["distance"] <= row["null_high"]:
        return "not distinguishable by their words"
    return "clearly distinguishable" if row["distance"] > 1.5 * row["null_mean"] else "weakly distinguishable"


def _classes(tables: Tables, names: Sequence[str], only_describes: bool) -> str:
    if only_describes:
        return "A side has too few documents for any claim; everything below only describes."
    classes = tables["terms"].loc[tables["terms"]["layer"].isin(["word", "phrase"]), "class"].value_counts()
    parts = [
        f"{count(int(classes.get('robust A', 0)), 'term')} robustly typical of {names[0]}",
        f"{int(classes.get('robust B', 0)):,} of {names[1]}",
        f"{count(int(classes.get('lockword', 0)), 'lockword')}, used alike",
        f"{int(classes.get('concentrated', 0)):,} concentrated in few documents",
    ]
    return f"Among words and phrases: {'; '.join(parts)}."


def _findings(tables: Tables, names: Sequence[str]) -> Iterator[str]:
    for side, name in zip("AB", names, strict=False):
        yield _typical(tables["terms"], side, name)
    yield _themes(tables["themes"], names)
    yield _entities(tables["entities"], names)
    yield _calibration(tables["calibration"])
    yield _warnings(tables["design"])


def _typical(terms: pd.DataFrame, side: str, name: str) -> str:
    rows = of_class(terms, f"robust {side}", 1 if side == "A" else -1)
    rows = rows[rows["layer"].isin(["word", "phrase"]) & (rows["use"] == "content")]
    if rows.empty:
        return f"No content word or phrase is robustly typical of {name}."
    return f"Typical of {name}: {listing(rows['term'].head(8).tolist(), 8)}."


def _themes(themes: pd.DataFrame, names: Sequence[str]) -> str:
    if themes.empty or "difference_low" not in themes:
        return ""
    clear = themes[(themes["difference_low"] > 0) | (themes["difference_high"] < 0)]
    if clear.empty:
        return "No theme differs beyond its interval."
    parts = []
    for sign, name in ((1, names[0]), (-1, names[1])):
        rows = clear[clear["difference"] * sign > 0]
        rows = rows.reindex(rows["difference"].abs().sort_values(ascending=False, kind="stable").index).head(3)
        if len(rows):
            side, other = ("a", "b") if sign > 0 else ("b", "a")
            shares = zip(rows["name"], rows[f"prevalence_{side}"], rows[f"prevalence_{other}"], strict=True)
            parts.append(f"in {name}, {listing([f'{n} ({percent(x)} against {percent(y)})' for n, x, y in shares])}")
    return f"More of the sentences speak of: {'; '.join(parts)}."


def _entities(entities: pd.DataFrame, names: Sequence[str]) -> str:
    parts = []
    for side, name in zip("AB", names, strict=False):
        rows = entities[entities["class"] == f"robust {side}"] if len(entities) else entities
        if len(rows):
            parts.append(f"in {name}, {listing(rows['name'].head(4).tolist(), 4)}")
    return f"Named more often: {'; '.join(parts)}." if parts else ""


def _calibration(calibration: pd.DataFrame) -> str:
    rows = calibration[calibration["layer"] == "word"] if len(calibration) else calibration
    if rows.empty:
        return ""
    parts = [
        f"{row['false_mean']:.1f} false keywords in {row['corpus']} (at most {row['false_most']})"
        for row in rows.to_dict("records")
    ]
    splits = int(rows["splits"].max())
    return (
        f"Calibration: random halves of one corpus, between which nothing differs, gave with these settings on average "
        f"{listing(parts)}, over {splits} halvings."
    )


def _warnings(design: pd.DataFrame) -> str:
    notes = [str(note).rstrip(".") for note in design.loc[design["level"] == "warning", "note"] if note]
    return f"To be kept in mind: {'; '.join(notes)}." if notes else ""
