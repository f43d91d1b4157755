"""The figures of entities and dates in the keyword report."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from themeline.report.figures.drawing import ACCENT, CARD, REST, B, Chart, labelled, link_of, sentences
from themeline.report.figures.labels import BOTH, place_labels
from themeline.report.figures.network import layout

WIDTH = 760


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
    labels = place_labels(nodes["name"].tolist(), *pixels, (WIDTH, height), len(nodes), BOTH)
    nodes["side"] = [labels.get(place, "") for place in range(len(nodes))]
    nodes["link"] = nodes["name"].map(link_of)
    nodes["said"] = sentences(nodes, "{name} ({label}): in {documents} documents")
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
    return alt.layer(drawn, dots, *labelled(base, "name", fontSize=11.5)).properties(width=WIDTH, height=height)


def year_profile(years: pd.DataFrame) -> Chart:
    """Documents that refer to a year above, documents published in it below, for sixty years at most."""
    recent = window(years)
    first = int(recent["year"].min())
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


def window(years: pd.DataFrame, span: int = 60) -> pd.DataFrame:
    """Return the years, if there are more than `span` those in a row that most documents refer to or stem from."""
    weight = years["documents"] + years["published"]
    inside = [
        (float(weight[years["year"].between(first, first + span - 1)].sum()), first) for first in years["year"].tolist()
    ]
    first = max(inside)[1] if inside else 0
    return years[years["year"].between(first, first + span - 1)]
