"""Parts of speech, morphology and lemmas by type of token instead of token by token.

The rules of spaCy's attribute ruler look at a word, its tag and its relation, and the lemmatizer at what the rules
made of it: tokens alike in these get the same. Each type is therefore put through both components once, in a text
made of types, and the outcome copied to its tokens. The few rules that look at a neighbour too run on the text
itself, and the components on the stretch around what they find.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from themeline.language.tok2vec import find_types, read_attributes

Attributes = npt.NDArray[np.uint64]
Type = tuple[int, int, int]

KEY = ("ORTH", "TAG", "DEP")
SET = ("TAG", "POS", "MORPH", "DEP", "LEMMA")
OF_A_TYPE = frozenset({"ORTH", "TEXT", "LOWER", "TAG", "DEP", "IS_SPACE", "IS_PUNCT", "IS_ALPHA", "IS_DIGIT", "LENGTH"})
REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Found:
    """What the components make of a type.

    Attributes:
        values: The values of `SET` but the last.
        lemma: The lemma as a string, since the vocabulary may forget its number.
        opens: Whether a rule that looks at neighbours could begin at a token of this type.
    """

    values: tuple[int, ...]
    lemma: str
    opens: bool


@dataclass(frozen=True, slots=True)
class TypeAnnotator:
    """The attribute ruler and the lemmatizer of a pipeline, run by type.

    Attributes:
        ruler: The pipeline's own ruler.
        lone: Its rules that look at one token.
        neighbours: Its other rules; a match's key is the number of its target in the match.
        openings: The first token of each of those.
        longest: How many tokens the longest rule looks at.
        lemmatizer: The pipeline's own lemmatizer.
        known: What has been found.
    """

    ruler: AttributeRuler
    lone: AttributeRuler
    neighbours: Matcher
    openings: Matcher
    longest: int
    lemmatizer: Lemmatizer
    known: dict[Type, Found] = field(default_factory=dict)

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set what the two components would set."""
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        keys = [read_attributes(doc, KEY) for doc in docs]
        types, of_token = find_types(keys)
        found = self._find(types, docs[0].vocab)
        rows = np.array([(*of.values, docs[0].vocab.strings.add(of.lemma)) for of in found], dtype=np.uint64)[of_token]
        opens = np.array([of.opens for of in found])[of_token]
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        for doc, key, values, starts in zip(docs, keys, np.split(rows, ends), np.split(opens, ends), strict=True):
            for start in np.flatnonzero(starts).tolist():
                self._beside_neighbours(doc, start, key[:, 1:], values)
            _set(doc, SET, values)

    def _find(self, types: Attributes, vocab: Vocab) -> list[Found]:
        keys: list[Type] = [(word, tag, relation) for word, tag, relation in types.tolist()]
        if len(self.known) > REMEMBERED:
            self.known.clear()
        new = [number for number, key in enumerate(keys) if key not in self.known]
        if new:
            text = _text(vocab, [vocab.strings[keys[number][0]] for number in new], types[new, 1:])
            opening = {start for _, start, _ in self.openings(text, allow_missing=True)}
            rows = read_attributes(self.lemmatizer(self.lone(text)), SET).tolist()
            for place, (number, row) in enumerate(zip(new, rows, strict=True)):
                self.known[keys[number]] = Found(tuple(row[:-1]), vocab.strings[row[-1]], place in opening)
        return [self.known[key] for key in keys]

    def _beside_neighbours(self, doc: Doc, start: int, tags: Attributes, values: Attributes) -> None:
        """Correct the values of the tokens that rules beginning at a token concern, if its neighbours fit."""
        for match, first, _ in self.neighbours(doc[start : start + self.longest], allow_missing=True):
            if first:
                continue
            target = start + int(doc.vocab.strings[match])
            around = range(max(0, target + 1 - self.longest), min(len(doc), target + self.longest))
            text = _text(doc.vocab, [doc[i].text for i in around], tags[around.start : around.stop])
            values[target] = read_attributes(self.lemmatizer(self.ruler(text)), SET)[target - around.start]


def _text(vocab: Vocab, words: list[str], tags: Attributes) -> Doc:
    """Make a text of words whose TAG and DEP are given."""
    text = Doc(vocab, words=words)
    _set(text, KEY[1:], tags)
    return text


def _set(doc: Doc, names: Sequence[str], values: Attributes) -> None:
    array: Any = np.ascontiguousarray(values)
    doc.from_array(list(names), array)


def read_annotator(ruler: object, lemmatizer: object) -> TypeAnnotator | None:
    """Return two components as one that works by type, or nothing if their outcome depends on more than the type."""
    if type(ruler) is not AttributeRuler or type(lemmatizer) is not EnglishLemmatizer:
        return None
    rules: list[dict[str, Any]] = ruler.patterns
    tokens = [token for rule in rules for pattern in rule["patterns"] for token in pattern]
    if lemmatizer.mode != "rule" or lemmatizer.overwrite or not {key for token in tokens for key in token} <= OF_A_TYPE:
        return None
    lone = AttributeRuler(ruler.vocab)
    neighbours, openings = Matcher(ruler.vocab), Matcher(ruler.vocab)
    beside: dict[str, list[list[dict[str, Any]]]] = {}
    for rule in rules:
        if all(len(pattern) == 1 for pattern in rule["patterns"]):
            lone.add(rule["patterns"], rule["attrs"], rule["index"])
        else:
            beside.setdefault(str(rule["index"]), []).extend(rule["patterns"])
    for target, patterns in beside.items():
        neighbours.add(ruler.vocab.strings.add(target), patterns)
        openings.add(target, [pattern[:1] for pattern in patterns])
    longest = max((len(pattern) for rule in rules for pattern in rule["patterns"]), default=1)
    return TypeAnnotator(ruler, lone, neighbours, openings, longest, lemmatizer)
