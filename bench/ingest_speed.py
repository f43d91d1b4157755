"""How fast and how lean reading is: plain text, PDFs beside bare pypdfium2, 100,000 abstracts from one JSONL.

python bench/ingest_speed.py [DATA], DATA being the folder with `ingest/` and `seed/../data` (default ../shared/data).
CPU seconds of this process and of the reader process are added; memory is the peak of this process.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pypdfium2

from themeline.ingest import IngestSettings, list_sources, read_source
from themeline.ingest.cleaning import clean_text
from themeline.ingest.decoding import decode
from themeline.ingest.reading import read_directly
from themeline.tables import Document

ABSTRACTS = 100_000


def main(data: Path) -> None:
    plain_text(data)
    pdfs(data / "ingest")
    abstracts(data)


def plain_text(data: Path) -> None:
    speeches = [json.loads(line)["text"] for line in (data / "corpora" / "ungd2017.jsonl").read_text().splitlines()]
    strategies = [decode(path.read_bytes()).text for path in (data / "corpora/national_cyber_strategies").glob("*.txt")]
    for name, texts in (("speeches, a paragraph a line", speeches), ("strategies, hard-wrapped and paged", strategies)):
        size = sum(len(text.encode("utf-8", "replace")) for text in texts)
        times = []
        for _ in range(3):
            start = time.process_time()
            for text in texts:
                clean_text(text, IngestSettings())
            times.append(time.process_time() - start)
        print(f"plain text, {name}: {size / 1e6:.1f} MB, {size / 1e6 / min(times):.1f} MB/s of CPU time")


def pdfs(root: Path) -> None:
    paths = [
        path for folder in ("pdf_policy", "pdf_government", "pdf_two_column") for path in (root / folder).glob("*.pdf")
    ]
    pairs = [(seconds(bare_text, paths), seconds(read_and_clean, paths)) for _ in range(6)][1:]
    bare, reading, share = (median(values) for values in (*zip(*pairs, strict=True), [a / b for a, b in pairs]))
    print(
        f"PDF: bare pypdfium2 {bare:.2f} s, read and cleaned {reading:.2f} s: {share:.0%} of its speed "
        "(medians of five pairs, after one to warm up)"
    )


def seconds(read: Callable[[Path], object], paths: list[Path]) -> float:
    start = time.process_time()
    for path in paths:
        read(path)
    return time.process_time() - start


def read_and_clean(path: Path) -> None:
    for _ in read_directly(list_sources([path])[0], IngestSettings()):
        pass


def bare_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def abstracts(data: Path) -> None:
    seed = (data.parent / "seed" / "abstract.txt").read_text()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "abstracts.jsonl"
        with path.open("w") as file:
            for number in range(ABSTRACTS):
                file.write(json.dumps({"id": number, "text": seed, "published": 2000 + number % 20}) + "\n")
        start = time.process_time()
        count = sum(isinstance(result, Document) for result in read_source(list_sources([path])[0], IngestSettings()))
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = path.stat().st_size / 1e6
    rate = size / seconds
    print(f"{count:,} abstracts ({size:.0f} MB) in {seconds:.0f} s of CPU time, {rate:.1f} MB/s, peak {peak:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
