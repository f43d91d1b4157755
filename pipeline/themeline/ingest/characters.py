"""Cleaning character by character: line ends, mojibake, and characters that only served the print.

Each step takes a text and returns it with the number of places changed. Quotation marks keep their form.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

ODD_LINE_ENDS = "\r\x0b\x85\u2028\u2029"
ENCODED_TWICE = re.compile("[\u00a0-\u04ff\u2500-\u25ff][\u0080-\u04ff\u2010-\u25ff\ufffd]|Ã(?=\\s)")
BLANK_ASCII = bytes(byte if byte > 127 else 32 for byte in range(256))
HYPHENS_AT_LINE_END = re.compile("(?:(?<!\xad)\xad++[\u2010-]?|[\u2010-]\xad[\u2010-]?)[ \\t]*+(?=\n)")
HYPHENS_INSIDE = re.compile("(?<=\\w)(?:-\xad\u2010|-\xad|\xad\u2010)(?=\\w)")
CUT_WORDS = re.compile("[\x02\ufffe]\n?")
SOFT_HYPHENS = re.compile("\xad")
SPACES = re.compile("[\\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
PLAIN = bytes([10, *range(32, 127)])
LIST_SIGNS = "\uf020-\uf0ff\u25aa\u25cf\u25a0\u25e6\u2023\u2043\u27a2\u2794\u25ba\u2756\u00a7\ufffd"
BULLETS = re.compile(rf"(?m)^([ ]*)(?:[{LIST_SIGNS}]{{1,2}}|o(?= {{2,}}))[ ]*(?=\S)")
SIGNS = re.compile(f"[{LIST_SIGNS}]")
UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u2060\ufeff\ue000-\uf8ff]")
HYPHENS = (
    ("\x02\ufffe", CUT_WORDS, "-\n"),
    ("\xad", HYPHENS_AT_LINE_END, "-"),
    ("\xad", HYPHENS_INSIDE, "-"),
    ("\xad", SOFT_HYPHENS, ""),
)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
LIGATURE = re.compile("[ﬀ-ﬆ]")


def unify_line_ends(text: str) -> tuple[str, int]:
    r"""Make every line end `\n`."""
    changed = 0
    for end in ("\r\n", *ODD_LINE_ENDS):
        if end in text:
            changed += text.count(end)
            text = text.replace(end, "\n")
    return text, changed


def mend_mojibake(text: str) -> tuple[str, int]:
    """Undo wrong decoding ("â€™" for "’"), line by line and only where it certainly happened."""
    if text.isascii() or not ENCODED_TWICE.search(_runs_beyond_ascii(text)) or not ENCODED_TWICE.search(text):
        return text, 0
    lines = text.split("\n")
    mended = [line if line.isascii() or not ENCODED_TWICE.search(line) else _ftfy()(line) for line in lines]
    return "\n".join(mended), sum(old != new for old, new in zip(lines, mended, strict=True))


def clean_characters(text: str) -> tuple[str, int]:
    """Take out soft hyphens, ligatures, odd spaces, marks without width; give list signs one form (•)."""
    odd = "".join(sorted(set(odd_characters(text))))
    if not odd and "\no  " not in text:
        return text, 0
    changed = 0
    for signs, pattern, replacement in HYPHENS:
        if any(sign in odd for sign in signs):
            text, count = pattern.subn(replacement, text)
            changed += count
    text, count = _replaced(text, SPACES.findall(odd), " ")
    changed += count
    if SIGNS.search(odd) or "\no  " in text:
        text, count = BULLETS.subn(r"\1• ", text)
        changed += count
    text, count = _replaced(text, UNPRINTED.findall(odd), "")
    changed += count
    for ligature in LIGATURE.findall(odd):
        text, count = _replaced(text, ligature, LIGATURES[ligature])
        changed += count
    return text, changed


def _replaced(text: str, signs: Iterable[str], replacement: str) -> tuple[str, int]:
    """Replace single characters, each in one sweep, which is far quicker than a pattern of them all."""
    changed = 0
    for sign in signs:
        changed += text.count(sign)
        text = text.replace(sign, replacement)
    return text, changed


def _runs_beyond_ascii(text: str) -> str:
    """Return the characters beyond ASCII, a space wherever there are others between them."""
    runs = text.encode("utf-8", "surrogatepass").translate(BLANK_ASCII).split()
    return b" ".join(runs).decode("utf-8", "surrogatepass") + " "


def odd_characters(text: str) -> str:
    """Return every character that is neither printable ASCII nor a line feed, in its order."""
    return text.encode("utf-8", "surrogatepass").translate(None, PLAIN).decode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _ftfy() -> Callable[[str], str]:
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(uncurl_quotes=False, unescape_html=False, fix_latin_ligatures=False, normalization=None)
    return lambda line: fix_encoding(line, config)
