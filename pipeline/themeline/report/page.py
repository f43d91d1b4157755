"""A page is sections of tables, figures and notes; one template renders every kind of report."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from themeline.files import make_folder, write_whole
from themeline.report.table_view import TableView

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure: themable SVG made by us, its caption, and what it shows in words."""

    id: str
    caption: str
    svg: Markup
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """Paragraphs, a list under them, and text to be copied."""

    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Sentences under a heading: ((before, hit, after), source)."""

    heading: str
    quotes: Sequence[tuple[tuple[str, str, str], str]]


@dataclass(frozen=True, slots=True)
class Beside:
    """Sentences with a term, in a column for each corpus: (corpus, its sentences as in `Quotes`)."""

    term: str
    columns: Sequence[tuple[str, Sequence[tuple[tuple[str, str, str], str]]]]


Block = TableView | FigureView | Notes | Quotes | Beside


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page; one without blocks is left out."""

    id: str
    title: str
    lead: str = ""
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on a page.

    Attributes:
        title: The name of the report.
        subtitle: What it is about, in a line.
        facts: Label and value of the numbers under the title.
        findings: Plain sentences from the numbers.
        sections: The sections, in order.
        payload: What the script needs: terms with their numbers and sentences (see `payload.py`).
        sides: The names of compared corpora, in the order of their colours; empty for a single corpus.
        verdict: The findings in a sentence or two, set apart above them.
    """

    title: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    findings: Sequence[str]
    sections: Sequence[Section]
    payload: Mapping[str, Any]
    sides: Sequence[str] = ()
    verdict: Sequence[str] = ()


def render_page(page: Page, manifest: Markup | str = "null") -> str:
    """Return the page as one HTML document that loads nothing; the manifest is embedded as JSON."""
    template = _environment().get_template("page.html.j2")
    style, script = _asset("report.css"), _asset("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return template.render(
        page=page,
        sections=[section for section in page.sections if section.blocks],
        style=Markup(style),
        script=Markup(script),
        script_hash=digest,
        payload=embed_json(page.payload),
        manifest=manifest,
    )


def embed_json(value: object) -> Markup:
    """Return JSON that cannot end the script element that holds it, whatever its strings say."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def term_link(term: str) -> str:
    """Return the deep link of a term within its page."""
    return "#term=" + quote(term.encode("utf-8", "replace"), safe="")


def breakable(text: str) -> Markup:
    """Return text that may break after underscores, as in the names of corpora."""
    return Markup("_<wbr>").join(text.split("_"))


def write_text(path: Path, text: str) -> Path:
    """Write UTF-8 to a file, whole or not at all; lone surrogates, which have no UTF-8, become question marks.

    Raises:
        OutputError: If the system refuses to write it.
    """
    return write_whole(make_folder(path.parent) / path.name, text.encode("utf-8", "replace"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.tests["table"] = lambda block: isinstance(block, TableView)
    environment.tests["figure"] = lambda block: isinstance(block, FigureView)
    environment.tests["quotes"] = lambda block: isinstance(block, Quotes)
    environment.tests["beside"] = lambda block: isinstance(block, Beside)
    environment.filters["link"] = term_link
    environment.filters["breakable"] = breakable
    return environment


@cache
def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
