"""Size of the page, and time to write and to load it, for corpora of 100 to 100,000 simulated documents.

Usage: python bench/report.py [documents ...]; needs chromium and chromium-driver
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.report.browser import open_browser, seconds_to_load

from themeline.report import KeywordReportData, ReportSettings, keyword_report_tables, write_keyword_report

SENTENCES, KEYWORDS, WORDS = 10, 15, 18


def simulate(documents: int, seed: int = 1) -> KeywordReportData:
    """Tables as a corpus of abstracts fills them: Zipfian words, keywords and names, 13 themes, 20 years."""
    random = np.random.default_rng(seed)
    vocabulary = np.array(
        [
            f"{a}{b}{c}"
            for a in ("cy", "po", "la", "se", "di")
            for b in ("ber", "licy", "wor", "net", "gov")
            for c in range(400)
        ]
    )
    zipf = 1 / np.arange(1, len(vocabulary) + 1)
    zipf /= zipf.sum()
    docs = np.array([f"doc-{number:06}" for number in range(documents)])
    years = random.integers(2005, 2025, documents)
    frame = pd.DataFrame(
        {"doc": docs, "title": "A study", "language": "en", "published": years.astype(str), "tokens": SENTENCES * WORDS}
    )
    frame["year"], frame["batch"] = pd.array(years, dtype="Int64"), "one"
    owner = np.repeat(docs, SENTENCES)
    number = np.tile(np.arange(1, SENTENCES + 1), documents)
    drawn = vocabulary[random.choice(len(vocabulary), (documents * SENTENCES, WORDS), p=zipf)]
    texts = [" ".join(words) + "." for words in drawn]
    sentences = pd.DataFrame({"doc": owner, "sentence": number, "start": 0, "end": 100, "text": texts})
    keywords = pd.DataFrame({"doc": np.repeat(docs, KEYWORDS), "rank": np.tile(np.arange(1, KEYWORDS + 1), documents)})
    keywords["keyword"] = vocabulary[random.choice(len(vocabulary), len(keywords), p=zipf)]
    keywords["score"], keywords["count"], keywords["origin"] = 1 / keywords["rank"], 2, "text"
    keywords = keywords.drop_duplicates(["doc", "keyword"])
    entities = pd.DataFrame(
        {
            "doc": owner,
            "sentence": number,
            "start": 0,
            "end": 4,
            "text": drawn[:, 0],
            "label": "ORG",
            "name": drawn[:, 0],
            "origin": "rule",
        }
    )
    themes = sentences[["doc", "sentence", "start", "end"]].assign(
        theme=random.choice([f"theme {n}" for n in range(13)], len(owner)), probability=0.8
    )
    value = pd.Series(years.astype(str)) + "-" + pd.Series(random.integers(1, 13, documents)).map("{:02}".format)
    dates = pd.DataFrame({"doc": docs, "sentence": 1, "start": 0, "end": 4, "text": "then", "type": "DATE"})
    dates["value"], dates["edtf"] = value, value
    dates["earliest"], dates["latest"] = value + "-01", value + "-28"
    failures = pd.DataFrame(columns=["source", "batch", "stage", "error", "detail", "corpus"])
    return KeywordReportData("simulated", frame, sentences, entities, dates, keywords, themes, failures)


def load_seconds(page: Path, folder: Path) -> tuple[float, float]:
    """Seconds of the page's thread and of the clock until it answers, the best of five loads."""
    with open_browser(folder) as chrome:
        loads = [seconds_to_load(chrome, page) for _ in range(5)]
    return min(busy for busy, _ in loads), min(clock for _, clock in loads)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [100, 10_000, 100_000]
    print(
        "| documents | tables (s) | tables, page and CSV (s) | page (MB) | load: processor / clock (s) | memory (MB) |"
    )
    print("|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        data = simulate(size)
        start = time.process_time()
        keyword_report_tables(data, ReportSettings())
        middle = time.process_time()
        with tempfile.TemporaryDirectory() as folder:
            files = write_keyword_report(data, Path(folder) / "report", ReportSettings(formats=("csv",)))
            written = time.process_time() - middle
            busy, clock = load_seconds(files[0], Path(folder))
            page = files[0].stat().st_size / 1e6
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        seconds = f"{middle - start:.1f} | {written:.1f}"
        print(f"| {size:,} | {seconds} | {page:.2f} | {busy:.2f} / {clock:.2f} | {memory:,.0f} |")


if __name__ == "__main__":
    main()
