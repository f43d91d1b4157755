"""The little language of `patterns.toml`: a form becomes a tree, the tree a regular expression over class codes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from themeline.errors import SettingsError

TOKEN = re.compile(r"\s*(?:(\$\w+)|'([^']+)'|([\w']+)|([()|?<>,]))")
BEGIN, END = "begin_", "end_"


@dataclass(slots=True)
class Form:
    """A compiled form: its expression, number and class of each group, the codes that it may start with."""

    expression: re.Pattern[str]
    groups: tuple[tuple[int, str], ...]
    first: frozenset[str]


@dataclass(slots=True)
class Node:
    """A piece of a form: its regular expression, the codes that it may start with, its fewest and most lexemes."""

    source: str
    first: frozenset[str]
    fewest: int
    most: int


@dataclass
class FormCompiler:
    """Compile forms against a vocabulary.

    Args:
        phrases: Named pieces of form.
        codes: Gives the codes of all lexeme kinds that belong to a class or are a word.
    """

    phrases: Mapping[str, str]
    codes: Callable[[str], frozenset[str]]
    count: int = field(default=0, init=False)

    def compile(self, form: str) -> Form:
        """Compile one form.

        Raises:
            SettingsError: If it cannot be read.
        """
        self.count = 0
        node = self._read(form)
        source = node.source
        source = source if f"(?P<{BEGIN}>)" in source else f"(?P<{BEGIN}>)" + source
        source = source if f"(?P<{END}>)" in source else source + f"(?P<{END}>)"
        expression = re.compile(source)
        groups = sorted((index, name.split("_")[0]) for name, index in expression.groupindex.items())
        return Form(expression, tuple(pair for pair in groups if pair[1].isupper()), node.first)

    def _read(self, form: str) -> Node:
        tokens = [match.group().strip() for match in TOKEN.finditer(form)]
        if "".join(tokens) != "".join(form.split()):
            raise SettingsError(f"The form {form!r} of a date pattern cannot be read.", "See models/dates/README.md.")
        node, rest = self._choice(tokens)
        if rest:
            raise SettingsError(f"The form {form!r} of a date pattern has an unmatched {rest[0]!r}.")
        return node

    def _choice(self, tokens: list[str]) -> tuple[Node, list[str]]:
        branches = []
        while True:
            node, tokens = self._sequence(tokens)
            branches.append(node)
            if not tokens or tokens[0] != "|":
                break
            tokens = tokens[1:]
        # An expression takes the first branch that fits: the longer ones must come first.
        branches.sort(key=lambda branch: -branch.most)
        first = frozenset[str]().union(*(branch.first for branch in branches))
        source = "(?:" + "|".join(branch.source for branch in branches) + ")"
        return Node(source, first, min(b.fewest for b in branches), branches[0].most), tokens

    def _sequence(self, tokens: list[str]) -> tuple[Node, list[str]]:
        whole = Node("", frozenset(), 0, 0)
        while tokens and tokens[0] not in "|)":
            node, tokens = self._piece(tokens)
            if tokens and tokens[0] == "?":
                node, tokens = Node(f"(?:{node.source})?", node.first, 0, node.most), tokens[1:]
            first = whole.first | node.first if whole.fewest == 0 else whole.first
            whole = Node(whole.source + node.source, first, whole.fewest + node.fewest, whole.most + node.most)
        return whole, tokens

    def _piece(self, tokens: list[str]) -> tuple[Node, list[str]]:
        head, rest = tokens[0], tokens[1:]
        if head == "(":
            node, rest = self._choice(rest)
            if not rest or rest[0] != ")":
                raise SettingsError("A date pattern lacks a closing bracket.")
            return node, rest[1:]
        if head in "<>":
            return Node(f"(?P<{BEGIN if head == '<' else END}>)", frozenset(), 0, 0), rest
        if head.startswith("$"):
            if head[1:] not in self.phrases:
                raise SettingsError(f"The date patterns have no phrase {head}.")
            return self._read(self.phrases[head[1:]]), rest
        return self._word(head.strip("'") if head.startswith("'") else head), rest

    def _word(self, name: str) -> Node:
        codes = self.codes(name)
        if not codes:
            raise SettingsError(f"The date patterns name {name!r}, which is in no vocabulary.")
        chars = "[" + "".join(sorted(codes)) + "]"
        if not name.isupper():
            return Node(chars, codes, 1, 1)
        self.count += 1
        return Node(f"(?P<{name}_{self.count}>{chars})", codes, 1, 1)
