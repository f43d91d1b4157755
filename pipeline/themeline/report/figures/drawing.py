"""How a chart becomes an SVG: in the colours of the page, and with links that the page understands.

The charts are drawn by vl-convert when the report is written, so the page carries no chart library (0.9 MB) and
needs no script to show them. Colours are fixed values in the chart; in the page they become its CSS variables.
"""

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import category
from urllib.parse import quote

import pandas as pd
import vl_convert
from markupsafe import Markup

INK, SOFT, LINE, CARD = "#1d2329", "#59626c", "#e3dfd5", "#fffffe"
ACCENT, A, B, REST = "#0b6570", "#1f5f99", "#a8510b", "#8b9096"
CATEGORIES = ("#0b6571", "#b3590d", "#6b4c9a", "#8c7a1b", "#1f5f9a", "#a03a5e", "#55606b")
SIDES = (A, B, "#6b4c9b", "#8c7a1c", "#a03a5f", "#0b6572")
VARIABLES = {
    INK: "--ink", SOFT: "--soft", LINE: "--line", CARD: "--card", ACCENT: "--accent", A: "--a", B: "--b",
    REST: "--rest", SIDES[2]: "--third", SIDES[3]: "--c4", SIDES[4]: "--c6", SIDES[5]: "--c1",
} | {colour: f"--c{number}" for number, colour in enumerate(CATEGORIES, start=1)}  # fmt: skip

Chart = Any
"""An Altair chart; its generated types are too wide for a strict check."""

LONGEST = 300
_UNTAMED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_BASE = "https://vega.github.io/vega-datasets/"
_FONT = "Helvetica, Arial, sans-serif"


def link_of(term: str) -> str:
    """Return the link of a mark to its term."""
    return "#term=" + quote(term.encode("utf-8", "replace"), safe="")


def sentences(rows: pd.DataFrame, pattern: str) -> list[str]:
    """Return what a screen reader says of each mark: the pattern filled from the row."""
    return [pattern.format_map(row) for row in rows.to_dict("records")]


def labelled(base: Chart, field: str, **style: object) -> tuple[Chart, Chart]:
    """Return the text layers of a chart whose rows say in `side` where their label stands: right, left, or nowhere."""
    options = {"color": INK, "fontSize": 11, "limit": 230} | style
    right, left = (base.transform_filter(f"datum.side == '{side}'") for side in ("right", "left"))
    texts = right.mark_text(align="left", dx=8, **options), left.mark_text(align="right", dx=-8, **options)
    return texts[0].encode(text=field), texts[1].encode(text=field)


def draw(chart: Chart) -> str:
    """Return a chart as SVG that stands alone, for a paper."""
    spec = themed(chart)
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg.replace(_BASE, "")


def for_page(svg: str) -> Markup:
    """Return an SVG in the page's colours, scaled to its place, its marks linked by `href`."""
    svg = re.sub(r'(<svg[^>]*?) width="([\d.]+)" height="[\d.]+"', r'\1 style="--natural:\2px"', svg, count=1)
    svg = (
        svg.replace("xlink:href=", "href=").replace(f' font-family="{_FONT}"', "").replace(' pointer-events="none"', "")
    )
    svg = svg.replace(' role="graphics-object" aria-roledescription="group mark container"', "")
    svg = re.sub(r'(aria-label="[^"]*") role="graphics-symbol" aria-roledescription="[^"]*"', r'\1 role="img"', svg)
    svg = re.sub(r' role="graphics-(?:object|symbol)" aria-roledescription="[^"]*"', "", svg)
    svg = re.sub(r'="(#[0-9a-f]{6})"', lambda found: f'="{_variable(found[1])}"', svg)
    return Markup(svg)


def as_png(svg: str) -> bytes:
    """Return an SVG as PNG, three times its size, sharp enough for print."""
    return bytes(vl_convert.svg_to_png(svg, scale=3))


def as_pdf(svg: str) -> bytes:
    """Return an SVG as PDF."""
    return bytes(vl_convert.svg_to_pdf(svg))


def themed(chart: Chart) -> dict[str, Any]:
    """Return a chart's specification with our typography."""
    spec: dict[str, Any] = _tame(chart.to_dict())
    spec["config"] = _CONFIG
    spec.setdefault("background", CARD)
    return spec


def _tame(value: Any) -> Any:  # noqa: ANN401
    """Take from all strings what breaks Vega's expressions or a line of text: controls, line and bidi marks, length."""
    if isinstance(value, dict):
        return {_tame(key): _tame(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tame(item) for item in value]
    if isinstance(value, str) and not value.startswith("#term="):
        value = "".join(" " if category(character) in _UNTAMED else character for character in value)
        return value if len(value) <= LONGEST else value[:LONGEST] + "…"
    return value


def _variable(colour: str) -> str:
    return f"var({VARIABLES[colour]})" if colour in VARIABLES else colour


_CONFIG: Mapping[str, Any] = {
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT, "titleColor": SOFT, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "gridColor": LINE, "domainColor": LINE, "tickColor": LINE, "labelPadding": 6, "titlePadding": 10,
        "labelLimit": 260,
    },
    "legend": {"labelColor": SOFT, "titleColor": SOFT, "labelFontSize": 12, "titleFontSize": 12, "orient": "top",
               "columnPadding": 26, "symbolOpacity": 1, "labelLimit": 260},
    "header": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 12},
    "text": {"color": INK, "fontSize": 12},
    "range": {"category": list(CATEGORIES)},
}  # fmt: skip
