"""Puts the figures of bench/figures/*.json into bench/results.md, between its markers, and draws them.

    python bench/render.py [--figures FOLDER] [--results FILE] [--images FOLDER]

Text outside of `<!-- figures NAME -->` and `<!-- end NAME -->` stays as it is. The drawings go to docs/images.
"""

import argparse
import json
from pathlib import Path

import altair as alt
import pandas as pd
from measuring import FIGURES, told

from themeline.report.figures.drawing import ACCENT, CATEGORIES, REST, draw

RESULTS = FIGURES.parent / "results.md"
IMAGES = FIGURES.parent.parent / "docs" / "images"
LIMITS = {"command": 1000, "worker": 1500}
# Browsers write labels wider than the drawing program measures them.
PADDING = {"left": 40, "right": 40, "top": 5, "bottom": 5}
STEPS = ("parse", "entities", "dates", "keywords", "counts", "parse as bytes", "tables", "rest")


def table(head, rows):
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def source(figures):
    """Say on which machine, when and from which commit figures are."""
    known = figures["machine"]
    return (
        f"{known['processor']}, {known['cores']} cores, Python {known['python']}, {known['day']}, commit "
        f"{known['commit']}, load average {known['load']} at the end."
    )


def throughput(figures):
    rows = []
    for name, wall in figures["wall"].items():
        seconds, cpu = wall["median"], figures["cpu"][name]["median"]
        speeds = (figures["documents"] / seconds, figures["tokens"] / seconds, figures["tokens"] / cpu)
        of_tokens = [f"{speed:,.0f}" for speed in speeds[1:]]
        rows.append([f"`{name}`", f"{seconds:.1f}", f"{cpu:.1f}", f"{speeds[0]:.2f}", *of_tokens])
    ratios = told(figures["wall_ratio"]), told(figures["cpu_ratio"])
    rows.append(["stock / ours, median (range)", *ratios, "", "", ""])
    told_texts = (
        f"{figures['texts']}: {figures['documents']} documents, {figures['tokens']:,} tokens; "
        f"{figures['pairs']} pairs, {figures['workers']} workers."
    )
    head = ["", "wall s", "processor s", "documents/s", "tokens/s", "tokens per CPU second"]
    return told_texts + "\n\n" + table(head, rows), throughput_chart(figures)


def throughput_chart(figures):
    tokens = figures["tokens"]
    rows = [
        {"what": what, "side": side, "speed": tokens / figures[kind][side]["median"]}
        for what, kind in (("tokens a second", "wall"), ("tokens a second of processor", "cpu"))
        for side in figures[kind]
    ]
    return bars(pd.DataFrame(rows), "speed", "side", "what", list(figures["wall"]), ",.0f")


def bars(rows, value, colour, line, order, form):
    """Return horizontal bars, a group for each line, each bar with its value."""
    base = alt.Chart(rows).encode(
        y=alt.Y(f"{line}:N", title=None, sort=None),
        yOffset=alt.YOffset(f"{colour}:N", sort=order),
        x=alt.X(f"{value}:Q", title=None, axis=alt.Axis(grid=False, labels=False, ticks=False, domain=False)),
    )
    scale = alt.Scale(domain=order, range=[REST, ACCENT])
    marks = base.mark_bar().encode(color=alt.Color(f"{colour}:N", title=None, scale=scale, sort=order))
    return (marks + base.mark_text(align="left", dx=5).encode(text=alt.Text(f"{value}:Q", format=form))).properties(
        width=420, height=alt.Step(26)
    )


def stages(figures):
    rows = []
    for texts in figures["texts"]:
        name = f"{texts['name']}, {texts['documents']} documents, {texts['tokens']:,} tokens"
        for side, each in texts["microseconds"].items():
            ratio = "" if side == "stock" else told(texts["ratios"][side])
            rows.append([name, side, f"{each['median']:.1f}", ratio])
            name = ""
    costs = [[texts["name"], *(f"{texts['steps'][step]:.1f}" for step in STEPS)] for texts in figures["texts"]]
    tokens, different = (sum(texts[key] for texts in figures["texts"]) for key in ("tokens", "different"))
    body = [
        table(["texts", "", "microseconds a token", "stock / this, median (range)"], rows),
        f"Tokens that differ from stock in tag, part of speech, morphology, relation, head, lemma, sentence start or "
        f"entity: {different} of {tokens:,}. What each step of our extraction costs, microseconds a token, median of "
        f"{figures['pairs']}:",
        table(["texts", *STEPS], costs),
    ]
    return "\n\n".join(body), stages_chart(figures)


def stages_chart(figures):
    rows = []
    for texts in figures["texts"]:
        rows.append((texts["name"], "stock nlp.pipe", "stock nlp.pipe", texts["microseconds"]["stock"]["median"]))
        rows += [(texts["name"], "themeline", step, texts["steps"][step]) for step in STEPS]
    frame = pd.DataFrame(rows, columns=["texts", "side", "step", "cost"])
    order = ["stock nlp.pipe", *STEPS]
    frame["place"] = frame["step"].map(order.index)
    colours = alt.Scale(domain=order, range=[REST, *CATEGORIES, "#d9d4c8"])
    return (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y("side:N", title=None),
            x=alt.X("cost:Q", title="microseconds of processor a token"),
            color=alt.Color("step:N", title=None, scale=colours, sort=order, legend=alt.Legend(columns=5)),
            order="place:Q",
            row=alt.Row("texts:N", title=None, header=alt.Header(labelOrient="top", labelAnchor="start")),
        )
        .properties(width=420, height=alt.Step(26))
    )


def workers(figures):
    rows = [[name, told(values)] for name, values in figures["ratios"].items()]
    body = table(["", "times the speed of one, median (range)"], rows)
    same = "the same" if figures["same"] else "NOT the same"
    note = (
        f"{figures['texts']}: {figures['documents']} documents, {figures['pairs']} pairs. A worker is ready after "
        f"{told(figures['start'], 1)} s; the tables with one and with two workers are {same}."
    )
    frame = pd.DataFrame([{"who": name, **values} for name, values in figures["ratios"].items()])
    base = alt.Chart(frame).encode(y=alt.Y("who:N", title=None, sort=None))
    x = alt.X("median:Q", title="times the speed of one", scale=alt.Scale(domain=[0, 2]))
    ranges = base.mark_rule(strokeWidth=2).encode(x="least:Q", x2="most:Q")
    chart = (base.mark_bar(color=ACCENT).encode(x=x) + ranges).properties(width=420, height=alt.Step(34))
    return note + "\n\n" + body, chart


def growth(figures):
    rows = figures["rows"]
    head = list(rows[0])
    lines = [[f"{v:,}" if isinstance(v, int | float) else v for v in row.values()] for row in rows]
    return table(head, lines), growth_chart(pd.DataFrame(rows))


def growth_chart(rows):
    whole = rows[~rows["stage"].str.contains("more|alone")].copy()
    whole["stage"] = whole["stage"].str.split(r"[ ,]").str[0]
    cost = whole.groupby(["documents", "stage"], sort=False)["ms a document"].sum().reset_index()
    long = rows.melt(["documents"], ["command MB", "worker MB"], "process", "megabytes")
    peaks = long.assign(process=long["process"].str.removesuffix(" MB")).groupby(["documents", "process"]).max()
    peaks = peaks.reset_index()
    limits = pd.DataFrame([{"process": name, "megabytes": most} for name, most in LIMITS.items()])
    x = alt.X("documents:Q", title="documents", scale=alt.Scale(type="log"), axis=alt.Axis(format="~s", tickCount=4))
    costs = (
        alt.Chart(cost)
        .mark_line(point=True)
        .encode(
            x=x,
            y=alt.Y("ms a document:Q", scale=alt.Scale(type="log"), axis=alt.Axis(tickCount=4)),
            color=alt.Color("stage:N", title=None, sort=None, scale=alt.Scale(range=list(CATEGORIES))),
        )
    )
    who = alt.Color("process:N", title=None, scale=alt.Scale(domain=list(LIMITS), range=[ACCENT, CATEGORIES[1]]))
    log = alt.Scale(type="log", domain=[100, 2000], nice=False)
    memory = alt.Chart(peaks).mark_line(point=True).encode(x=x, y=alt.Y("megabytes:Q", scale=log), color=who)
    lines = alt.Chart(limits).mark_rule(strokeDash=[5, 4]).encode(y="megabytes:Q", color=who)
    sides = [costs.properties(width=270, height=230), (memory + lines).properties(width=270, height=230)]
    return alt.hconcat(*sides).resolve_scale(color="independent")


def writer(figures):
    each = figures["documents"]
    rows = [
        [step, f"{1000 * figures['wall'][step] / each:.2f}", f"{1000 * figures['cpu'][step] / each:.2f}"]
        for step in figures["wall"]
    ]
    wall, cpu = (sum(figures[kind].values()) for kind in ("wall", "cpu"))
    rows.append(["together", f"{1000 * wall / each:.2f}", f"{1000 * cpu / each:.2f}"])
    note = (
        f"{each:,} documents, {figures['rows']:,} rows, {figures['together']} documents a transaction: "
        f"{each / wall:,.0f} documents and {figures['rows'] / wall:,.0f} rows a second; "
        f"{figures['sent'] / each:,.0f} bytes a document sent, {figures['stored']:,.0f} stored."
    )
    return note + "\n\n" + table(["", "ms a document, wall", "processor"], rows), None


PARTS = {"throughput": throughput, "stages": stages, "workers": workers, "growth": growth, "writer": writer}


def filled(text, name, body):
    """Return a text with a body between its markers."""
    first, last = f"<!-- figures {name} -->", f"<!-- end {name} -->"
    if text.count(first) != 1 or text.count(last) != 1:
        raise SystemExit(f"There is no place for {name}: {first} and {last}")
    before, _, rest = text.partition(first)
    return f"{before}{first}\n{body}\n{last}{rest.partition(last)[2]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=Path, default=FIGURES)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--images", type=Path, default=IMAGES)
    options = parser.parse_args()
    text = options.results.read_text(encoding="utf-8")
    for name, part in PARTS.items():
        path = options.figures / f"{name}.json"
        if not path.exists():
            continue
        figures = json.loads(path.read_text(encoding="utf-8"))
        body, chart = part(figures)
        body += f"\n\n{source(figures)}"
        if chart is not None:
            drawing = draw(chart.properties(padding=PADDING))
            (options.images / f"speed-{name}.svg").write_text(drawing, encoding="utf-8")
            body += f"\n\n![{name}](../docs/images/speed-{name}.svg)"
        text = filled(text, name, body)
    options.results.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
