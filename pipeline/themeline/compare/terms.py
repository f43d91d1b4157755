"""The words and phrases of a document, counted from its parse."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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
REMEMBERED = 50_000


class Word(NamedTuple):
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
    words: list[str] = []
    phrases: list[str] = []
    pieces = _Pieces.of(parsed.parse, settings.word == "lemma")
    for span in parsed.spans:
        sentence = list(pieces.words(span.start, span.end))
        words += [word.text for word in sentence if word.text]
        phrases += _phrases(sentence, settings)
    counted = [TermCount("phrase", term, count) for term, count in sorted(Counter(phrases).items())]
    return counted + [TermCount("word", term, count) for term, count in sorted(Counter(words).items())]


def _phrases(words: Sequence[Word], settings: CountSettings) -> Iterator[str]:
    codes = "".join([word.code for word in words])
    pattern = NOUN_TERM if settings.phrases == "terms" else ANY_WORDS
    for stretch in PHRASE_STRETCH[settings.phrases].finditer(codes):
        for start in range(stretch.start(), stretch.end() - 1):
            for end in range(start + 2, min(start + settings.max_words, stretch.end()) + 1):
                if pattern.fullmatch(codes, start, end):
                    yield " ".join([word.text for word in words[start:end]])


class _Piece(NamedTuple):
    """A token: its form, the word that it is by itself, and whether it is letters only."""

    form: str
    word: Word
    letters: bool


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The tokens of a parse as plain lists: far faster to walk than Token objects."""

    pieces: list[_Piece]
    spaced: list[int]
    lemmas: bool

    @classmethod
    def of(cls, parse: Doc, lemmas: bool) -> "_Pieces":
        columns = parse.to_array(["LEMMA" if lemmas else "LOWER", "LOWER", "POS", "TAG", "DEP", "SPACY"]).T.tolist()
        strings, named = parse.vocab.strings, []
        for column in columns[:5]:
            names = {number: strings[number] if number else "" for number in set(column)}
            named.append([names[number] for number in column])
        return cls(list(map(_piece, *named)), columns[5], lemmas)

    def words(self, start: int, end: int) -> Iterator[Word]:
        """Yield the words between two tokens; what is no word yields one without text."""
        first = start
        while first < end:
            piece, last = self.pieces[first], first + 1
            if piece.letters and self.spaced[first]:
                yield piece.word
                first = last
                continue
            while last < end and self._joined(first, last, end):
                last += 1
            code = self.pieces[last - 1].word.code
            text = (
                "".join([piece.word.text for piece in self.pieces[first:last]]) if last - first > 1 else piece.word.text
            )
            yield from _split(text, code) if code != "'" else (NO_WORD,)
            first = last

    def _joined(self, first: int, index: int, end: int) -> bool:
        """Tell whether the token at `index` goes on with the word that began at `first`."""
        if self.spaced[index - 1]:
            return False
        (here, word, _), (before, word_before, _) = self.pieces[index], self.pieces[index - 1]
        if "'" in (word.code, word_before.code):
            return False
        if here in JOINERS:
            follows = index + 1 < end and not self.spaced[index] and self.pieces[index + 1].form[:1].isalnum()
            return follows and before[-1:].isalnum()
        if before in JOINERS:
            return index - first > 1 and here[:1].isalnum()
        if self.lemmas and here in NEGATIONS:
            return False
        return before[-1:].isalnum() and here[:1].isalnum()


@lru_cache(REMEMBERED)
def _split(text: str, code: str) -> tuple[Word, ...]:
    """Return the words of a stretch without spaces: brackets and slashes part words, an end's full stop goes."""
    if ADDRESS.search(text):
        return (NO_WORD,)
    parts, found = PARTING.split(text), []
    for number, part in enumerate(parts, start=1):
        word = part[:-1] if part.endswith(".") and part.count(".") == 1 else part
        if any(map(str.isalpha, word)):
            found.append(Word(word, code if number == len(parts) and word[0].isalnum() else "x"))
        else:
            found.append(NO_WORD)
        if number < len(parts) or (word != part and any(map(str.isdigit, word))):
            found.append(NO_WORD)
    return tuple(found)


@lru_cache(REMEMBERED)
def _piece(text: str, form: str, pos: str, tag: str, dep: str) -> _Piece:
    form = form.lower().translate(SPELLINGS)
    word = Word(text.lower().translate(SPELLINGS) or form, _code(pos, tag, dep, form))
    return _Piece(form, word, form.isalpha())


def _code(pos: str, tag: str, dep: str, text: str) -> str:
    """One letter: N noun, A adjective or attributive participle, o "of", ' possessive, . a break, x the rest."""
    if tag == "POS":
        return "'"
    if text == "of":
        return "o"
    if tag in PARTICIPLES and dep == "amod":
        return "A"
    return CODES.get(pos, "x" if text[:1].isalnum() else BREAK)
