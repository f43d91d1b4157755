"""Labelled sentences as they look after a PDF: with headings, numbers and page marks in them, or run together.

Only the training of the accurate model uses it. The labels of a changed sentence are those of its parts.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from themeline.themes.labels import LabelledPassage, LabelledSentence

# How often two neighbours of a passage are joined, and up to how many words.
JOIN_SHARE, LONGEST_JOINED = 0.4, 50
# How often a sentence starts with a heading, a numbered heading, a page mark, a list mark; how often its end is lost.
HEADING, NUMBERED, PAGE, MARK, NO_END = 0.05, 0.03, 0.02, 0.03, 0.02
MARKS = ("(a) ", "- ", "• ", "1. ", "3) ", "Action 2: ", "Measure 4: ", "However, ", "In addition, ", "For example, ")


def augment(passage: LabelledPassage, headings: Sequence[str], random: Random) -> LabelledPassage:
    """Return a passage with some of its sentences changed."""
    sentences = list(passage.sentences)
    if len(sentences) > 3 and random.random() < JOIN_SHARE:
        _join(sentences, random.randrange(len(sentences) - 1))
    changed = tuple(replace(sentence, text=_disturb(sentence.text, headings, random)) for sentence in sentences)
    return replace(passage, sentences=changed)


def _join(sentences: list[LabelledSentence], place: int) -> None:
    first, second = sentences[place : place + 2]
    text = f"{first.text} {second.text}"
    if len(text.split()) < LONGEST_JOINED:
        themes = tuple(dict.fromkeys([*first.themes, *second.themes]))
        sentences[place : place + 2] = [LabelledSentence(text, themes)]


def _disturb(text: str, headings: Sequence[str], random: Random) -> str:
    heading = random.choice(headings or ("Introduction",))
    changes = (
        (HEADING, f"{heading} {text}"),
        (NUMBERED, f"{random.randint(1, 9)}.{random.randint(1, 9)} {heading} {text}"),
        (PAGE, f"{heading} Page {random.randint(2, 60)} of 64 {text}"),
        (MARK, random.choice(MARKS) + text),
        (NO_END, text.rstrip(".")),
    )
    shares = [share for share, _ in changes]
    return random.choices([*(changed for _, changed in changes), text], [*shares, 1 - sum(shares)])[0]
