"""Train the tagger: `python -m themeline.entities.train [--crossner FILE ...] [--folder models/entities]`.

Reads `corpus/entities/*.txt` and, if named, CrossNER's political sentences. The same input and versions give the same
weights. What CrossNER's guidelines decide otherwise than ours is learnt as a deviation, of which only a share is kept:
every feature of its sentences has a twin of their own (Daumé 2007, "Frustratingly easy domain adaptation").
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from themeline.entities.acronyms import find_definitions
from themeline.entities.crf import lay_out, train_crf
from themeline.entities.features import span_features, word_features
from themeline.entities.gazetteer import Gazetteer
from themeline.entities.layers import DocumentView, Layers, document_view, read_layers
from themeline.entities.lexicon import Lexicon, load_lexicon
from themeline.entities.tagger import BEGIN, INSIDE, OUT, WEIGHTS
from themeline.entities.training_text import Passage, read_crossner, read_markup
from themeline.entities.words import TokenView, Words, split_words
from themeline.language import load_language
from themeline.language.parse import parse_documents
from themeline.resources import data_path
from themeline.tables import Document

RARE = 2
TWIN = "~"


@dataclass(frozen=True)
class Options:
    """How strongly weights are held near zero, how long the training goes, and below which size a weight is dropped.

    `foreign_share` says how much of the deviations of foreign guidelines is kept, 0 (ours alone) to 1.
    """

    word_penalty: float = 1.0
    span_strength: float = 0.5
    iterations: int = 100
    drop: float = 0.02
    foreign_share: float = 0.25


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its layers and its names as ranges of words."""

    words: Words
    layers: Layers
    names: tuple[tuple[int, int, str], ...]
    foreign: bool


def read_examples(passages: Iterable[Passage], lexicon: Lexicon) -> list[Example]:
    """Parse passages and lay their names onto words; a name that is cut by a sentence's end is left out."""
    kept = list(passages)
    documents = (Document(str(number), passage.text) for number, passage in enumerate(kept))
    examples = []
    for passage, parsed in zip(kept, parse_documents(documents, load_language()), strict=True):
        tokens = TokenView.read(parsed.parse)
        sentences = [split_words(passage.text, item.start, item.end, tokens) for item in parsed.sentences]
        view = document_view(sentences, find_definitions(passage.text))
        examples += [_example(words, passage, view, lexicon) for words in sentences if len(words)]
    return examples


def _example(words: Words, passage: Passage, view: DocumentView, lexicon: Lexicon) -> Example:
    starts = {start: index for index, start in enumerate(words.starts)}
    ends = {end: index + 1 for index, end in enumerate(words.ends)}
    names = tuple(
        (starts[start], ends[end], label) for start, end, label in passage.names if start in starts and end in ends
    )
    return Example(words, read_layers(words, lexicon, view), names, passage.foreign)


def train(examples: list[Example], options: Options) -> dict[str, np.ndarray]:
    """Return the arrays of the tagger's file."""
    word_names, word_weights, moves = _train_words(examples, options)
    span_names, kinds, bias, labels = _train_spans(examples, options)
    return {
        "word_names": _packed(word_names), "word_weights": word_weights.astype(np.float16), "moves": moves,
        "span_names": _packed(span_names), "kinds": kinds.astype(np.float16), "bias": bias, "labels": _packed(labels),
    }  # fmt: skip


def _train_words(examples: list[Example], options: Options) -> tuple[list[str], np.ndarray, np.ndarray]:
    rows = [
        _with_twins(word_features(item.words, item.layers, index), item)
        for item in examples
        for index in range(len(item.words))
    ]
    tags = np.concatenate([_tags(item) for item in examples])
    names, matrix = _matrix(rows)
    data = lay_out(matrix, tags, [len(item.words) for item in examples])
    weights, moves = train_crf(data, options.word_penalty, options.iterations)
    return *_without_twins(names, weights, options), moves


def _tags(example: Example) -> np.ndarray:
    tags = np.full(len(example.words), OUT)
    for first, end, _ in example.names:
        tags[first:end] = INSIDE
        tags[first] = BEGIN
    return tags


def _train_spans(examples: list[Example], options: Options) -> tuple[list[str], np.ndarray, np.ndarray, list[str]]:
    found = [(item, first, end, label) for item in examples for first, end, label in item.names if label]
    rows = [_with_twins(span_features(item.words, item.layers, first, end), item) for item, first, end, _ in found]
    names, matrix = _matrix(rows)
    model = LogisticRegression(C=options.span_strength, max_iter=1000)
    model.fit(matrix, [label for *_, label in found])
    return *_without_twins(names, model.coef_.T, options), model.intercept_, [str(label) for label in model.classes_]


def _with_twins(features: list[str], example: Example) -> list[str]:
    return features + [TWIN + name for name in features] if example.foreign else features


def _without_twins(names: list[str], weights: np.ndarray, options: Options) -> tuple[list[str], np.ndarray]:
    """Fold a share of the twins' weights into the features', and leave out the features of little weight."""
    row = {name: index for index, name in enumerate(names)}
    ours = [name for name in names if not name.startswith(TWIN)]
    folded = weights[[row[name] for name in ours]]
    twins = [(place, row[TWIN + name]) for place, name in enumerate(ours) if TWIN + name in row]
    places, twin_rows = np.array(twins, dtype=np.int64).reshape(-1, 2).T
    folded[places] += options.foreign_share * weights[twin_rows]
    kept = np.abs(folded).max(axis=1) > options.drop
    return [name for name, keep in zip(ours, kept, strict=True) if keep], folded[kept]


def _matrix(rows: list[list[str]]) -> tuple[list[str], csr_matrix]:
    counts = Counter(name for row in rows for name in set(row))
    names = sorted(name for name, count in counts.items() if count >= RARE and "\n" not in name)
    column = {name: index for index, name in enumerate(names)}
    indices = [sorted({column[name] for name in row if name in column}) for row in rows]
    pointers = np.concatenate([[0], np.cumsum([len(row) for row in indices])])
    flat = np.fromiter((index for row in indices for index in row), dtype=np.int64, count=int(pointers[-1]))
    return names, csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), len(names)))


def _packed(names: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def passages(crossner: Iterable[Path], gazetteer: Gazetteer) -> Iterator[Passage]:
    """Yield our own passages, then CrossNER's."""
    for path in sorted(data_path("corpus", "entities").glob("*.txt")):
        yield from read_markup(path)
    for path in crossner:
        yield from read_crossner(path, gazetteer)


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--crossner", type=Path, nargs="*", default=[], help="CrossNER politics, JSONL (MIT)")
    parser.add_argument("--folder", type=Path, default=data_path("models", "entities"))
    options = parser.parse_args()
    lexicon = load_lexicon(options.folder)
    examples = read_examples(passages(options.crossner, lexicon.gazetteer), lexicon)
    arrays = train(examples, Options())
    np.savez_compressed(options.folder / WEIGHTS, allow_pickle=False, **arrays)


if __name__ == "__main__":
    main()
