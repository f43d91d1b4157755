"""The circumstances that must not matter, a small corpus of mixed files, and a pass through everything under each."""

import io
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.samples import sample

ROOT = Path(__file__).resolve().parents[2]
SHORT = 130  # documents of one sentence, 64 to a chunk, so that three workers have work


@dataclass(frozen=True)
class Circumstances:
    """What differs between two machines, or two mornings, and must make no difference.

    `elsewhere` begins in another working directory and names the sources by relative paths; `turned` names them in the
    opposite order and makes the files in another order, in which a folder lists them. `ascii` is Python without its
    UTF-8 mode, as in a locale of another encoding.
    """

    workers: int = 1
    locale: str = "C.UTF-8"
    ascii: bool = False
    zone: str = "UTC"
    seed: str = "0"
    threads: str = "1"
    elsewhere: bool = False
    turned: bool = False

    def environment(self):
        own = {"LC_ALL": self.locale, "LANG": self.locale, "TZ": self.zone, "PYTHONHASHSEED": self.seed}
        own |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), self.threads)
        if self.ascii:
            own |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "pipeline"), str(ROOT)]), **own}


def pass_through(folder, chosen):
    """Write the corpus below a folder, do everything, and return the SHA-256 of every file that came out."""
    sources, other = write_corpus(folder / "in", turned=chosen.turned)
    begin = folder / "in" if chosen.elsewhere else ROOT
    names = [os.path.relpath(path, begin) if chosen.elsewhere else str(path) for path in (*sources, other)]
    command = [sys.executable, "-m", "tests.reproducible.everything", str(folder / "workspace"), str(chosen.workers)]
    command += [*names[:-1], "--", names[-1]]
    done = subprocess.run(command, cwd=begin, env=chosen.environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
    return json.loads(done.stdout)


def write_corpus(folder, *, turned):
    """Write files of many kinds; return the sources of one corpus and the file of another."""
    shutil.rmtree(folder, ignore_errors=True)
    files = _files()
    for name in sorted(files, reverse=turned):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    sources = [folder / "first", folder / "second", folder / "rows.jsonl", folder / "short.csv", folder / "kept.zip"]
    return (sources[::-1] if turned else sources), folder / "speeches.jsonl"


def _files():
    theses, strategies, speeches = sample("theses", 8), sample("strategies", 3), sample("speeches", 10)
    files = {f"first/{row['id']}.txt": row["text"] for row in theses[:4]}
    files |= {f"second/{row['id']}.html": _page(row) for row in theses[4:6]}
    files |= {
        "first/same.txt": theses[6]["text"],
        "second/same.txt": theses[7]["text"],
        "second/copy.txt": theses[0]["text"] + "\n",
        "second/naïve – 网络.txt": "The Ministry of Defence published the Cyber Security Strategy in March 2016.",
        "second/deutsch.txt": "Die Regierung hat im Jahr 2016 eine neue Strategie für Cybersicherheit beschlossen.",
        "second/broken.pdf": "%PDF-1.7 and nothing more",
        "rows.jsonl": _lines(strategies[:2]),
        "speeches.jsonl": _lines(speeches),
        "short.csv": "id,text,published,author\n" + "".join(map(_short, range(SHORT))),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as kept:
        kept.writestr(zipfile.ZipInfo("inner/strategy.txt"), strategies[2]["text"])
    return {name: text.encode() for name, text in files.items()} | {"kept.zip": archive.getvalue()}


def _short(number):
    bodies = ("the European Parliament", "the Ministry of Justice", "the Cyber Security Agency of Singapore")
    text = f"In {1990 + number % 30} {bodies[number % 3]} adopted act number {number} on the protection of networks."
    return f"s{number},{text},{2000 + number % 20},Jane Roe\n"


def _page(row):
    return (
        f"<html><head><title>{row['title']}</title></head><body><article><p>{row['text']}</p></article></body></html>"
    )


def _lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def pairwise(seed=20261127):
    """Return circumstances in which every two values of any two fields meet at least once, drawn greedily."""
    levels = {
        "workers": (1, 2, 3),
        "locale": ("C.UTF-8", "C", "POSIX"),
        "ascii": (False, True),
        "zone": ("UTC", "Pacific/Kiritimati", "America/St_Johns"),
        "seed": ("0", "1", "4242"),
        "threads": ("1", "2"),
        "elsewhere": (False, True),
        "turned": (False, True),
    }
    chance, names = random.Random(seed), list(levels)
    missing = {(a, x, b, y) for i, a in enumerate(names) for b in names[i + 1 :] for x in levels[a] for y in levels[b]}
    chosen = []
    while missing:
        drawn = [{name: chance.choice(values) for name, values in levels.items()} for _ in range(200)]
        best = max(drawn, key=lambda one: sum(one[a] == x and one[b] == y for a, x, b, y in missing))
        missing = {(a, x, b, y) for a, x, b, y in missing if not (best[a] == x and best[b] == y)}
        chosen.append(Circumstances(**best))
    return chosen
