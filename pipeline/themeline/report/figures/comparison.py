"""The figures of the comparison report."""

from collections.abc import Iterator, Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from themeline.report.figures.drawing import CARD, INK, LINE, REST, A, B, Chart, labelled, link_of
from themeline.report.figures.labels import BOTH, place_labels
from themeline.report.figures.over_time import trajectories, year_profiles
from themeline.report.function_words import is_function_word

WIDTH, HEIGHT, GRID = 760, 460, 18
CLASSES = ("robust A", "robust B", "concentrated", "lockword", "undecided")
COLOURS = (A, B, "#8c7a1b", "#6b4c9a", REST)
Tables = Mapping[str, pd.DataFrame]


def comparison_figures(tables: Tables, names: Sequence[str], points: int = 260) -> Iterator[tuple[str, Chart]]:
    """Draw the figures for which there is something to draw: (name, chart)."""
    words = tables["terms"][tables["terms"]["layer"].isin(["word", "phrase"])]
    words = words[~words["term"].map(is_function_word).astype(bool)]
    if len(words) >= 5:
        yield "volcano", volcano(_foremost(words, points), names)
        yield "ranks", rank_scatter(_across(_ranked(words), points), names)
    if len(tables["themes"]):
        yield "themes", theme_dumbbell(tables["themes"], names)
    if len(tables["years"]):
        yield "years", year_profiles(tables["years"], names)
    if len(tables["time"]):
        yield "time", trajectories(tables["time"], names)


def volcano(terms: pd.DataFrame, names: Sequence[str]) -> Chart:
    """Effect against evidence: log ratio to the side, q upwards."""
    rows = terms.assign(evidence=-np.log10(terms["q"].clip(lower=1e-60)))
    limit = float(np.ceil(rows["log_ratio"].abs().max()))
    top = float(rows["evidence"].max()) * 1.05
    rows["x"] = rows["log_ratio"].clip(-limit, limit)
    pixel_x = WIDTH * (rows["x"] + limit) / (2 * limit)
    pixel_y = HEIGHT * (1 - np.sqrt(rows["evidence"] / top))
    axis_x = (
        alt.X("x:Q", title=f"← more in {names[1]}  ·  log ratio  ·  more in {names[0]} →")
        .scale(domain=[-limit, limit])
        .axis(tickCount=9)
    )
    axis_y = alt.Y("evidence:Q", title="evidence: −log10 q (square-root scale)").scale(type="sqrt", domain=[0, top])
    zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=LINE, strokeWidth=1.5).encode(x="x:Q")
    return alt.layer(zero, *_labelled(rows, axis_x, axis_y, pixel_x, pixel_y, names)).properties(
        width=WIDTH, height=HEIGHT
    )


def rank_scatter(terms: pd.DataFrame, names: Sequence[str]) -> Chart:
    """Rank of frequency in one corpus against the other, as shares of the vocabulary; equal use is on the diagonal."""
    random = np.random.default_rng(0)
    jitter = random.uniform(-0.006, 0.006, (2, len(terms)))
    rows = terms.assign(x=(terms["rank_b"] + jitter[0]).clip(0, 1), y=(terms["rank_a"] + jitter[1]).clip(0, 1))
    said = alt.Axis(values=[0.04, 0.96], labelExpr="datum.value < 0.5 ? 'rare' : 'frequent'", grid=False, ticks=False)
    axis_x = alt.X("x:Q", title=f"rank of frequency in {names[1]} →").axis(said).scale(domain=[0, 1])
    axis_y = alt.Y("y:Q", title=f"rank of frequency in {names[0]} →").axis(said).scale(domain=[0, 1])
    ends = pd.DataFrame({"x": [0, 1], "y": [0, 1]})
    diagonal = alt.Chart(ends).mark_line(color=LINE, strokeWidth=1.5).encode(axis_x, axis_y)
    marks = _labelled(rows, axis_x, axis_y, WIDTH * rows["x"], HEIGHT * (1 - rows["y"]), names)
    return alt.layer(diagonal, *marks).properties(width=WIDTH, height=HEIGHT)


def theme_dumbbell(themes: pd.DataFrame, names: Sequence[str]) -> Chart:
    """Prevalence of each theme in both corpora, with intervals, the largest differences first."""
    wide = themes.reindex(themes["difference"].sort_values(ascending=False).index)
    parts = [
        pd.DataFrame(
            {
                "name": wide["name"],
                "corpus": name,
                "value": wide[f"prevalence_{side}"],
                "low": wide[f"prevalence_{side}_low"],
                "high": wide[f"prevalence_{side}_high"],
            }
        )
        for side, name in zip("ab", names, strict=False)
    ]
    rows = pd.concat(parts)
    rows["said"] = [
        f"{name}, {corpus}: {value:.1%} of sentences, from {low:.1%} to {high:.1%}"
        for name, corpus, value, low, high in rows.to_numpy()
    ]
    axis_y = alt.Y("name:N", title=None, sort=wide["name"].tolist()).axis(ticks=False, domain=False, labelColor=INK)
    axis_x = alt.X("value:Q", title="share of sentences, with interval").axis(format="%")
    shift = alt.YOffset("corpus:N", sort=list(names)).scale(paddingOuter=0.9)
    colour = alt.Color("corpus:N", title=None).scale(domain=list(names)[:2], range=[A, B])
    base = alt.Chart(rows).encode(axis_y, shift, colour)
    whiskers = base.mark_rule(strokeWidth=1.8).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dots = base.mark_point(filled=True, size=64, opacity=1).encode(axis_x, description="said")
    return (whiskers + dots).properties(width=WIDTH - 170, height=34 * len(wide))


def _ranked(terms: pd.DataFrame) -> pd.DataFrame:
    """Add the ranks of frequency in each corpus, ties in the middle, as shares of all terms: 1 is the most frequent."""
    ranks = {f"rank_{side}": terms[f"frequency_{side}"].rank(pct=True) for side in "ab"}
    return terms.assign(**ranks)


def _foremost(terms: pd.DataFrame, most: int) -> pd.DataFrame:
    """The clearest terms of every class, so that none is crowded out."""
    order = terms.assign(
        weight=terms["lrc"].abs(), plain=terms["log_ratio"].abs() * np.log(terms["frequency_a"] + terms["frequency_b"])
    )
    order = order.sort_values(["weight", "plain"], ascending=False, kind="stable").drop_duplicates("term")
    share = order.groupby("class", sort=False).cumcount()
    return (
        order.assign(turn=share)
        .sort_values("turn", kind="stable")
        .head(most)
        .drop(columns=["turn", "plain", "weight"])
        .reset_index(drop=True)
    )


def _across(terms: pd.DataFrame, most: int) -> pd.DataFrame:
    """Terms from everywhere in the plane of ranks: by turns one from each cell of a grid, the clearest first."""
    clearest = terms.reindex(terms["lrc"].abs().sort_values(ascending=False, kind="stable").index)
    clearest = clearest.drop_duplicates("term")
    cells = [(clearest[f"rank_{side}"] * GRID).astype(int) for side in "ab"]
    turn = clearest.groupby(cells, sort=False).cumcount()
    return clearest.assign(turn=turn).sort_values("turn", kind="stable").head(most).reset_index(drop=True)


def _labelled(
    rows: pd.DataFrame, axis_x: alt.X, axis_y: alt.Y, pixel_x: pd.Series, pixel_y: pd.Series, names: Sequence[str]
) -> tuple[Chart, ...]:
    rows = rows.assign(
        link=rows["term"].map(link_of),
        size=rows["frequency_a"] + rows["frequency_b"],
        kind=rows["class"].map(
            lambda kind: kind.replace("robust A", f"typical of {names[0]}").replace(
                "robust B", f"typical of {names[1]}"
            )
        ),
        said=[
            f"{term}: {kind}, log ratio {ratio:.2f}, {a} and {b} times"
            for term, kind, ratio, a, b in rows[["term", "class", "log_ratio", "frequency_a", "frequency_b"]].to_numpy()
        ],
    )
    kinds = [f"typical of {names[0]}", f"typical of {names[1]}", *CLASSES[2:]]
    claimed = rows["class"].isin(["robust A", "robust B", "lockword", "concentrated"])
    order = rows.assign(first=~claimed).sort_values("first", kind="stable").index
    chosen = place_labels(rows.loc[order, "term"].tolist(), pixel_x[order], pixel_y[order], (WIDTH, HEIGHT), 45, BOTH)
    columns = ["term", "kind", "link", "size", "said", *[name for name in ("x", "y", "evidence") if name in rows]]
    colour = alt.Color("kind:N", title=None).scale(domain=kinds, range=list(COLOURS))
    dots = (
        alt.Chart(rows[columns])
        .mark_circle(opacity=0.65, stroke=CARD, strokeWidth=0.5)
        .encode(
            axis_x,
            axis_y,
            colour,
            alt.Size("size:Q", legend=None).scale(range=[22, 380]),
            href="link",
            description="said",
        )
    )
    named = rows.loc[order, columns].iloc[list(chosen)].assign(side=list(chosen.values()))
    return dots, *labelled(alt.Chart(named).encode(axis_x, axis_y, href="link"), "term")
