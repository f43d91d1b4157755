"""The figures of a comparison that have years: those of publication, and those that the texts refer to."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from themeline.compare.proportions import wilson_interval
from themeline.report.figures.drawing import SIDES, Chart

WIDTH = 760
SPANS, ENOUGH = (1, 2, 5, 10, 20, 50), 8


def side_colours(names: Sequence[str]) -> list[str]:
    """Return a colour for each corpus; with more than there are colours they begin again."""
    return [SIDES[number % len(SIDES)] for number in range(len(names))]


def span_of(rows: pd.DataFrame) -> int:
    """Return over how many years to pool, so that a period has eight documents of a corpus or more as a rule."""
    totals = rows.drop_duplicates(["corpus", "year"])
    years = int(rows["year"].max() - rows["year"].min()) + 1
    for span in SPANS:
        periods = totals.assign(period=totals["year"] // span).groupby(["corpus", "period"])["documents_total"].sum()
        if periods.median() >= ENOUGH or years < 3 * span:
            return span
    return SPANS[-1]


def pooled(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up years to periods, each at the year in its middle, with `period` in words and new Wilson intervals."""
    span = span_of(rows)
    first = rows["year"] - rows["year"] % span
    period = first.astype(str) if span == 1 else first.astype(str) + "–" + (first + span - 1).astype(str)
    groups = ["layer", "term", "corpus", "period", "year"]
    table = rows.assign(period=period, year=first + (span - 1) / 2)
    table = table.groupby(groups, sort=False)[["documents", "documents_total"]].sum().reset_index()
    low, high = wilson_interval(table["documents"].to_numpy(), table["documents_total"].to_numpy())
    share = table["documents"] / table["documents_total"]
    return table.assign(document_share=share, document_share_low=low, document_share_high=high)


def trajectories(rows: pd.DataFrame, names: Sequence[str]) -> Chart:
    """Small multiples: the share of documents of each term by year and corpus, with its interval."""
    rows = pooled(rows)
    rows = rows.assign(
        said=[
            f"{term}, {corpus}, {period}: {share:.0%} of {total} documents"
            for term, corpus, period, share, total in rows[
                ["term", "corpus", "period", "document_share", "documents_total"]
            ].itertuples(index=False)
        ]
    )
    colour = alt.Color("corpus:N", title=None).scale(domain=list(names), range=side_colours(names))
    years = sorted(rows["year"].unique())
    axis = alt.X("year:Q", title=None).axis(format="d", tickCount=4, grid=False).scale(domain=[years[0], years[-1]])
    base = alt.Chart(rows).encode(axis, colour)
    band = base.mark_area(opacity=0.14).encode(
        alt.Y("document_share_low:Q", title=None).axis(format="%", tickCount=3), alt.Y2("document_share_high:Q")
    )
    line = base.mark_line(strokeWidth=1.8).encode(alt.Y("document_share:Q", title=None))
    dots = base.mark_point(filled=True, size=22, opacity=1).encode(
        alt.Y("document_share:Q", title=None), description="said"
    )
    cells = (band + line + dots).properties(width=215, height=110)
    return cells.facet(alt.Facet("term:N", title=None, sort=rows["term"].unique().tolist()), columns=3)


def year_profiles(years: pd.DataFrame, names: Sequence[str]) -> Chart:
    """The years that the texts refer to: share of documents in each corpus."""
    rows = years.assign(
        said=[
            f"{year}, {corpus}: {share:.0%} of documents"
            for year, corpus, share in years[["year", "corpus", "document_share"]].to_numpy()
        ]
    )
    return (
        alt.Chart(rows)
        .mark_bar()
        .encode(
            alt.X("year:O", title="year referred to").axis(labelAngle=0, grid=False),
            alt.Y("document_share:Q", title="share of documents").axis(format="%"),
            alt.Color("corpus:N", title=None).scale(domain=list(names), range=side_colours(names)),
            alt.XOffset("corpus:N", sort=list(names)),
            description="said",
        )
        .properties(width=WIDTH, height=240)
    )
