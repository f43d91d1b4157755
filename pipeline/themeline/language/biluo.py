"""Greedy decoding of the named entity recogniser over whole batches of tokens, with the recogniser's own weights.

The recogniser reads a text from left to right and decides at each token: begin an entity, go on with it, end it, a
unit of one token, or outside. Outside an entity the decision depends on the token alone, so it is taken for all
tokens at once. Inside, it depends on the token, the one before it and the entity's first: every entity that could
begin is followed to its end, all of them side by side. Then the entities are taken in order, leaving out what would
begin inside another one.

Source of the model: `TransitionBasedParser.v2` of spaCy 3 with the moves of `BiluoPushDown`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from thinc.api import Model

from themeline.language.tok2vec import read_attributes

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

FIRST_BEFORE_AND_TOKEN = 3  # the features of a state: the token, the entity's first token, the one before
BEGIN, INSIDE, LAST, UNIT = "B-", "I-", "L-", "U-"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the moves depend on, one row for each token of a batch.

    Attributes:
        goes_on: The next token is of the same sentence of the same text.
        space: The token is white space.
    """

    goes_on: Flags
    space: Flags


@dataclass(frozen=True, slots=True)
class EntityDecoder:
    """The upper part of a recogniser.

    Attributes:
        tok2vec: Vectors of the tokens of some texts.
        features: For each feature, (width x hidden pieces), the pieces side by side.
        outside: (hidden pieces), bias and padding when no entity is open.
        inside: (hidden pieces), bias when one is.
        scores: (hidden x moves).
        bias: (moves).
        begin: The moves that begin an entity, by label.
        go_on: The moves that go on with one, by label.
        end: The moves that end one, by label.
        unit: The moves for entities of one token, by label.
        out: The move that leaves a token outside.
        labels: Labels, in the order of the four lists before.
    """

    tok2vec: Model[Any, Any]
    features: Sequence[Floats]
    outside: Floats
    inside: Floats
    scores: Floats
    bias: Floats
    begin: Ints
    go_on: Ints
    end: Ints
    unit: Ints
    out: int
    labels: Sequence[str]

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the entities of texts that have none yet."""
        if not sum(len(doc) for doc in docs):
            return
        vectors = self.tok2vec.predict(docs)
        first = 0
        found = self.decode(vectors, _tokens(docs))
        entity = next(found, None)
        for doc in docs:
            spans = []
            while entity and entity[0] < first + len(doc):
                start, end, label = entity
                spans.append(Span(doc, start - first, end - first, label=self.labels[label]))
                entity = next(found, None)
            doc.set_ents(spans, default="outside")
            first += len(doc)

    def decode(self, vectors: Floats, tokens: Tokens) -> Iterator[tuple[int, int, int]]:
        """Yield first token, token after the last, and label of each entity, in order."""
        alone = vectors @ self.features[0]
        begins, units, label_of = self._outside(alone, tokens)
        starts = np.flatnonzero(begins)
        ends = self._ends(vectors, alone, starts, label_of[starts], tokens)
        both = np.concatenate((starts, np.flatnonzero(units)))
        after = np.concatenate((ends, np.flatnonzero(units) + 1))
        order = np.argsort(both)
        taken = 0
        for start, end in zip(both[order].tolist(), after[order].tolist(), strict=True):
            if start >= taken:
                yield start, end, int(label_of[start])
                taken = end

    def _outside(self, alone: Floats, tokens: Tokens) -> tuple[Flags, Flags, Ints]:
        """Decide at every token as if no entity were open: which begin, which are units, and the label."""
        scores = _hidden(alone + self.outside) @ self.scores + self.bias
        rows = np.arange(len(alone))
        begin, unit = scores[:, self.begin], scores[:, self.unit]
        begin_label, unit_label = begin.argmax(axis=1), unit.argmax(axis=1)
        best_begin = np.where(tokens.goes_on & ~tokens.space, begin[rows, begin_label], -np.inf)
        best_unit = np.where(tokens.space, -np.inf, unit[rows, unit_label])
        best = np.maximum(np.maximum(best_begin, best_unit), scores[:, self.out])
        begins = best_begin == best
        units = (best_unit == best) & ~begins
        return begins, units, np.where(begins, begin_label, unit_label)

    def _ends(self, vectors: Floats, alone: Floats, starts: Ints, labels: Ints, tokens: Tokens) -> Ints:
        """Follow every entity that could begin to the token after its last."""
        ends = starts + 2
        first = vectors[starts] @ self.features[1] + self.inside
        open_ones = np.arange(len(starts))
        while len(open_ones):
            at, label = ends[open_ones] - 1, labels[open_ones]
            hidden = _hidden(alone[at] + first[open_ones] + vectors[at - 1] @ self.features[2])
            go_on = np.einsum("ij,ji->i", hidden, self.scores[:, self.go_on[label]]) + self.bias[self.go_on[label]]
            end = np.einsum("ij,ji->i", hidden, self.scores[:, self.end[label]]) + self.bias[self.end[label]]
            open_ones = open_ones[tokens.goes_on[at] & (go_on > end)]
            ends[open_ones] += 1
        return ends


def read_decoder(recogniser: EntityRecognizer) -> EntityDecoder | None:
    """Return a recogniser's decoder, or nothing if it is of another make-up than spaCy's own small pipelines."""
    model = recogniser.model
    lower, upper = (model.get_ref(name) for name in ("lower", "upper"))
    weights = lower.get_param("W")
    plain = recogniser.cfg["beam_width"] == 1 and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    if not plain or weights.shape[0] != FIRST_BEFORE_AND_TOKEN or weights.shape[2] != 2:
        return None
    moves = [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]
    labels = [move.removeprefix(BEGIN) for move in moves if move.startswith(BEGIN)]
    numbers = {move: number for number, move in enumerate(moves)}
    begin, go_on, end, unit = (_numbers(numbers, kind, labels) for kind in (BEGIN, INSIDE, LAST, UNIT))
    bias, padding = _pieces_apart(lower.get_param("b")), _pieces_apart(lower.get_param("pad")[0])
    return EntityDecoder(
        tok2vec=model.get_ref("tok2vec"),
        features=[np.ascontiguousarray(_pieces_apart(np.moveaxis(feature, 2, 0))) for feature in weights],
        outside=bias + padding[1] + padding[2],
        inside=bias,
        scores=np.ascontiguousarray(upper.get_param("W").T),
        bias=upper.get_param("b"),
        begin=begin,
        go_on=go_on,
        end=end,
        unit=unit,
        out=numbers["O"],
        labels=labels,
    )


def _numbers(numbers: Mapping[str, int], kind: str, labels: Sequence[str]) -> Ints:
    return np.array([numbers[kind + label] for label in labels], dtype=np.intp)


def _tokens(docs: Sequence[Doc]) -> Tokens:
    rows = np.concatenate([read_attributes(doc, ("SENT_START", "IS_SPACE")) for doc in docs])
    goes_on = np.append(rows[1:, 0] != 1, False)
    lasts = np.cumsum([len(doc) for doc in docs if len(doc)]) - 1
    goes_on[lasts] = False
    return Tokens(goes_on, rows[:, 1] == 1)


def _hidden(pieces: Floats) -> Floats:
    half = pieces.shape[1] // 2
    return np.maximum(pieces[:, :half], pieces[:, half:])


def _pieces_apart(weights: Floats) -> Floats:
    """Turn (..., hidden, pieces) into (..., pieces x hidden)."""
    swapped = np.swapaxes(weights, -1, -2)
    return swapped.reshape(*swapped.shape[:-2], -1)
