"""A sentence as the lexemes that patterns see: known words, numbers, shapes and signs, everything else blank."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from themeline.dates.lexeme import Lexeme
from themeline.dates.lexicon import OTHER, Lexicon
from themeline.dates.number_words import join_numbers, join_years
from themeline.dates.trie import trie_expression

SHAPE_START = r"(?<![\w/.-])(?=[\d’'`´]|[FSC]Y)"
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Lexer:
    """Cut text into lexemes.

    Args:
        lexicon: The vocabulary.
        shapes: Class and regular expression of each numeric shape, in the order in which they are tried.
    """

    def __init__(self, lexicon: Lexicon, shapes: Sequence[tuple[str, str]]) -> None:
        self.lexicon = lexicon
        self.names = [name for name, _ in shapes]
        entries = [word for word in lexicon.entries if len(word) > 1 or word.isalpha()]
        words = trie_expression(word for word in entries if "/" not in word)
        # 9/11 is a name, 9/11/2000 a day.
        named = "|".join(re.escape(word) + r"(?![\w/])" for word in entries if "/" in word) or r"(?!)"
        signs = "".join(re.escape(word) for word in lexicon.entries if len(word) == 1 and not word.isalnum())
        self.scanner = re.compile(
            rf"(?<![^\W\d])(?:{words})(?!\w)|(?<![\w/])(?:{named})|(?i:{SHAPE_START}(?:{_numbered(shapes)}))|\d+|[{signs}]"
        )

    def lex(self, text: str) -> list[Lexeme]:
        """Return the lexemes of a text, number words joined into numbers, what is unknown between them as one."""
        found: list[Lexeme] = []
        add, entry_of = found.append, self.lexicon.entry
        place, numerous = 0, False
        lowered = text.lower()
        # A few letters grow in lower case; offsets are worth more than such a sentence's capitals.
        for match in self.scanner.finditer(lowered if len(lowered) == len(text) else text):
            start, end = match.span()
            if start > place and (start > place + 1 or not text[place].isspace()) and not text[place:start].isspace():
                add(Lexeme(place, start, OTHER, NOTHING))
            place = end
            if match.lastindex is not None:
                add(self._shape(match))
                continue
            entry = entry_of(match[0])
            numerous = numerous or entry.is_number_word
            add(Lexeme(start, end, entry.code, entry.values))
        return join_years(join_numbers(found, self.lexicon), self.lexicon) if numerous else found

    def _shape(self, match: re.Match[str]) -> Lexeme:
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        index = next(int(key[1:3]) for key in groups)
        name = self.names[index]
        values = {key[4:]: value for key, value in groups.items() if key.startswith(f"s{index:02}_")}
        return Lexeme(*match.span(), self.lexicon.code([name]), {name: values})


def _numbered(shapes: Iterable[tuple[str, str]]) -> str:
    """Join the shapes into one expression, each group prefixed by the number of its shape."""
    parts = []
    for index, (_, regex) in enumerate(shapes):
        names = re.sub(r"\(\?P(<|=)(\w+)", rf"(?P\g<1>s{index:02}_\2", regex)
        parts.append(f"(?P<s{index:02}_>)(?:{names})")
    return "|".join(parts)
