"""The figures of the comparison of three corpora or more."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster import hierarchy

from themeline.report.figures.drawing import ACCENT, CARD, INK, A, B, Chart, link_of, sentences
from themeline.report.figures.over_time import trajectories

WIDTH, ROW = 560, 24
Tables = Mapping[str, pd.DataFrame]


def many_figures(tables: Tables, names: Sequence[str]) -> Iterator[tuple[str, Chart]]:
    """Draw the figures for which there is something to draw: (name, chart)."""
    words = tables["distances"][tables["distances"]["layer"] == "word"]
    if len(words):
        yield "distances", distance_heat(words, names)
    if len(tables["heat"]):
        yield "heat", term_heat(tables["heat"])
    if len(tables["themes"]):
        yield "themes", theme_heat(tables["themes"], names)
    if len(tables["time"]):
        yield "time", trajectories(tables["time"], names)


def distance_heat(distances: pd.DataFrame, names: Sequence[str]) -> Chart:
    """Corpora by corpora: the distance of every two."""
    turned = distances.rename(columns={"a": "b", "b": "a"})
    rows = pd.concat([distances, turned], ignore_index=True)
    top = float(rows["distance"].max())
    rows = rows.assign(said=sentences(rows, "{a} and {b}: {distance:.3f}"), dark=rows["distance"] > 0.6 * top)
    base = alt.Chart(rows).encode(_across("b", list(names)), _down("a", list(names)))
    cells = base.mark_rect(color=ACCENT, stroke=CARD, strokeWidth=2).encode(
        alt.Opacity("distance:Q", legend=None).scale(domain=[0, top], range=[0.04, 0.95]), description="said"
    )
    return _sized(cells + _numbers(base, "distance", ".3f"), len(names), len(names))


def term_heat(heat: pd.DataFrame) -> Chart:
    """Terms by corpora: LRC of each corpus against the others together, like rows and columns side by side."""
    wide = heat.pivot_table(index="term", columns="corpus", values="lrc", aggfunc="first", sort=False)
    terms = [str(wide.index[place]) for place in _by_likeness(wide.to_numpy())]
    corpora = [str(wide.columns[place]) for place in _by_likeness(wide.to_numpy().T)]
    top = max(float(heat["lrc"].abs().max()), 1e-9)
    rows = heat.assign(
        strength=heat["lrc"].abs() / top,
        side=np.where(heat["lrc"] > 0, "more than in the others", "less"),
        link=heat["term"].map(link_of),
        dark=heat["lrc"].abs() > 0.55 * top,
        said=sentences(heat, "{term}, {corpus}: LRC {lrc:.2f}"),
    )
    base = alt.Chart(rows).encode(_across("corpus", corpora), _down("term", terms), href="link")
    colour = alt.Color("side:N", title=None).scale(domain=["more than in the others", "less"], range=[A, B])
    cells = base.mark_rect(stroke=CARD, strokeWidth=2).encode(
        colour, alt.Opacity("strength:Q", legend=None).scale(domain=[0, 1], range=[0.0, 0.95]), description="said"
    )
    shown = base.transform_filter("datum.lrc != 0")
    return _sized(cells + _numbers(shown, "lrc", ".1f"), len(corpora), len(terms))


def theme_heat(themes: pd.DataFrame, names: Sequence[str]) -> Chart:
    """Themes by corpora: share of sentences."""
    parts = [themes[["name"]].assign(corpus=name, share=themes[f"share_{name}"]) for name in names]
    rows = pd.concat(parts, ignore_index=True)
    order = rows.groupby("name")["share"].mean().sort_values(ascending=False).index.tolist()
    top = max(float(rows["share"].max()), 1e-9)
    rows = rows.assign(
        said=sentences(rows, "{name}, {corpus}: {share:.1%} of sentences"), dark=rows["share"] > 0.6 * top
    )
    base = alt.Chart(rows).encode(_across("corpus", list(names)), _down("name", order))
    cells = base.mark_rect(color=ACCENT, stroke=CARD, strokeWidth=2).encode(
        alt.Opacity("share:Q", legend=None).scale(domain=[0, top], range=[0.04, 0.95]), description="said"
    )
    return _sized(cells + _numbers(base, "share", ".1%"), len(names), len(order))


def _by_likeness(values: npt.NDArray[np.float64]) -> list[int]:
    """Return the order of the leaves of an average-linkage tree."""
    if len(values) < 3:
        return list(range(len(values)))
    return [int(leaf) for leaf in hierarchy.leaves_list(hierarchy.linkage(values, "average", optimal_ordering=True))]


def _across(field: str, order: list[str]) -> alt.X:
    shown: dict[str, Any] = {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False, "labelColor": INK}
    return alt.X(f"{field}:N", title=None, sort=order).axis(**shown, labelLimit=_cell_width(len(order)) - 8)


def _down(field: str, order: list[str]) -> alt.Y:
    return alt.Y(f"{field}:N", title=None, sort=order).axis(ticks=False, domain=False, labelColor=INK)


def _numbers(base: Chart, field: str, form: str) -> Chart:
    ink = alt.condition("datum.dark", alt.value(CARD), alt.value(INK))
    return base.mark_text(fontSize=11).encode(alt.Text(f"{field}:Q", format=form), color=ink)


def _sized(chart: Chart, columns: int, rows: int) -> Chart:
    return chart.properties(width=_cell_width(columns) * columns, height=ROW * rows)


def _cell_width(columns: int) -> int:
    return max(70, min(170, WIDTH // columns))
