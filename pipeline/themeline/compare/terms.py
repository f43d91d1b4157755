"""The words and phrases of a document, counted from its parse."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.strings import StringStore
from spacy.tokens import Doc

from themeline.compare.settings import CountSettings
from themeline.language import ParsedDocument
from themeline.tables import TermCount

# Written without a space before and after, these hold a word together: state-led, R&D.
JOINERS = frozenset("-‐‑&")
SPELLINGS = str.maketrans("‐‑’", "--'")
ADDRESS = re.compile(r"://|@|^www\.", re.IGNORECASE)
PARTING = re.compile(r"[/()\[\]{}<>\"“”|]")
NEGATIONS = frozenset({"n't", "not"})
CODES = {"NOUN": "N", "PROPN": "N", "ADJ": "A"}
PARTICIPLES = frozenset({"VBG", "VBN"})
# Justeson & Katz (1995): adjectives and nouns, perhaps around one preposition ("of"), with a noun at the end.
NOUN_TERM = re.compile(r"(?:[NA]+|[NA]*N[o][NA]*)N")
ANY_WORDS = re.compile(r"[^.]+")
PHRASE_STRETCH = {"terms": re.compile(r"[NAo]{2,}"), "ngrams": ANY_WORDS}
BREAK = "."


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is counted, and one letter for its part in a phrase; an empty text breaks phrases."""

    text: str
    code: str


NO_WORD = Word("", BREAK)


def count_terms(parsed: ParsedDocument, settings: CountSettings) -> list[TermCount]:
    """Count the words and phrases in the sentences of a document.

    A word is what a reader takes for one: hyphenated compounds, "5G", "COVID-19", "U.S." and "don't" are whole, even
    where the tokenizer splits them. Punctuation, bare numbers, addresses and the possessive 's are no words.
    Words are counted as written, in lower case, by default: what is counted can then be found in the texts, the
    lemmatizer's errors do not add to the differences, and "woman" and "women" may differ, as they do in politics.

    Args:
        parsed: The document and its parse.
        settings: What counts as a word and as a phrase.

    Returns:
        The counts of layers "phrase" and "word", in the order of layer and term.
    """
    words: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    pieces = _Pieces.of(parsed.parse, settings.word == "lemma")
    for span in parsed.spans:
        sentence = list(pieces.words(span.start, span.end))
        words.update([word.text for word in sentence if word.text])
        phrases.update(_phrases(sentence, settings))
    counted = [TermCount("phrase", term, count) for term, count in sorted(phrases.items())]
    return counted + [TermCount("word", term, count) for term, count in sorted(words.items())]


def _phrases(words: Sequence[Word], settings: CountSettings) -> Iterator[str]:
    codes = "".join([word.code for word in words])
    pattern = NOUN_TERM if settings.phrases == "terms" else ANY_WORDS
    for stretch in PHRASE_STRETCH[settings.phrases].finditer(codes):
        for start in range(stretch.start(), stretch.end() - 1):
            for end in range(start + 2, min(start + settings.max_words, stretch.end()) + 1):
                if pattern.fullmatch(codes, start, end):
                    yield " ".join([word.text for word in words[start:end]])


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The tokens of a parse as plain lists: far faster to walk than Token objects."""

    forms: list[str]
    texts: list[str]
    codes: list[str]
    spaced: list[bool]
    lemmas: bool

    @classmethod
    def of(cls, parse: Doc, lemmas: bool) -> "_Pieces":
        strings = parse.vocab.strings
        rows = parse.to_array(["LEMMA" if lemmas else "LOWER", "LOWER", "POS", "TAG", "DEP", "SPACY"]).tolist()
        known: dict[tuple[int, ...], tuple[str, str, str]] = {}
        pieces = []
        for row in rows:
            kind = tuple(row[:5])
            if kind not in known:
                known[kind] = _piece(kind, strings)
            pieces.append(known[kind])
        forms, texts, codes = ([piece[part] for piece in pieces] for part in range(3))
        return cls(forms, texts, codes, [bool(row[5]) for row in rows], lemmas)

    def words(self, start: int, end: int) -> Iterator[Word]:
        """Yield the words between two tokens; what is no word yields one without text."""
        first = start
        while first < end:
            last = first + 1
            if self.spaced[first] and self.forms[first].isalpha():
                yield Word(self.texts[first], self.codes[first])
                first = last
                continue
            while last < end and self._joined(first, last, end):
                last += 1
            text, code = "".join(self.texts[first:last]), self.codes[last - 1]
            yield from _split(text, code) if code != "'" else (NO_WORD,)
            first = last

    def _joined(self, first: int, index: int, end: int) -> bool:
        """Tell whether the token at `index` goes on with the word that began at `first`."""
        if self.spaced[index - 1] or "'" in (self.codes[index], self.codes[index - 1]):
            return False
        here, before = self.forms[index], self.forms[index - 1]
        if here in JOINERS:
            follows = index + 1 < end and not self.spaced[index] and self.forms[index + 1][:1].isalnum()
            return follows and before[-1:].isalnum()
        if before in JOINERS:
            return index - first > 1 and here[:1].isalnum()
        if self.lemmas and here in NEGATIONS:
            return False
        return before[-1:].isalnum() and here[:1].isalnum()


def _split(text: str, code: str) -> Iterator[Word]:
    """Yield the words of a stretch without spaces: brackets and slashes part words, an end's full stop goes."""
    if ADDRESS.search(text):
        yield NO_WORD
        return
    parts = PARTING.split(text)
    for number, part in enumerate(parts, start=1):
        word = part[:-1] if part.endswith(".") and part.count(".") == 1 else part
        if any(map(str.isalpha, word)):
            yield Word(word, code if number == len(parts) and word[0].isalnum() else "x")
        else:
            yield NO_WORD
        if number < len(parts) or (word != part and any(map(str.isdigit, word))):
            yield NO_WORD


def _piece(numbers: Sequence[int], strings: StringStore) -> tuple[str, str, str]:
    """Spell out a token: its form, its text as it is counted, and its code."""
    text, form, pos, tag, dep = (strings[number] if number else "" for number in numbers)
    form = form.lower().translate(SPELLINGS)
    return form, text.lower().translate(SPELLINGS) or form, _code(pos, tag, dep, form)


def _code(pos: str, tag: str, dep: str, text: str) -> str:
    """One letter: N noun, A adjective or attributive participle, o "of", ' possessive, . a break, x the rest."""
    if tag == "POS":
        return "'"
    if text == "of":
        return "o"
    if tag in PARTICIPLES and dep == "amod":
        return "A"
    return CODES.get(pos, "x" if text[:1].isalnum() else BREAK)
