"""How well real files are read: outcomes, encodings, main text, same text in several formats, reading order.

python bench/ingest.py [DATA], DATA being the folder with `ingest/manifest.jsonl` (default ../shared/data).
"""

import json
import re
import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from themeline.ingest import IngestSettings, list_sources, read_source
from themeline.ingest.characters import mend_mojibake
from themeline.ingest.decoding import decode
from themeline.tables import Document

NOT_OFFERED = {"EUC-TW"}
FULL_PAGES = {"office_pairs/raw_text.html"}


def main(data: Path) -> None:
    root = data / "ingest"
    entries = [json.loads(line) for line in (root / "manifest.jsonl").read_text().splitlines()]
    read = {entry["file"]: timed(root, entry) for entry in entries if entry["category"] != "mojibake"}
    outcomes(entries, read)
    encodings(root, entries)
    mojibake(root, entries)
    main_texts(entries, read)
    expected_texts(root, entries, read)


def timed(root, entry):
    html = "all" if entry["file"] in FULL_PAGES else "main"
    settings = IngestSettings(password=entry.get("password") or "", html=html)
    start = time.perf_counter()
    results = [result for source in list_sources([root / entry["file"]]) for result in read_source(source, settings)]
    return results, time.perf_counter() - start


def outcomes(entries, read) -> None:
    print("## Outcomes")
    counts = Counter()
    for entry in entries:
        if entry["file"] in read:
            results, seconds = read[entry["file"]]
            kinds = ["document" if isinstance(r, Document) else r.error for r in results] or ["LOST"]
            counts[entry["category"], kinds[0]] += 1
            if seconds > 5:
                print(f"slow: {entry['file']} {seconds:.1f} s")
    for (category, kind), count in sorted(counts.items()):
        print(f"{category:16} {kind:16} {count}")


def encodings(root: Path, entries) -> None:
    right = total = 0
    for entry in entries:
        named = re.sub(
            r"-(croatian|czech|hungarian|polish|slovene|slovak|russian|greek|hebrew|arabic)$",
            "",
            entry.get("encoding", ""),
        )
        if not named:
            continue
        data = (root / entry["file"]).read_bytes()
        total += 1
        try:
            good = decode(data).text == data.decode("mac_cyrillic" if named == "MacCyrillic" else named).lstrip(
                "\ufeff"
            )
        except (ValueError, LookupError, Exception) as error:
            good = False
            print(f"encoding {named}: {error}")
        right += good
    print(f"## Encodings: {right} of {total} exact")


def mojibake(root: Path, entries) -> None:
    for entry in entries:
        if entry["category"] == "mojibake":
            cases = [case for case in json.loads((root / entry["file"]).read_text()) if case.get("expect") == "pass"]
            right = sum(
                mend_mojibake(case["original"])[0] == case.get("fixed-encoding", case["fixed"]) for case in cases
            )
            print(f"## Mojibake {entry['file']}: {right} of {len(cases)}")


def main_texts(entries, read) -> None:
    kept = wanted = leaked = unwanted = 0
    for entry in entries:
        if "contains" in entry:
            result = read[entry["file"]][0][0]
            text = flat(result.text) if isinstance(result, Document) else ""
            hits = [flat(part) in text for part in entry["contains"]]
            leaks = [flat(part) in text for part in entry["not_contains"]]
            kept, wanted, leaked, unwanted = (
                kept + sum(hits),
                wanted + len(hits),
                leaked + sum(leaks),
                unwanted + len(leaks),
            )
            if not all(hits) or any(leaks):
                print(f"  {entry['file']}: kept {sum(hits)}/{len(hits)}, leaked {sum(leaks)}/{len(leaks)}")
    print(f"## Main text: kept {kept}/{wanted} = {kept / wanted:.1%}")
    print(f"## Main text: leaked {leaked}/{unwanted} = {leaked / unwanted:.1%}")


def expected_texts(root: Path, entries, read) -> None:
    print("## Expected texts: share of the words in the same order")
    for entry in entries:
        result = read[entry["file"]][0][0] if entry["file"] in read else None
        if entry.get("expected") and isinstance(result, Document):
            expected = (root / entry["expected"]).read_text()
            print(f"  {entry['file']}: {likeness(expected, result.text):.4f}")


def likeness(expected: str, found: str) -> float:
    matcher = SequenceMatcher(None, words(expected), words(found), autojunk=False)
    return matcher.ratio()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff"))


def flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
