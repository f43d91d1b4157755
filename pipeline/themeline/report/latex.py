"""The tables of a report for LaTeX, with booktabs."""

from collections.abc import Iterator

from themeline.report.columns import NUMERIC
from themeline.report.page import Page
from themeline.report.table_view import TableView

ROWS = 20
_ESCAPES = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "−": "$-$", "∞": r"$\infty$", "²": "$^2$", "≤": r"$\leq$",
    "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip


def latex_tables(page: Page) -> str:
    """Return one `table` environment for each table of the page, its first rows; needs `booktabs`."""
    views = [block for section in page.sections for block in section.blocks if isinstance(block, TableView)]
    head = "% Needs \\usepackage{booktabs} and a Unicode engine (lualatex, xelatex) for names in other scripts.\n"
    return head + "\n\n".join("\n".join(_table(view)) for view in views) + "\n"


def escape(text: str) -> str:
    """Return text that LaTeX prints as it is."""
    return "".join(_ESCAPES.get(character, character) for character in " ".join(text.split()))


def _table(view: TableView) -> Iterator[str]:
    shown = [i for i, column in enumerate(view.columns) if column.kind not in ("spark", "mix", "interval", "quote")]
    yield r"\begin{table}"
    yield rf"  \caption{{{escape(view.caption)}}}\label{{tab:{view.id}}}"
    yield rf"  \begin{{tabular}}{{{''.join('r' if view.columns[i].kind in NUMERIC else 'l' for i in shown)}}}"
    yield r"    \toprule"
    yield "    " + " & ".join(escape(view.columns[i].header) for i in shown) + r" \\"
    yield r"    \midrule"
    for row in view.rows[:ROWS]:
        yield "    " + " & ".join(escape(row[i].text[:80]) for i in shown) + r" \\"
    yield r"    \bottomrule"
    yield r"  \end{tabular}"
    yield r"\end{table}"
