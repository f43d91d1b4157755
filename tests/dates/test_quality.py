"""The scores on our own gold may not fall."""

import json
from pathlib import Path

GOLD = Path(__file__).parents[2] / "corpus" / "gold" / "dates.jsonl"
FLOOR = 0.96


def test_values_on_our_own_gold_do_not_fall(find):
    hits = said = wanted = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = [e.edtf for e in find(row["text"], row["doc_date"] or "", "abstract") if e.type == "DATE" and e.edtf]
        gold = [date["edtf"] for date in row["dates"]]
        hits += sum(value in found for value in gold)
        said, wanted = said + len(found), wanted + len(gold)
    assert 2 * hits / (said + wanted) >= FLOOR
