"""Known names: found by their words, longest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from themeline.entities.labels import check_label
from themeline.entities.normalise import key
from themeline.entities.words import cut
from themeline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Entry:
    """A known form of a name: its words, its label, and the name that it stands for."""

    words: tuple[str, ...]
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The known forms: by their first word, longest first; as written; those of several words by spelling key."""

    by_first: dict[str, list[Entry]] = field(default_factory=dict)
    by_form: dict[str, Entry] = field(default_factory=dict)
    by_spelling: dict[str, Entry] = field(default_factory=dict)

    def add(self, form: str, label: str, name: str) -> None:
        """Add a form of a name; the first entry of a form stands."""
        words = cut(form)
        if not words or form in self.by_form:
            return
        entry = Entry(words, label, name)
        self.by_form[form] = entry
        if len(words) > 1:
            self.by_spelling.setdefault(key(form), entry)
        entries = self.by_first.setdefault(words[0], [])
        entries.append(entry)
        entries.sort(key=lambda item: (-len(item.words), item.words))

    def find(self, texts: list[str]) -> Iterator[tuple[int, int, Entry]]:
        """Yield (first word, end word, entry) for every known name, left to right, without overlap."""
        stop, by_first = 0, self.by_first
        for position, text in enumerate(texts):
            if position >= stop and text in by_first and (entry := self._at(texts, position)) is not None:
                stop = position + len(entry.words)
                yield position, stop, entry

    def _at(self, texts: list[str], position: int) -> Entry | None:
        for entry in self.by_first[texts[position]]:
            size = len(entry.words)
            if size == 1 or tuple(texts[position : position + size]) == entry.words:
                return entry
        return None


def load_gazetteer(folder: Path) -> Gazetteer:
    """Read the gazetteers of a folder: countries, names, then the others in order; the first entry of a form stands."""
    gazetteer = Gazetteer()
    for fields in read_rows(folder / "gazetteer_countries.tsv", 4):
        name, alternatives, people, capitals = fields
        for form in [name, *alternatives.split(";")]:
            gazetteer.add(form, "GPE", name)
        for form in people.split(";"):
            gazetteer.add(form, "NORP", people.split(";")[0])
        for form in capitals.split(";"):
            gazetteer.add(form, "GPE", form)
    names = folder / "gazetteer_names.tsv"
    others = set(folder.glob("gazetteer_*.tsv")) - {names, folder / "gazetteer_countries.tsv"}
    for path in [names, *sorted(others)]:
        for label, name, alternatives in read_rows(path, 3):
            check_label(label, path.name)
            for form in [name, *alternatives.split(";")]:
                gazetteer.add(form, label, name)
    return gazetteer


def read_rows(path: Path, width: int) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file without its comments.

    Raises:
        SettingsError: If a row has more columns than it should.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [value.strip() for value in line.split("\t")]
        if len(fields) > width:
            raise SettingsError(f"{path.name}, line {number}: {len(fields)} columns, at most {width} are expected.")
        yield fields + [""] * (width - len(fields))
