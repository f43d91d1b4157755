"""Speed and memory of a comparison: compare_speed.py [--documents 6000] [--vocabulary 40000].

Two corpora of abstracts of about 217 words are drawn from a Zipfian vocabulary (2.6 million words, 40,000 terms),
some of whose words are twice as frequent in one corpus. Prints the time of each step and the peak memory of the
process; on a busy machine the processor's seconds are the ones to trust.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from themeline.compare import CompareSettings, CorpusCounts, compare_corpora
from themeline.compare.layer import compare_layer

WORDS = 217


def peak():
    """Peak resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def draw_terms(documents: int, vocabulary: int, seed: int, boosted: range) -> pd.DataFrame:
    """Long table of counts: documents of Poisson length over a Zipf-Mandelbrot vocabulary."""
    generator = np.random.default_rng(seed)
    weights = 1 / (np.arange(1, vocabulary + 1) + 2.7)
    weights[list(boosted)] *= 2
    cumulated = np.cumsum(weights / weights.sum())
    lengths = generator.poisson(WORDS, documents)
    words = np.minimum(np.searchsorted(cumulated, generator.random(lengths.sum())), vocabulary - 1)
    pairs = np.repeat(np.arange(documents), lengths) * np.int64(vocabulary) + words
    distinct, counts = np.unique(pairs, return_counts=True)
    names = np.array([f"w{number:05d}" for number in range(vocabulary)], dtype=object)
    return pd.DataFrame(
        {"document": distinct // vocabulary, "layer": "word", "term": names[distinct % vocabulary], "count": counts}
    )


def drawn(documents: int, vocabulary: int, folder: Path) -> list[Path]:
    """Draw both corpora in a process of its own, so that its memory does not count."""
    paths = [folder / f"{name}.parquet" for name in "ab"]
    for seed, path in enumerate(paths, start=1):
        boosted = range(80 + 20 * seed, min(4000, vocabulary), 40)
        arguments = (documents, vocabulary, seed, boosted, path)
        worker = multiprocessing.get_context("spawn").Process(target=draw_to, args=arguments)
        worker.start()
        worker.join()
    return paths


def draw_to(documents: int, vocabulary: int, seed: int, boosted: range, path: Path) -> None:
    table = draw_terms(documents, vocabulary, seed, boosted)
    table.astype({"layer": "category", "term": "category"}).to_parquet(path)


def timed(function):
    """Call a function; return its result with wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    result = function()
    return result, {
        "wall": round(time.perf_counter() - wall, 2),
        "processor": round(time.process_time() - processor, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=6000)
    parser.add_argument("--vocabulary", type=int, default=40_000)
    options = parser.parse_args()
    documents = pd.DataFrame({"document": range(options.documents), "tokens": WORDS})
    with tempfile.TemporaryDirectory() as folder:
        paths = drawn(options.documents, options.vocabulary, Path(folder))
        before = peak()
        (a, b), matrices = timed(
            lambda: [CorpusCounts.from_frames(path.stem, documents, pd.read_parquet(path)) for path in paths]
        )
    settings = CompareSettings()
    layer, measures = timed(lambda: compare_layer(a, b, "word", settings))
    memory = peak()
    comparison, whole = timed(lambda: compare_corpora(a, b, settings))
    result = {
        "documents": 2 * options.documents,
        "words": int(a.words.sum() + b.words.sum()),
        "terms": len(layer.counts.terms),
        "tested": len(layer.terms),
        "classes": layer.terms["class"].value_counts().to_dict(),
        "seconds, tables to matrices": matrices,
        "seconds, all default measures": measures,
        "seconds, the same with design, calibration and distance": whole,
        "peak MB before": round(before),
        "peak MB after all default measures": round(memory),
        "peak MB after all": round(peak()),
        "false keywords in random halves": comparison.calibration["false_mean"].tolist(),
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
