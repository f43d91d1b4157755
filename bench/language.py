"""How fast our parse is beside stock `nlp.pipe`, in pairs, and whether the annotations are the same.

    python bench/language.py TEXTS.jsonl [...] [--pairs 5] [--documents 60] [--tokens N] [--stages] [--json FILE]

Processor seconds of one process with one thread for its matrices, tokenizing included, loading not. With
`--stages` our side also finds entities, dates, keywords and counts, as the extract stage does, and says what each
costs. `--tokens` ends the texts of a file when they have about so many.
"""

import argparse
import json
import os
import time
from collections import defaultdict
from itertools import accumulate
from pathlib import Path

from measuring import ONE_THREAD, spread, told, write_figures

os.environ.update(ONE_THREAD)

import spacy

from themeline.language import load_language, parse_documents
from themeline.stages import extract_worker
from themeline.stages.extract import ExtractItem, ExtractTask
from themeline.stages.extract_worker import prepare
from themeline.stages.settings import Settings
from themeline.tables import Document

BATCH = 64
ATTRIBUTES = ["TAG", "POS", "MORPH", "DEP", "HEAD", "LEMMA", "SENT_START", "ENT_TYPE", "ENT_IOB"]


def batches(texts):
    return [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]


def parse(model, texts):
    for batch in batches(texts):
        with model.nlp.memory_zone():
            for _ in parse_documents([Document(doc="", source="", text=text) for text in batch], model):
                pass


def stock_parse(nlp, texts):
    for batch in batches(texts):
        with nlp.memory_zone():
            for _ in nlp.pipe(batch, batch_size=BATCH):
                pass


def seconds(function, *arguments):
    began = time.process_time()
    function(*arguments)
    return time.process_time() - began


def differences(nlp, model, texts):
    """Count the tokens that differ in anything, and in each attribute."""
    ours = model.annotate([model.nlp.make_doc(text) for text in texts])
    counts = dict.fromkeys(["tokens", "any", *ATTRIBUTES], 0)
    for left, right in zip(ours, nlp.pipe(texts, batch_size=BATCH), strict=True):
        unequal = left.to_array(ATTRIBUTES) != right.to_array(ATTRIBUTES)
        counts["tokens"] += len(left)
        counts["any"] += int(unequal.any(axis=1).sum())
        for name, column in zip(ATTRIBUTES, unequal.T, strict=True):
            counts[name] += int(column.sum())
    return counts


STEPS = {
    "parse_documents": "parse",
    "find_entities": "entities",
    "find_dates": "dates",
    "extract_keywords": "keywords",
    "count_terms": "counts",
    "to_bytes": "parse as bytes",
    "to_arrow": "tables",
}


class Steps:
    """Counts the processor seconds of each step of the extract stage while it is looked at."""

    def __init__(self):
        self.seconds = defaultdict(float)
        self._functions = {name: getattr(extract_worker, name) for name in STEPS}

    def __enter__(self):
        for name, function in self._functions.items():
            setattr(extract_worker, name, self._timed(STEPS[name], function))
        return self

    def __exit__(self, *_):
        for name, function in self._functions.items():
            setattr(extract_worker, name, function)

    def _timed(self, step, function):
        def call(*arguments):
            began = time.process_time()
            result = function(*arguments)
            result = list(result) if step == "parse" else result
            self.seconds[step] += time.process_time() - began
            return result

        return call


def step_costs(extract, texts):
    """Return the processor seconds of each step, and under "rest" what is between them."""
    with Steps() as steps:
        whole = seconds(extract, texts)
    return {**steps.seconds, "rest": whole - sum(steps.seconds.values())}


def read_texts(path, documents, tokens):
    """Return the first texts of a file: at most so many, and about so many tokens (five characters and a half)."""
    rows = path.read_text(encoding="utf-8").splitlines()[:documents]
    texts = [json.loads(row)["text"] for row in rows]
    if tokens:
        texts = texts[: 1 + sum(total < 5.5 * tokens for total in accumulate(map(len, texts)))]
    return texts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--documents", type=int, default=None)
    parser.add_argument("--tokens", type=int, default=0)
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    model = load_language()
    nlp = spacy.load(model.pipeline.folder)
    everything = prepare(ExtractTask(Settings(), ""))

    def extract(texts):
        for batch in batches(texts):
            everything([ExtractItem(n, Document(doc=str(n), source="", text=t)) for n, t in enumerate(batch)])

    figures = []
    for path in options.files:
        texts = read_texts(path, options.documents, options.tokens)
        found = differences(nlp, model, texts)
        extract(texts[:8])
        sides = {"stock": lambda t=texts: stock_parse(nlp, t), "parse": lambda t=texts: parse(model, t)}
        if options.stages:
            sides["extract"] = lambda t=texts: extract(t)
        measured = [{name: seconds(side) for name, side in sides.items()} for _ in range(options.pairs)]
        costs = [step_costs(extract, texts) for _ in range(options.pairs if options.stages else 0)]
        figures.append(report(path.stem, len(texts), found, measured, costs))
    write_figures(options.json, {"pairs": options.pairs, "texts": figures})


def report(name, documents, found, measured, costs):
    """Print what was measured of a file, and return it: microseconds a token, and the ratios to stock."""
    tokens, sides = found["tokens"], list(measured[0])
    each = {side: spread(times[side] / tokens * 1e6 for times in measured) for side in sides}
    ratios = {side: spread(times["stock"] / times[side] for times in measured) for side in sides}
    steps = {step: spread(times[step] / tokens * 1e6 for times in costs)["median"] for step in (costs or [{}])[0]}
    print(f"{name}: {documents} documents, {tokens:,} tokens; different: {found}")
    for side in sides:
        middle = each[side]["median"]
        print(
            f"  {side:8} {middle:7.1f} microseconds a token, {1e6 / middle:9,.0f} tokens per CPU second; "
            f"stock / this: median {told(ratios[side])}"
        )
    print("  " + ", ".join(f"{step} {cost:.1f}" for step, cost in steps.items()))
    counts = {"name": name, "documents": documents, "tokens": tokens, "different": found["any"]}
    return {**counts, "microseconds": each, "ratios": ratios, "steps": steps}


if __name__ == "__main__":
    main()
