"""Cleaning character by character: line ends, mojibake, and characters that only served the print.

Each step takes a text and returns it with the number of places changed. Quotation marks keep their form.
"""

import re
from collections.abc import Callable
from functools import lru_cache

LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
ENCODED_TWICE = re.compile("[\u00a0-\u04ff\u2500-\u25ff][\u0080-\u04ff\u2010-\u25ff\ufffd]|Ã(?=\\s)")
HYPHENS_AT_LINE_END = re.compile("(?:\xad+[\u2010-]?|[\u2010-]\xad[\u2010-]?)[ \\t]*(?=\n)")
HYPHENS_INSIDE = re.compile("(?<=\\w)(?:-\xad\u2010|-\xad|\xad\u2010)(?=\\w)")
CUT_WORDS = re.compile("[\x02\ufffe]\n?")
SOFT_HYPHENS = re.compile("[\xad\x02\ufffe]")
SPACES = re.compile("[\\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LIST_SIGNS = "\uf020-\uf0ff\u25aa\u25cf\u25a0\u25e6\u2023\u2043\u27a2\u2794\u25ba\u2756\u00a7\ufffd"
BULLETS = re.compile(rf"(?m)^([ ]*)(?:[{LIST_SIGNS}]{{1,2}}|o(?= {{2,}}))[ ]*(?=\S)")
SIGNS = re.compile(f"[{LIST_SIGNS}]")
UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u2060\ufeff\ue000-\uf8ff]")
HYPHENS = ((CUT_WORDS, "-\n"), (HYPHENS_AT_LINE_END, "-"), (HYPHENS_INSIDE, "-"), (SOFT_HYPHENS, ""))
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
LIGATURE = re.compile("[ﬀ-ﬆ]")


def unify_line_ends(text: str) -> tuple[str, int]:
    r"""Make every line end `\n`."""
    if "\r" not in text and not LINE_ENDS.search(text):
        return text, 0
    return LINE_ENDS.subn("\n", text)


def mend_mojibake(text: str) -> tuple[str, int]:
    """Undo wrong decoding ("â€™" for "’"), line by line and only where it certainly happened."""
    if text.isascii() or not ENCODED_TWICE.search(text):
        return text, 0
    lines = text.split("\n")
    mended = [line if line.isascii() or not ENCODED_TWICE.search(line) else _ftfy()(line) for line in lines]
    return "\n".join(mended), sum(old != new for old, new in zip(lines, mended, strict=True))


def clean_characters(text: str) -> tuple[str, int]:
    """Take out soft hyphens, ligatures, odd spaces, marks without width; give list signs one form (•)."""
    if text.isascii() and not UNPRINTED.search(text) and "\t" not in text:
        return text, 0
    changed = 0
    for pattern, replacement in (*(HYPHENS if SOFT_HYPHENS.search(text) else ()), (SPACES, " ")):
        text, count = pattern.subn(replacement, text)
        changed += count
    if SIGNS.search(text) or "\no  " in text:
        text, count = BULLETS.subn(r"\1• ", text)
        changed += count
    text, count = UNPRINTED.subn("", text)
    changed += count
    ligatures = len(LIGATURE.findall(text))
    return text.translate(LIGATURES) if ligatures else text, changed + ligatures


@lru_cache(maxsize=1)
def _ftfy() -> Callable[[str], str]:
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(uncurl_quotes=False, unescape_html=False, fix_latin_ligatures=False, normalization=None)
    return lambda line: fix_encoding(line, config)
