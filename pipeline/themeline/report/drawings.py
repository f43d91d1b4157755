"""Small drawings inside table cells: sparklines, theme bars, whiskers."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup


def sparkline(values: Sequence[float], said: str) -> Markup:
    """Return a line over the years with a dot at its end; `said` is what a screen reader says."""
    if not values:
        return Markup("")
    top = max(max(values), 1e-9)
    step = 88 / max(len(values) - 1, 1)
    points = [f"{2 + index * step:.1f},{20 - 17 * value / top:.1f}" for index, value in enumerate(values)]
    line = "L".join(points)
    end = points[-1].split(",")
    return Markup(
        '<svg class="spark" viewBox="0 0 92 22" role="img" aria-label="{}"><path class="under" d="M2,21L{}L90,21Z"/>'
        '<path d="M{}"/><circle cx="{}" cy="{}" r="1.8"/></svg>'
    ).format(said, line, line, *end)


def theme_bar(parts: Sequence[tuple[str, int]], colours: Mapping[str, int]) -> Markup:
    """Return a bar of themes with their counts; themes without a colour of their own are grey."""
    total = sum(count for _, count in parts)
    if not total:
        return Markup("")
    said = ", ".join(f"{name} {count}" for name, count in parts)
    pieces = Markup("").join(
        Markup('<i class="k{}" style="width:{}%"></i>').format(colours.get(name, 7), f"{100 * count / total:.1f}")
        for name, count in parts
    )
    return Markup('<span class="mix" role="img" aria-label="{}" title="{}">{}</span>').format(said, said, pieces)


def whisker(interval: Sequence[float], limit: float) -> Markup:
    """Return a value with its lower and upper bound, on a scale from -limit to limit, zero in the middle."""
    value, low, high = interval

    def place(number: float) -> str:
        return f"{75 + 70 * max(-1.0, min(1.0, number / limit)):.1f}"

    said = f"{value:.2f}, from {low:.2f} to {high:.2f}"
    return Markup(
        '<svg class="whisker" viewBox="0 0 150 20" role="img" aria-label="{}"><path class="zero" d="M75,1V19"/>'
        '<path d="M{},10H{}"/><circle{} cx="{}" cy="10" r="4"/></svg>'
    ).format(said, place(low), place(high), Markup("") if value > 0 else Markup(' class="right"'), place(value))
