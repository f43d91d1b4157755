"""Words that are often a city, a given name or a surname: hints for the tagger, which may be wrong.

Unlike the gazetteers, which say what a name is, a hint is only weighed with all else that is seen.
"""

from dataclasses import dataclass, field
from pathlib import Path

from themeline.entities.words import cut

FILES = {"hints_cities.txt": "c", "hints_given_names.txt": "g", "hints_surnames.txt": "s"}


@dataclass(frozen=True, slots=True)
class Hints:
    """For a word its hints (`c` city, `g` given name, `s` surname, or several), and cities of several words."""

    words: dict[str, str] = field(default_factory=dict)
    cities: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    def find(self, texts: list[str]) -> list[str]:
        """Return the hints of each word of a sentence, empty where there is none."""
        words, cities = self.words, self.cities
        found = [words.get(text, "") for text in texts]
        for index, text in enumerate(texts):
            for form in cities.get(text, ()):
                if tuple(texts[index : index + len(form)]) == form:
                    found[index : index + len(form)] = ["c"] * len(form)
                    break
        return found


def load_hints(folder: Path) -> Hints:
    """Read the lists of hints of a folder, one form a line.

    Raises:
        FileNotFoundError: If one is missing.
    """
    hints = Hints()
    for name, letter in FILES.items():
        for form in (folder / name).read_text(encoding="utf-8").split("\n"):
            words = cut(form)
            if len(words) > 1:
                hints.cities.setdefault(words[0], []).append(words)
            elif words:
                hints.words[words[0]] = hints.words.get(words[0], "") + letter
    for forms in hints.cities.values():
        forms.sort(key=len, reverse=True)
    return hints
