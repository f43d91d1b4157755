"""The little language of `patterns.toml`: a form becomes a tree, the tree a regular expression over class codes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from themeline.errors import SettingsError

TOKEN = re.compile(r"\s*(?:(\$\w+)|'([^']+)'|([\w']+)|([()|?<>,]))")
BEGIN, END = "begin_", "end_"


@dataclass(slots=True)
class Form:
    """A compiled form.

    Attributes:
        expression: It as a regular expression over codes.
        groups: Number and class of each group.
        first: The codes that it may start with.
        second: Those that may come second.
        single: Those that fit alone.
    """

    expression: re.Pattern[str]
    groups: tuple[tuple[int, str], ...]
    first: frozenset[str]
    second: frozenset[str]
    single: frozenset[str]


@dataclass(slots=True)
class Node:
    """A piece of a form: what a form has, whether it may be empty, and its most lexemes."""

    source: str
    first: frozenset[str]
    second: frozenset[str]
    empty: bool
    single: frozenset[str]
    most: int

    def then(self, other: "Node") -> "Node":
        """Return the two in sequence."""
        return Node(
            self.source + other.source,
            self.first | (other.first if self.empty else NO_CODES),
            self.second | (other.first if self.single else NO_CODES) | (other.second if self.empty else NO_CODES),
            self.empty and other.empty,
            (self.single if other.empty else NO_CODES) | (other.single if self.empty else NO_CODES),
            self.most + other.most,
        )


NO_CODES: frozenset[str] = frozenset()
NOTHING = Node("", NO_CODES, NO_CODES, empty=True, single=NO_CODES, most=0)


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
        named = tuple(pair for pair in groups if pair[1].isupper())
        return Form(expression, named, node.first, node.second, node.single)

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
        whole = Node(
            "(?:" + "|".join(branch.source for branch in branches) + ")",
            NO_CODES.union(*(branch.first for branch in branches)),
            NO_CODES.union(*(branch.second for branch in branches)),
            any(branch.empty for branch in branches),
            NO_CODES.union(*(branch.single for branch in branches)),
            branches[0].most,
        )
        return whole, tokens

    def _sequence(self, tokens: list[str]) -> tuple[Node, list[str]]:
        whole = NOTHING
        while tokens and tokens[0] not in "|)":
            node, tokens = self._piece(tokens)
            if tokens and tokens[0] == "?":
                node, tokens = replace(node, source=f"(?:{node.source})?", empty=True), tokens[1:]
            whole = whole.then(node)
        return whole, tokens

    def _piece(self, tokens: list[str]) -> tuple[Node, list[str]]:
        head, rest = tokens[0], tokens[1:]
        if head == "(":
            node, rest = self._choice(rest)
            if not rest or rest[0] != ")":
                raise SettingsError("A date pattern lacks a closing bracket.")
            return node, rest[1:]
        if head in "<>":
            return replace(NOTHING, source=f"(?P<{BEGIN if head == '<' else END}>)"), rest
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
            return Node(chars, codes, NO_CODES, empty=False, single=codes, most=1)
        self.count += 1
        return Node(f"(?P<{name}_{self.count}>{chars})", codes, NO_CODES, empty=False, single=codes, most=1)
