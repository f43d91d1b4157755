"""The figures of the keyword report."""

from collections.abc import Iterator, Mapping

import altair as alt
import numpy as np
import pandas as pd

from themeline.report.figures.drawing import ACCENT, CATEGORIES, REST, Chart, labelled, link_of, sentences
from themeline.report.figures.labels import BOTH, place_labels
from themeline.report.figures.subjects import entity_network, year_profile
from themeline.report.figures.themes import pair_heat, theme_heat, theme_intervals

WIDTH = 760
OTHER = "other or none"
Tables = Mapping[str, pd.DataFrame]


def keyword_figures(tables: Tables) -> Iterator[tuple[str, Chart]]:
    """Draw the figures for which there is something to draw: (name, chart)."""
    if len(tables["terms"]) >= 5:
        yield "map", term_map(tables["terms"].head(150), tables["term_themes"], tables["themes"])
    moving = tables["trends"][tables["trends"]["direction"] != "steady"] if len(tables["trends"]) else tables["trends"]
    if len(moving):
        yield "trends", trend_lines(moving.head(12), tables["term_years"], tables["theme_years"])
    if len(tables["themes"]):
        yield "themes", theme_intervals(tables["themes"])
    if tables["theme_years"]["year"].nunique() > 2 and len(tables["trends"]):
        yield "theme_years", theme_heat(tables["theme_years"], tables["themes"])
    if len(tables["theme_pairs"]) >= 3:
        yield "theme_pairs", pair_heat(tables["theme_pairs"], tables["themes"])
    if len(tables["entity_links"]) >= 4:
        yield "network", entity_network(tables["entity_links"].head(60), tables["entities"])
    if len(tables["years"]):
        yield "years", year_profile(tables["years"])


def term_map(terms: pd.DataFrame, term_themes: pd.DataFrame, themes: pd.DataFrame) -> Chart:
    """Documents against unevenness: common and even above right, concentrated below left; coloured by theme."""
    points = terms[["term", "documents", "count", "dispersion", "share"]].copy()
    random = np.random.default_rng(0)
    points["x"] = points["documents"] * np.exp(random.uniform(-0.12, 0.12, len(points)))
    points["link"] = points["term"].map(link_of)
    points["theme"], shown = _commonest_theme(points["term"], term_themes, themes)
    said = "{term}: in {documents} documents, {count} times, unevenness {dispersion:.2f}; {theme}"
    points["said"] = sentences(points, said)
    height, low, high = 420, points["x"].min() * 0.9, points["x"].max() * 1.25
    bottom, top = float(points["dispersion"].min()), float(points["dispersion"].max())
    pixel_x = WIDTH * np.log(points["x"] / low) / np.log(high / low)
    pixel_y = height * (points["dispersion"] - bottom) / max(top - bottom, 1e-9)
    chosen = place_labels(points["term"].tolist(), pixel_x, pixel_y, (WIDTH, height), sides=BOTH)
    axis_x = alt.X("x:Q", title="documents with it (log scale, jittered)").scale(
        type="log", domain=[float(low), float(high)], nice=False
    )
    axis_y = alt.Y("dispersion:Q", title="evenly spread  ←  unevenness (DPnorm)  →  concentrated").scale(
        domain=[bottom, top], reverse=True, padding=12
    )
    dots = (
        alt.Chart(points)
        .mark_circle(opacity=0.6)
        .encode(
            axis_x,
            axis_y,
            alt.Size("count:Q", legend=None).scale(range=[24, 420]),
            alt.Color("theme:N", title=None).scale(domain=shown, range=[*CATEGORIES[: len(shown) - 1], REST]),
            href="link",
            description="said",
        )
    )
    named = alt.Chart(points.iloc[list(chosen)].assign(side=list(chosen.values()))).encode(axis_x, axis_y, href="link")
    return alt.layer(dots, *labelled(named, "term")).properties(width=WIDTH, height=height)


def _commonest_theme(terms: pd.Series, term_themes: pd.DataFrame, themes: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Name the theme of most of each term's sentences, the first six by name, and list the names used."""
    names = dict(zip(themes["theme"], themes["name"], strict=True))
    ordered = term_themes.sort_values(["sentences", "theme"], ascending=[False, True], kind="stable")
    first = ordered.drop_duplicates("term").set_index("term")["theme"].map(names)
    chosen = [name for name in names.values() if name in set(terms.map(first))][: len(CATEGORIES) - 1]
    return [name if name in chosen else OTHER for name in terms.map(first)], [*chosen, OTHER]


def trend_lines(trends: pd.DataFrame, term_years: pd.DataFrame, theme_years: pd.DataFrame) -> Chart:
    """Small multiples: the yearly share of documents of each term with a trend."""
    dated = pd.concat([term_years["year"], theme_years["year"]]).astype(int)
    years = list(range(int(dated.min()), int(dated.max()) + 1))
    chosen = term_years[term_years["term"].isin(trends["term"])]
    every = pd.MultiIndex.from_product([trends["term"], years], names=["term", "year"])
    rows = (
        chosen.astype({"year": int}).set_index(["term", "year"])["share"].reindex(every, fill_value=0.0).reset_index()
    )
    rows["label"] = rows["term"].str.slice(0, 30) + " · " + rows["term"].map(trends.set_index("term")["direction"])
    every_fifth = [year for year in years if year % max(1, 5 * (len(years) // 15 or 1)) == 0] or years[:1]
    bars = alt.Chart(rows).mark_bar(color=ACCENT, opacity=0.8)
    cells = bars.encode(
        alt.X("year:O", title=None).axis(values=every_fifth, labelAngle=0, grid=False).scale(padding=0.12),
        alt.Y("share:Q", title=None).axis(format="%", tickCount=2),
    ).properties(width=220, height=70)
    return cells.facet(alt.Facet("label:N", title=None, sort=rows["label"].unique().tolist()), columns=3)
