"""Speed and memory of a comparison: compare_speed.py [--documents 6000] [--beside].

Two corpora of abstracts of about 217 words are drawn from a Zipfian vocabulary (2.6 million words, 40,000 terms),
some of whose words are more frequent in one corpus and some bursty. Prints the time of each step and the peak memory
that the comparison adds. With --beside, pycorpdiff and scattertext are given the same counts if they are installed.
"""

import argparse
import json
import resource
import time

import numpy as np
import pandas as pd

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=6000)
    parser.add_argument("--vocabulary", type=int, default=40_000)
    options = parser.parse_args()
    from themeline.compare import CompareSettings, CorpusCounts, compare_corpora
    from themeline.compare.layer import compare_layer

    frames = [
        draw_terms(options.documents, options.vocabulary, seed, range(start, 4000, 40))
        for seed, start in ((1, 100), (2, 120))
    ]
    documents = pd.DataFrame({"document": range(options.documents), "tokens": WORDS})
    words = sum(int(frame["count"].sum()) for frame in frames)
    before = peak()
    began = time.perf_counter()
    a, b = (CorpusCounts.from_frames(name, documents, frame) for name, frame in zip("ab", frames, strict=True))
    counted = time.perf_counter()
    settings = CompareSettings()
    table = compare_layer(a, b, "word", settings).terms
    measured = time.perf_counter()
    memory = peak()
    comparison = compare_corpora(a, b, settings)
    whole = time.perf_counter()
    result = {
        "documents": 2 * options.documents,
        "words": words,
        "terms": len(set(frames[0]["term"]) | set(frames[1]["term"])),
        "tested": len(table),
        "classes": table["class"].value_counts().to_dict(),
        "seconds_matrices": round(counted - began, 2),
        "seconds_default_measures": round(measured - counted, 2),
        "seconds_with_calibration_and_distance": round(whole - measured, 2),
        "peak_mb_of_process": round(memory),
        "peak_mb_added": round(memory - before),
        "peak_mb_whole": round(peak()),
        "false_in_halves": comparison.calibration["false_mean"].tolist(),
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
