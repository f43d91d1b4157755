"""Many words as one regular expression that shares their beginnings: far faster than a plain alternation."""

import re
from collections.abc import Iterable

Node = dict[str, "Node"]
END = ""


def trie_expression(words: Iterable[str]) -> str:
    """Return the source of an expression that matches the longest of the words; a space matches any white space."""
    root: Node = {}
    for word in sorted(words):
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[END] = {}
    return _source(root)


def _source(node: Node) -> str:
    branches = [_char(char) + _source(child) for char, child in node.items() if char != END]
    if not branches:
        return ""
    source = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{source})?" if END in node else source


def _char(char: str) -> str:
    return r"\s+" if char == " " else re.escape(char)
