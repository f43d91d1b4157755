"""Texts of the sample corpora for tests."""

import json

from themeline.resources import data_path


def sample(name, count, first=0):
    lines = data_path("corpus", "samples", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[first : first + count]]


def write_texts(folder, rows):
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
