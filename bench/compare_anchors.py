"""Other tools on the same counts: compare_anchors.py [--documents 1000] [--python OTHER/bin/python]... [--limit 300].

Draws two corpora as compare_speed.py does and gives the very same counts to Themeline, pycorpdiff and scattertext, each
in a process of its own, under the first of the interpreters that can import it; a tool that none can import is left
out. A step that takes longer than the limit is stopped. Tools that read texts get each document as its words in a row.
"""

import argparse
import importlib.util
import itertools
import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

Step = tuple[str, Callable[[], object]]


def documents_of(folder: Path, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """The cells of a corpus: document, number of the term, count; and how many documents it has."""
    cells = np.load(folder / f"{name}.npz")
    return cells["document"], cells["term"], cells["count"], int(cells["documents"])


def matrix_of(folder: Path, name: str, terms: int):
    from scipy import sparse

    document, term, count, documents = documents_of(folder, name)
    return sparse.csr_matrix((count, (document, term)), shape=(documents, terms))


def texts_of(folder: Path, name: str) -> list[str]:
    document, term, count, documents = documents_of(folder, name)
    words = np.array([f"w{number:05d}" for number in range(int(term.max()) + 1)], dtype=object)
    owner = np.repeat(document, count)
    bounds = np.searchsorted(owner, np.arange(documents + 1))
    drawn = words[np.repeat(term, count)]
    return [" ".join(drawn[start:end]) for start, end in itertools.pairwise(bounds)]


def themeline_steps(folder: Path) -> Iterator[Step]:
    from themeline.compare import CompareSettings, CorpusCounts
    from themeline.compare.layer import compare_layer

    corpora = []

    def count() -> None:
        for name in "ab":
            document, term, number, documents = documents_of(folder, name)
            words = pd.Series(np.array([f"w{n:05d}" for n in range(int(term.max()) + 1)], dtype=object)[term])
            table = pd.DataFrame({"document": document, "layer": "word", "term": words, "count": number})
            sizes = pd.DataFrame({"document": range(documents), "tokens": 0})
            corpora.append(CorpusCounts.from_frames(name, sizes, table))

    yield "counts to matrices", count
    yield (
        "all default measures, Wilcoxon, dispersion and 199 bootstraps included",
        lambda: compare_layer(*corpora, "word", CompareSettings()),
    )


def pycorpdiff_steps(folder: Path) -> Iterator[Step]:
    import pycorpdiff

    class Blanks:
        def __call__(self, text: str) -> list[str]:
            return text.split()

    pair = []

    def read() -> None:
        for name in "ab":
            frame = pd.DataFrame({"text": texts_of(folder, name)})
            pair.append(pycorpdiff.from_dataframe(frame, text_col="text").with_tokenizer(Blanks()))

    def keyness(**options: object) -> object:
        return pycorpdiff.compare(*pair).keyness(**options)

    yield "texts", read
    yield "keyness: G2, log ratio, %DIFF, Bayes factor, BH", keyness
    yield "the same with Juilland's D", lambda: keyness(dispersion=True)


def scattertext_steps(folder: Path) -> Iterator[Step]:
    import scattertext
    from scattertext.termscoring.lrc import LRC
    from scattertext.termscoring.MannWhitneyU import MannWhitneyU
    from scipy import sparse

    terms = 1 + max(int(documents_of(folder, name)[1].max()) for name in "ab")
    built = []

    def build() -> None:
        parts = [matrix_of(folder, name, terms) for name in "ab"]
        labels = np.repeat([0, 1], [part.shape[0] for part in parts])
        counts = sparse.vstack(parts, format="csr")
        drawn = np.flatnonzero(np.bincount(counts.indices, minlength=terms))
        counts, names = counts[:, drawn], {f"w{number:05d}": place for place, number in enumerate(drawn)}
        factory = scattertext.TermDocMatrixFromScikit(
            X=counts, y=labels, feature_vocabulary=names, category_names=["a", "b"]
        )
        built.append(factory.build())

    def scored(kind: type) -> pd.DataFrame:
        return kind(built[0]).set_categories("a", ["b"]).get_score_df()

    yield "counts to matrix", build
    yield "LRC", lambda: scored(LRC)
    yield "scaled F-scores, the default", lambda: built[0].get_scaled_f_scores("a")
    yield "dispersion: DP, KL, Juilland's D and others", lambda: scattertext.Dispersion(built[0]).get_df()
    yield "Mann-Whitney", lambda: scored(MannWhitneyU)


TOOLS = {"themeline": themeline_steps, "pycorpdiff": pycorpdiff_steps, "scattertext": scattertext_steps}


def draw(documents: int, vocabulary: int, folder: Path) -> None:
    """Draw both corpora as compare_speed.py does."""
    from compare_speed import draw_terms

    for seed, name in enumerate("ab", start=1):
        table = draw_terms(documents, vocabulary, seed, range(80 + 20 * seed, min(4000, vocabulary), 40))
        cells = {"document": table["document"], "term": table["term"].str[1:].astype(int), "count": table["count"]}
        np.savez(folder / f"{name}.npz", documents=documents, **cells)


def run_step(function: Callable[[], object]) -> dict[str, object]:
    wall, processor, outcome = time.perf_counter(), time.process_time(), "done"
    try:
        function()
    except Exception as error:  # what another tool raises is part of the result
        outcome = f"{type(error).__name__}: {error}"[:120]
    seconds = {"wall": round(time.perf_counter() - wall, 2), "processor": round(time.process_time() - processor, 2)}
    return {**seconds, "peak MB": peak(), "outcome": outcome}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run_tool(tool: str, folder: Path, limit: int, memory: int) -> None:
    """Print the steps' measures; a step over the limit ends the process, since some tools swallow exceptions."""
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    results: dict[str, object] = {}

    def stop(*_: object) -> None:
        print(json.dumps({**results, name: {"peak MB": peak(), "outcome": f"stopped after {limit} s"}}), flush=True)
        os._exit(0)

    signal.signal(signal.SIGALRM, stop)
    for name, function in TOOLS[tool](folder):
        signal.alarm(limit)
        results[name] = run_step(function)
        signal.alarm(0)
    print(json.dumps(results))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="of each corpus")
    parser.add_argument("--vocabulary", type=int, default=40_000)
    parser.add_argument("--python", action="append", default=[], help="an interpreter that has other tools")
    parser.add_argument("--limit", type=int, default=300, help="seconds for a step")
    parser.add_argument("--memory", type=int, default=16_000, help="MB of address space for a tool")
    parser.add_argument("--tool", nargs=2, metavar=("TOOL", "FOLDER"), help="for the processes started by this one")
    options = parser.parse_args()
    if options.tool:
        tool, folder = options.tool
        if importlib.util.find_spec(tool) is None:
            sys.exit(9)
        run_tool(tool, Path(folder), options.limit, options.memory)
        return
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a child's peak memory begins at what its parent had.
        worker = multiprocessing.get_context("spawn").Process(
            target=draw, args=(options.documents, options.vocabulary, Path(folder))
        )
        worker.start()
        worker.join()
        limits = ["--limit", str(options.limit), "--memory", str(options.memory)]
        for tool in TOOLS:
            for python in (sys.executable, *options.python):
                command = [python, __file__, "--tool", tool, folder, *limits]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode != 9:
                    print(tool, json.dumps(json.loads(done.stdout), indent=1) if done.stdout else done.stderr[-400:])
                    break


if __name__ == "__main__":
    main()
