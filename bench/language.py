"""How fast our parse is beside stock `nlp.pipe`, in pairs, and whether the annotations are the same.

    python bench/language.py TEXTS.jsonl [...] [--pairs 5] [--documents 60] [--stages]

Processor seconds of one process with one thread for its matrices, tokenizing included, loading not. With
`--stages` our side also finds entities, dates, keywords and counts, as the extract stage does.
"""

import argparse
import json
import os
import statistics
import time
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", BLIS_NUM_THREADS="1")

import spacy

from themeline.language import load_language, parse_documents
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--stages", action="store_true")
    options = parser.parse_args()
    model = load_language()
    nlp = spacy.load(model.pipeline.folder)
    everything = prepare(ExtractTask(Settings(), ""))

    def extract(texts):
        for batch in batches(texts):
            everything([ExtractItem(n, Document(doc=str(n), source="", text=t)) for n, t in enumerate(batch)])

    for path in options.files:
        rows = path.read_text(encoding="utf-8").splitlines()[: options.documents]
        texts = [json.loads(row)["text"] for row in rows]
        found = differences(nlp, model, texts)
        extract(texts[:8])
        sides = {"stock": lambda t=texts: stock_parse(nlp, t), "parse": lambda t=texts: parse(model, t)}
        if options.stages:
            sides["extract"] = lambda t=texts: extract(t)
        measured = [{name: seconds(side) for name, side in sides.items()} for _ in range(options.pairs)]
        print(f"{path.name}: {len(texts)} documents, {found['tokens']:,} tokens; different: {found}")
        for name in sides:
            each = statistics.median(times[name] for times in measured) / found["tokens"] * 1e6
            ratios = sorted(times["stock"] / times[name] for times in measured)
            print(
                f"  {name:8} {each:7.1f} microseconds a token, {1e6 / each:9,.0f} tokens per CPU second; "
                f"stock / this: median {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
            )


if __name__ == "__main__":
    main()
