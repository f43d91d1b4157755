"""The syntax of BibTeX: entries, their fields, and the TeX in their values."""

import re
import unicodedata
from collections.abc import Iterator

ENTRY = re.compile(r"@([a-zA-Z]+)\s*+[{(]\s*+([^,\s{}()=]*+)\s*+,")
FIELD = re.compile(r"\s*+,?\s*+([a-zA-Z][\w-]*)\s*=\s*")
BARE = re.compile(r"[^\s,{}()\"#]+")
NO_ENTRIES = frozenset({"comment", "string", "preamble"})
ACCENT = re.compile(r"\{?\\([`'^\"~=.uvHckr])\s*\{?\\?([a-zA-Z])\}?\}?")
COMBINING = dict(
    zip("`'^\"~=.uvHckr", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a", strict=True)
)
LETTERS = {
    r"\ss": "ß",
    r"\o": "ø",
    r"\O": "Ø",
    r"\ae": "æ",
    r"\AE": "Æ",
    r"\aa": "å",
    r"\AA": "Å",
    r"\l": "ł",
    r"\L": "Ł",
    r"\i": "ı",
}
LETTER = re.compile(r"\{?(\\(?:ss|ae|AE|aa|AA|o|O|l|L|i))(?![a-zA-Z])\s*\}?")
COMMAND = re.compile(r"\\(?:emph|textit|textbf|textsc|texttt|mathrm|url|href)\b\s*")


def bibtex_entries(text: str) -> Iterator[dict[str, list[str]]]:
    """Yield the entries, the names of their fields in capitals, the citation key as `KEY`, authors one by one."""
    position = 0
    while entry := ENTRY.search(text, position):
        position = entry.end()
        if entry[1].lower() in NO_ENTRIES:
            continue
        fields = {"KEY": [entry[2]], "TYPE": [entry[1].lower()]}
        while field := FIELD.match(text, position):
            value, position = _value(text, field.end())
            name = field[1].upper().replace("-", "_")
            cleaned = plain_tex(value)
            fields[name] = re.split(r"(?<!\s)\s+and\s+", cleaned) if name in {"AUTHOR", "EDITOR"} else [cleaned]
        yield fields


def plain_tex(value: str) -> str:
    """Return a value without the braces, accents and commands of TeX."""
    value = LETTER.sub(lambda found: LETTERS[found[1]], value)
    value = ACCENT.sub(lambda found: unicodedata.normalize("NFC", found[2] + COMBINING[found[1]]), value)
    value = COMMAND.sub("", value).replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    value = re.sub(r"\\([&%$#_{}])", r"\1", value.replace("~", " "))
    return " ".join(re.sub(r"(?<!\\)[{}]", "", value).split())


def _value(text: str, position: int) -> tuple[str, int]:
    """Read a value: braced, quoted, bare, or several put together by #."""
    pieces = []
    while True:
        piece, position = _piece(text, position)
        pieces.append(piece)
        joint = re.compile(r"\s*#\s*").match(text, position)
        if not joint:
            return "".join(pieces), position
        position = joint.end()


def _piece(text: str, position: int) -> tuple[str, int]:
    opening = text[position : position + 1]
    if opening not in {"{", '"'}:
        bare = BARE.match(text, position)
        return (bare.group(), bare.end()) if bare else ("", position)
    depth = 0
    for place in range(position, len(text)):
        sign = text[place]
        depth += (sign == "{") - (sign == "}")
        closed = sign == "}" and depth == 0 if opening == "{" else sign == '"' and depth == 0 and place > position
        if closed and text[place - 1] != "\\":
            return text[position + 1 : place], place + 1
    return text[position + 1 :], len(text)
