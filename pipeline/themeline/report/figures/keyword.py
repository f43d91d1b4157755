"""The figures of the keyword report."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from themeline.report.figures.drawing import ACCENT, CARD, INK, REST, B, Chart, link_of
from themeline.report.figures.labels import place_labels
from themeline.report.figures.network import layout

WIDTH = 760
Tables = Mapping[str, pd.DataFrame]


def keyword_figures(tables: Tables) -> Iterator[tuple[str, Chart]]:
    """Draw the figures for which there is something to draw: (name, chart)."""
    if len(tables["terms"]) >= 5:
        yield "map", term_map(tables["terms"].head(150))
    moving = tables["trends"][tables["trends"]["direction"] != "steady"] if len(tables["trends"]) else tables["trends"]
    if len(moving):
        yield "trends", trend_lines(moving.head(12), tables["term_years"], tables["theme_years"])
    if len(tables["themes"]):
        yield "themes", theme_intervals(tables["themes"])
    if tables["theme_years"]["year"].nunique() > 2:
        yield "theme_years", theme_heat(tables["theme_years"], tables["themes"])
    if len(tables["entity_links"]) >= 4:
        yield "network", entity_network(tables["entity_links"].head(60), tables["entities"])
    if len(tables["years"]):
        yield "years", year_profile(tables["years"])


def term_map(terms: pd.DataFrame) -> Chart:
    """Documents against unevenness: common and even above right, concentrated above left."""
    points = terms[["term", "documents", "count", "dispersion", "share"]].copy()
    random = np.random.default_rng(0)
    points["x"] = points["documents"] * np.exp(random.uniform(-0.12, 0.12, len(points)))
    points["link"] = points["term"].map(link_of)
    points["said"] = _sentences(points, "{term}: in {documents} documents, {count} times, unevenness {dispersion:.2f}")
    height, low, high = 420, points["x"].min() * 0.9, points["x"].max() * 1.25
    bottom, top = float(points["dispersion"].min()), float(points["dispersion"].max())
    pixel_x = WIDTH * np.log(points["x"] / low) / np.log(high / low)
    pixel_y = height * (points["dispersion"] - bottom) / max(top - bottom, 1e-9)
    chosen = place_labels(points["term"].tolist(), pixel_x, pixel_y, (WIDTH, height))
    axis_x = alt.X("x:Q", title="documents with it (log scale, jittered)").scale(
        type="log", domain=[float(low), float(high)], nice=False
    )
    axis_y = alt.Y("dispersion:Q", title="evenly spread  ←  unevenness (DPnorm)  →  concentrated").scale(
        domain=[bottom, top], reverse=True, padding=12
    )
    dots = (
        alt.Chart(points)
        .mark_circle(color=ACCENT, opacity=0.55)
        .encode(
            axis_x, axis_y, alt.Size("count:Q", legend=None).scale(range=[24, 420]), href="link", description="said"
        )
    )
    names = (
        alt.Chart(points.iloc[chosen])
        .mark_text(align="left", dx=7, color=INK, fontSize=11, limit=220)
        .encode(axis_x, axis_y, text="term", href="link")
    )
    return (dots + names).properties(width=WIDTH, height=height)


def trend_lines(trends: pd.DataFrame, term_years: pd.DataFrame, theme_years: pd.DataFrame) -> Chart:
    """Small multiples: the yearly share of documents of each term with a trend."""
    years = sorted(set(term_years["year"].astype(int)) | set(theme_years["year"].astype(int)))
    chosen = term_years[term_years["term"].isin(trends["term"])]
    every = pd.MultiIndex.from_product([trends["term"], years], names=["term", "year"])
    rows = (
        chosen.astype({"year": int}).set_index(["term", "year"])["share"].reindex(every, fill_value=0.0).reset_index()
    )
    rows["label"] = rows["term"].str.slice(0, 30) + " · " + rows["term"].map(trends.set_index("term")["direction"])
    base = alt.Chart(rows).encode(
        alt.X("year:Q", title=None).axis(format="d", tickCount=3, grid=False),
        alt.Y("share:Q", title=None).axis(format="%", tickCount=2),
    )
    area = base.mark_area(color=ACCENT, opacity=0.16, interpolate="step-after")
    line = base.mark_line(color=ACCENT, strokeWidth=1.6, interpolate="step-after")
    cells = (area + line).properties(width=220, height=70)
    return cells.facet(alt.Facet("label:N", title=None, sort=rows["label"].unique().tolist()), columns=3)


def theme_intervals(themes: pd.DataFrame) -> Chart:
    """Share of sentences of each theme with its interval, and of documents as a tick."""
    said = "{name}: {sentences} sentences ({sentence_share:.1%}), {documents} documents ({document_share:.0%})"
    rows = themes.assign(said=_sentences(themes, said))
    axis_y = alt.Y("name:N", title=None, sort=rows["name"].tolist()).axis(ticks=False, domain=False, labelColor=INK)
    axis_x = alt.X("sentence_share:Q", title="share of sentences, with interval").axis(format="%")
    base = alt.Chart(rows).encode(axis_y)
    bars = base.mark_bar(color=ACCENT, opacity=0.25, height=12).encode(axis_x)
    rule = base.mark_rule(color=ACCENT, strokeWidth=1.6).encode(alt.X("sentence_low:Q"), alt.X2("sentence_high:Q"))
    dot = base.mark_point(color=ACCENT, filled=True, size=56, opacity=1).encode(axis_x, description="said")
    return (bars + rule + dot).properties(width=WIDTH - 170, height=26 * len(rows))


def theme_heat(theme_years: pd.DataFrame, themes: pd.DataFrame) -> Chart:
    """Themes by year: how large a share of each year's documents has a theme."""
    rows = theme_years.assign(
        said=_sentences(theme_years, "{name}, {year}: {documents} documents ({share:.0%})"),
        year=theme_years["year"].astype(int),
        low=theme_years["share"] < 0.55,
    )
    axis_x = alt.X("year:O", title=None).axis(labelAngle=0, domain=False, ticks=False)
    axis_y = alt.Y("name:N", title=None, sort=themes["name"].tolist()).axis(ticks=False, domain=False, labelColor=INK)
    base = alt.Chart(rows).encode(axis_x, axis_y)
    cells = base.mark_rect(color=ACCENT, stroke=CARD, strokeWidth=2).encode(
        alt.Opacity("share:Q", legend=None).scale(domain=[0, 1], range=[0.06, 0.95]), description="said"
    )
    ink = alt.condition("datum.low", alt.value(INK), alt.value(CARD))
    text = base.mark_text(fontSize=11).encode(alt.Text("documents:Q"), color=ink)
    return (cells + text).properties(width=WIDTH - 170, height=25 * len(themes))


def entity_network(links: pd.DataFrame, entities: pd.DataFrame) -> Chart:
    """Entities that share sentences; nearer and thicker means more often together than chance."""
    names = pd.unique(links[["name", "other"]].to_numpy().ravel())
    number = {name: index for index, name in enumerate(names)}
    pairs = np.array([[number[a], number[b]] for a, b in zip(links["name"], links["other"], strict=True)])
    places = layout(len(names), pairs, 0.4 + links["npmi"].clip(0, 1).to_numpy())
    nodes = pd.DataFrame(places, columns=["x", "y"]).assign(name=names)
    nodes = nodes.merge(entities[["name", "documents", "label"]], on="name")
    nodes = nodes.sort_values(["documents", "name"], ascending=[False, True]).reset_index(drop=True)
    height = max(300, min(620, 19 * len(names)))
    pixels = WIDTH * (nodes["x"] + 0.08) / 1.24, height * (1.06 - nodes["y"]) / 1.12
    nodes["shown"] = ""
    labelled = place_labels(nodes["name"].tolist(), *pixels, (WIDTH, height), len(nodes))
    nodes.loc[labelled, "shown"] = nodes["name"]
    nodes["link"] = nodes["name"].map(link_of)
    nodes["said"] = _sentences(nodes, "{name} ({label}): in {documents} documents")
    start, end = places[pairs[:, 0]], places[pairs[:, 1]]
    lines = pd.DataFrame(np.hstack([start, end]), columns=["x", "y", "x2", "y2"]).assign(
        n=links["sentences"].to_numpy()
    )
    plain: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[-0.08, 1.16])}
    drawn = alt.Chart(lines).mark_rule(color=REST, opacity=0.5).encode(
        alt.X("x:Q", **plain), alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.06, 1.06])), x2="x2", y2="y2",
        strokeWidth=alt.StrokeWidth("n:Q", legend=None).scale(domain=[1, 8], range=[0.8, 4]),
    )  # fmt: skip
    base = alt.Chart(nodes).encode(alt.X("x:Q", **plain), alt.Y("y:Q", axis=None), href="link")
    dots = base.mark_circle(color=ACCENT, opacity=1, stroke=CARD, strokeWidth=1.5).encode(
        alt.Size("documents:Q", legend=None).scale(range=[40, 380]), description="said"
    )
    text = base.mark_text(align="left", dx=9, fontSize=11.5, color=INK, limit=230).encode(text="shown")
    return (drawn + dots + text).properties(width=WIDTH, height=height)


def year_profile(years: pd.DataFrame) -> Chart:
    """Documents that refer to a year above, documents published in it below."""
    first = max(int(years["year"].max()) - 60, int(years["year"].min()))
    recent = years[years["year"] >= first]
    up = recent.assign(value=recent["documents"], kind="documents that refer to the year")
    down = recent.assign(value=-recent["published"], kind="documents published in it")
    rows = pd.concat([up, down])
    rows["said"] = [f"{year}: {abs(value)} {kind}" for year, value, kind in rows[["year", "value", "kind"]].to_numpy()]
    return (
        alt.Chart(rows)
        .mark_bar(size=max(3, min(18, 620 // max(len(recent), int(recent["year"].max()) - first + 1))))
        .encode(
            alt.X("year:Q", title=None).axis(format="d", grid=False).scale(nice=False, padding=12),
            alt.Y("value:Q", title="documents").axis(labelExpr="abs(datum.value)"),
            alt.Color("kind:N", title=None).scale(domain=rows["kind"].unique().tolist(), range=[ACCENT, B]),
            description="said",
        )
        .properties(width=WIDTH, height=260)
    )


def _sentences(rows: pd.DataFrame, pattern: str) -> list[str]:
    return [pattern.format_map(row) for row in rows.to_dict("records")]
