"""How many sentences of the strategies are cut by a line or page, or hold a page number or running head.

python bench/ingest_sentences.py [FOLDER] [--show N]: counts them over the English texts, and prints N at random.
A sentence counts as cut when it ends without a closing mark in a word that wants another, or when the next one of the
same document goes on in small letters; as soiled when a line that the file repeats page by page stands inside it.
"""

import random
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import median

from themeline.ingest import IngestSettings, list_sources, read_source
from themeline.ingest.decoding import decode
from themeline.ingest.lines import ITEM_MARK, is_finished, is_open, list_mark, starts_low
from themeline.language import load_language, parse_documents
from themeline.tables import Document

LIST_END = re.compile(r"(?:[;:,]|\b(?:and|or|and/or))$")
PAGE_OF = re.compile(r"\bpage \d+ of \d+\b", re.I)


def main(folder: Path, shown: int) -> None:
    model = load_language()
    sources = list_sources([folder])
    results = [(source, result) for source in sources for result in read_source(source, IngestSettings())]
    documents = [(source, result) for source, result in results if isinstance(result, Document)]
    english = [(source, document) for source, document in documents if document.language in {"en", "und"}]
    print()
    print("languages", dict(Counter(document.language for _, document in documents)))
    total, cut, soiled = 0, [], []
    everything = []
    parsed = parse_documents([document for _, document in english], model, batch_size=2)
    for (source, document), parse in zip(english, parsed, strict=True):
        heads = repeated_lines(source.path)
        sentences = [sentence.text for sentence in parse.sentences]
        total += len(sentences)
        followed = ["" if is_item(document.text, sentence.start) else sentence.text for sentence in parse.sentences[1:]]
        for text, following in zip(sentences, [*followed, ""], strict=True):
            everything.append((document.doc, text))
            if is_cut(text, following):
                cut.append((document.doc, text, following[:60]))
            if PAGE_OF.search(text) or any(head in flat(text) and len(head) < len(flat(text)) for head in heads):
                soiled.append((document.doc, text))
    print(
        f"{total} sentences; cut {len(cut)} = {len(cut) / total:.2%}; soiled {len(soiled)} = {len(soiled) / total:.2%}"
    )
    generator = random.Random(7)
    for name, found in (("CUT", cut), ("SOILED", soiled), ("ANY", everything)):
        for entry in generator.sample(found, min(shown, len(found))):
            print(name, *(part[-160:] for part in entry), sep=" | ")


def is_item(text: str, start: int) -> bool:
    """Tell whether the mark of a list item stands before the sentence."""
    return bool(text[text.rfind("\n", 0, start) + 1 : start].strip()) and ITEM_MARK.match(
        text[text.rfind("\n", 0, start) + 1 : start + 1]
    )


def is_cut(text: str, following: str) -> bool:
    if is_finished(text) or LIST_END.search(text):
        return False
    return is_open(text) or (starts_low(following) and not list_mark(following) and not list_mark(text))


def repeated_lines(path: Path) -> list[str]:
    """Return the lines of three words and more that come page by page: at least six times, all through the file."""
    lines = [flat(line) for line in decode(path.read_bytes()).text.splitlines()]
    places: dict[str, list[int]] = {}
    offset = 0
    for line in lines:
        places.setdefault(re.sub(r"\d+", "#", line), []).append(offset)
        offset += len(line) + 1
    heads = {shape for shape, found in places.items() if is_paged(found, offset)}
    return [line for line in dict.fromkeys(lines) if re.sub(r"\d+", "#", line) in heads and len(line.split()) >= 3]


def is_paged(found: list[int], length: int) -> bool:
    gaps = [b - a for a, b in pairwise(found)]
    return len(found) >= 6 and found[-1] - found[0] > length / 2 and median(gaps) > 500 and max(gaps) < length / 4


def flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--") and not argument.isdigit()]
    count = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 0
    main(Path(arguments[0] if arguments else "../shared/data/corpora/national_cyber_strategies"), count)
