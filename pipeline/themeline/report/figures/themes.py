"""The figures of themes in the keyword report."""

import altair as alt
import pandas as pd

from themeline.report.figures.drawing import ACCENT, CARD, INK, Chart, sentences

WIDTH = 760


def theme_intervals(themes: pd.DataFrame) -> Chart:
    """Share of sentences of each theme with its interval, and of documents as a tick."""
    said = "{name}: {sentences} sentences ({sentence_share:.1%}), {documents} documents ({document_share:.0%})"
    rows = themes.assign(said=sentences(themes, said))
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
        said=sentences(theme_years, "{name}, {year}: {documents} documents ({share:.0%})"),
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


def pair_heat(pairs: pd.DataFrame, themes: pd.DataFrame) -> Chart:
    """Themes by themes: how many sentences have both, and how many times as many as chance."""
    both = pd.concat([pairs, pairs.rename(columns={"name": "other", "other": "name"})], ignore_index=True)
    names = [name for name in themes["name"] if name in set(both["name"])]
    both["said"] = sentences(both, "{name} and {other}: {sentences} sentences, lift {lift:.2f}")
    both["light"] = both["lift"].clip(0.25, 4)
    both["dark"] = both["lift"] > 1.7
    axis_x = alt.X("other:N", title=None, sort=names).axis(labelAngle=-40, domain=False, ticks=False, labelColor=INK)
    axis_y = alt.Y("name:N", title=None, sort=names).axis(ticks=False, domain=False, labelColor=INK)
    base = alt.Chart(both).encode(axis_x, axis_y)
    cells = base.mark_rect(color=ACCENT, stroke=CARD, strokeWidth=2).encode(
        alt.Opacity("light:Q", legend=None).scale(type="log", domain=[0.25, 4], range=[0.05, 0.95]), description="said"
    )
    ink = alt.condition("datum.dark", alt.value(CARD), alt.value(INK))
    text = base.mark_text(fontSize=11).encode(alt.Text("sentences:Q"), color=ink)
    return (cells + text).properties(width=WIDTH - 170, height=25 * len(names))
