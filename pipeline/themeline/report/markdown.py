"""A report as Markdown, for a repository or a notebook."""

import re
from collections.abc import Iterator

from themeline.report.page import Block, Notes, Page, Quotes
from themeline.report.table_view import TableView

ROWS = 25
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!&])")


def markdown_report(page: Page) -> str:
    """Return findings, tables (their first rows) and methods; text of the corpus is escaped."""
    return "\n".join(_lines(page)) + "\n"


def escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(page: Page) -> Iterator[str]:
    yield f"# {page.subtitle}: {escape(page.title)}\n"
    for sentence in (*page.verdict, *page.findings):
        yield escape(sentence) + "\n"
    for section in page.sections:
        if section.blocks:
            yield f"## {escape(section.title)}\n"
            if section.lead:
                yield escape(section.lead) + "\n"
            for block in section.blocks:
                yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, TableView):
        yield from _table(block)
    elif isinstance(block, Quotes):
        yield f"**{escape(block.heading)}**\n"
        for (before, hit, after), source in block.quotes:
            marked = f"**{escape(hit)}**" if hit.strip() else ""
            parts = (escape(before), marked, escape(after))
            yield f"> {' '.join(part for part in parts if part)} ({escape(source)})\n"
    elif isinstance(block, Notes):
        yield from (escape(text) + "\n" for text in block.paragraphs)
        yield from (f"- {escape(text)}" for text in block.items)
        yield f"\n```\n{block.code.replace('```', '')}\n```\n" if block.code else ""


def _table(view: TableView) -> Iterator[str]:
    shown = [index for index, column in enumerate(view.columns) if column.kind not in ("spark", "mix", "interval")]
    yield f"**{escape(view.caption)}**\n"
    yield "| " + " | ".join(escape(view.columns[index].header) for index in shown) + " |"
    yield "|" + "|".join("---:" if view.columns[index].kind in _RIGHT else "---" for index in shown) + "|"
    for row in view.rows[:ROWS]:
        yield "| " + " | ".join(escape(row[index].text) for index in shown) + " |"
    yield f"\n{escape(view.note)}\n" if view.note else ""


_RIGHT = ("count", "share", "number", "p", "year", "signed")
