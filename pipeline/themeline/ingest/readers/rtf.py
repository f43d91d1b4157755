"""Rich text (RTF): a small reader of its own that keeps the text and drops everything else."""

import codecs
import re
from dataclasses import dataclass, field, replace

from themeline.ingest.raw import RawDocument, ReadError
from themeline.ingest.readers.base import Input, Parts
from themeline.ingest.readers.stated import stated_properties

TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
DROPPED = frozenset(
    """
    fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator pict object themedata header
    footer headerl headerr headerf footerl footerr footerf colorschememapping datastore latentstyles xmlnstbl
    bkmkstart bkmkend fldinst pgdsctbl filetbl nonshppict objdata private
    """.split()  # noqa: SIM905
)
SIGNS = {
    "par": "\n\n", "sect": "\n\n", "cell": "\n\n", "row": "\n\n", "column": "\n\n", "page": "\f", "line": "\n",
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
SYMBOLS = {"~": " ", "-": "", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n\n", "\r": "\n\n"}
PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARSETS = {128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 177: "cp1255",
            178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
INFORMATION = ("title", "author", "creatim")
DEEPEST = 1000


@dataclass(frozen=True, slots=True)
class _Group:
    r"""What holds within braces: where the text goes, how bytes are decoded, how many to skip after \\u."""

    kept: str = "text"
    encoding: str = "cp1252"
    skipped: int = 1


@dataclass(slots=True)
class _Output:
    pieces: dict[str, list[str]] = field(default_factory=lambda: {"text": []})
    raw: bytearray = field(default_factory=bytearray)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    page: str = "cp1252"
    to_skip: int = 0

    def write(self, text: str, group: _Group) -> None:
        self.flush(group)
        self.pieces.setdefault(group.kept, []).append(text)

    def flush(self, group: _Group) -> None:
        if self.raw:
            data = bytes(self.raw)
            self.raw.clear()
            self.pieces.setdefault(group.kept, []).append(data.decode(group.encoding, "replace"))


def read_rtf(source: Input) -> Parts:
    """Read a rich text."""
    data = source.data()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError("damaged", "The file does not begin as rich text does.")
    pieces = _pieces(data.decode("latin-1"))
    stated = {name: "".join(pieces.get(name, [])).strip() for name in INFORMATION}
    yield RawDocument(
        text="".join(pieces["text"]),
        **stated_properties(stated["title"], _created(pieces.get("creatim", [])), authors=stated["author"]),
    )


def _created(pieces: list[str]) -> str:
    return "-".join(piece.zfill(2) for piece in pieces[:3])


def _pieces(markup: str) -> dict[str, list[str]]:
    group, stack, output = _Group(), list[_Group](), _Output()
    starred = False
    for token in TOKEN.finditer(markup):
        word, number, byte, symbol, brace, text = token.groups()
        if brace == "{":
            output.flush(group)
            if len(stack) > DEEPEST:
                raise ReadError("unsafe", "Its groups are nested too deeply.")
            stack.append(group)
        elif brace == "}":
            output.flush(group)
            group = stack.pop() if stack else group
        elif symbol == "*":
            starred = True
            continue
        elif word:
            group = _control(word, number, group, output, starred)
        elif byte:
            _byte(int(byte, 16), group, output)
        elif symbol:
            output.write(SYMBOLS.get(symbol, ""), group)
        elif text:
            _plain(text, group, output)
        starred = False
    output.flush(group)
    return output.pieces


def _control(word: str, number: str | None, group: _Group, output: _Output, starred: bool) -> _Group:
    value = int(number) if number else 0
    if word == "u":
        output.write(chr(value % 65536), group)
        output.to_skip = group.skipped
    elif word in SIGNS:
        output.write(SIGNS[word], group)
    elif word in INFORMATION and group.kept == "":
        return replace(group, kept=word)
    elif word in {"yr", "mo", "dy"} and group.kept == "creatim":
        output.write(str(value), group)
    elif word in DROPPED or word == "info" or (starred and word not in {"shppict", "shptxt"}):
        output.flush(group)
        return replace(group, kept="fonts" if word == "fonttbl" else "")
    else:
        return _state(word, value, group, output)
    return group


def _state(word: str, value: int, group: _Group, output: _Output) -> _Group:
    """Follow the controls that say how bytes are to be read."""
    output.flush(group)
    if word == "uc":
        return replace(group, skipped=value)
    if word == "ansicpg" and _exists(f"cp{value}"):
        output.page = f"cp{value}"
    elif word in PAGES:
        output.page = PAGES[word]
    elif word == "f" and group.kept == "fonts":
        output.font = value
        return group
    elif word == "fcharset" and group.kept == "fonts":
        output.fonts[output.font] = CHARSETS.get(value, "")
        return group
    elif word == "f":
        return replace(group, encoding=output.fonts.get(value) or output.page)
    elif word != "plain":
        return group
    return replace(group, encoding=output.page)


def _byte(value: int, group: _Group, output: _Output) -> None:
    if output.to_skip:
        output.to_skip -= 1
    else:
        output.raw.append(value)


def _plain(text: str, group: _Group, output: _Output) -> None:
    skipped = min(output.to_skip, len(text))
    output.to_skip -= skipped
    if group.kept != "fonts":
        output.raw += text[skipped:].encode("latin-1")


def _exists(encoding: str) -> bool:
    try:
        return bool(codecs.lookup(encoding))
    except LookupError:
        return False
