"""Time the aggregation of keywords over a made-up corpus: python bench/keywords_corpus.py [--documents 10000]."""

import argparse
import time

import numpy as np
import pandas as pd

from themeline.keywords import aggregate_keywords, author_agreement, keyword_changes, keyword_network


def make_tables(size: int, seed: int = 0) -> dict[str, pd.DataFrame]:
    """Draw keywords by Zipf's law from 60,000 terms: 15 extracted and 5 of the author's for each document."""
    draw = np.random.default_rng(seed)
    docs = np.array([f"d{number:06d}" for number in range(size)])
    documents = pd.DataFrame({"doc": docs, "published": [f"{2000 + n % 25}-05" for n in range(size)], "tokens": 300})
    names = np.array([f"term{n % 5000} theory{n // 5000}" for n in range(60_000)])
    drawn = np.minimum(draw.zipf(1.3, (size, 20)), 60_000) - 1
    rank = np.tile([*range(1, 16), *range(1, 6)], size)
    origin = np.tile(["text"] * 15 + ["author"] * 5, size)
    keywords = pd.DataFrame({"doc": np.repeat(docs, 20), "rank": rank, "keyword": names[drawn.ravel()], "count": 2})
    keywords = keywords.assign(score=1.0, origin=origin)
    picked = names[drawn[:, :10]]
    sentences = pd.DataFrame({"doc": np.repeat(docs, 10), "sentence": np.tile(range(1, 11), size)})
    sentences["text"] = [
        f"The members of the assembly agreed on {name} as the way to peace." for name in picked.ravel()
    ]
    themes = sentences[["doc", "sentence"]].assign(theme=np.resize(["law", "security", "trade"], len(sentences)))
    return {"keywords": keywords, "documents": documents, "sentences": sentences, "themes": themes}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    tables = make_tables(parser.parse_args().documents)
    keywords, documents = tables["keywords"], tables["documents"]
    steps = {
        "aggregate_keywords": lambda: aggregate_keywords(keywords, documents),
        "aggregate_keywords with sentences and themes": lambda: aggregate_keywords(**tables),
        "keyword_changes": lambda: keyword_changes(keywords, documents),
        "author_agreement": lambda: author_agreement(keywords),
        "keyword_network": lambda: keyword_network(keywords, documents),
    }
    for name, step in steps.items():
        start = time.perf_counter()
        step()
        print(f"{name}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
