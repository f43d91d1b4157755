"""Markdown as paragraphs and headings: the marks are taken off, the front matter becomes metadata."""

import re
from collections.abc import Iterator, Mapping

from themeline.ingest.lines import BULLET, is_gap, list_mark
from themeline.ingest.published import parse_published
from themeline.ingest.raw import RawBlock, RawDocument
from themeline.ingest.structure import split_keywords
from themeline.tables import BlockKind

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"(?m)^([\w-]+):[ \t]*(.*(?:\n[ \t]++-?[ \t]*+.+|\n-[ \t]++.+)*+)")
FENCE = re.compile(r"(?ms)^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)")
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*))?")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?=.*---)[|:\- \t]++)")
# Whatever begins a link or an emphasis cannot stand within it: no text is looked through twice.
INLINE = (
    (re.compile(r"!\[([^\[\]]*)\]\([^)\[]*\)"), r""),
    (re.compile(r"\[([^\[\]]+)\]\([^)\s\[]*(?:\s+\"[^\"\[]*\")?\)"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), r""),
    (re.compile(r"\[\^[^\[\]]+\]"), r""),
    (re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])"), r"\1\2"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


def markdown_document(text: str, metadata: Mapping[str, object]) -> RawDocument:
    """Read a Markdown text; code blocks, comments and images are left out."""
    front = FRONT_MATTER.match(text)
    fields = _front_matter(front.group(1)) if front else {}
    body = FENCE.sub("", _without_comments(text[front.end() :] if front else text))
    blocks = tuple(_blocks(body.split("\n")))
    first = blocks[0].text if blocks and blocks[0].kind is BlockKind.HEADING else ""
    keywords = fields.pop("keywords", "") or fields.pop("tags", "")
    published = parse_published(fields.get("date", ""))
    if published:
        del fields["date"]
    return RawDocument(
        title=fields.pop("title", "") or first,
        published=published,
        author_keywords=tuple(split_keywords(keywords)),
        metadata={**metadata, **fields},
        blocks=blocks,
    )


def _without_comments(text: str) -> str:
    """Leave out comments; one that is never closed is none."""
    pieces = []
    position = 0
    while (begin := text.find("<!--", position)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        pieces.append(text[position:begin])
        position = end + 3
    return "".join(pieces) + text[position:]


def _front_matter(text: str) -> dict[str, str]:
    fields = {}
    for name, value in FIELD.findall(text):
        entries = [entry.strip(" \t-\"'") for entry in value.strip(" []").split("\n")]
        fields[name.lower()] = "; ".join(entry for entry in entries if entry)
    return fields


def _blocks(lines: list[str]) -> Iterator[RawBlock]:
    group: list[str] = []
    for line in lines:
        heading = HEADING.fullmatch(line)
        if heading or is_gap(line) or RULE.fullmatch(line) or (group and UNDERLINE.fullmatch(line)) or list_mark(line):
            underlined = bool(group and UNDERLINE.fullmatch(line))
            yield from _block(group, BlockKind.HEADING if underlined else None)
            group = [line] if list_mark(line) and not heading and not underlined and not RULE.fullmatch(line) else []
            if heading and heading[1]:
                yield from _block([_unclosed(heading[1])], BlockKind.HEADING)
        else:
            group.append(line.lstrip("> "))
    yield from _block(group, None)


def _unclosed(heading: str) -> str:
    """Return a heading without the number signs that may stand after it too."""
    bare = heading.rstrip(" \t").rstrip("#")
    return bare if not bare or bare[-1] in " \t" else heading


def _block(lines: list[str], kind: BlockKind | None) -> Iterator[RawBlock]:
    text = " ".join(" ".join(lines).replace("|", " ").split())
    bulleted = BULLET.match(text) or re.match(r"[*+-] ", text)
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    text = text.strip()
    if text:
        yield RawBlock(text, BlockKind.TEXT if bulleted else kind)
