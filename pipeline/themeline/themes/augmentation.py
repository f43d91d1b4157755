"""Sentences as they look after a PDF: with headings, numbers and page marks in them, or run together.

Only the training of the accurate model uses it. The labels of a changed sentence are those of its parts.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np

from themeline.themes.stretches import Stretch

# How often two neighbours of a stretch are joined, and up to how many words.
JOIN_SHARE, LONGEST_JOINED = 0.4, 50
# How often a sentence starts with a heading, a numbered heading, a page mark, a list mark; how often its end is lost.
HEADING, NUMBERED, PAGE, MARK, NO_END = 0.05, 0.03, 0.02, 0.03, 0.02
MARKS = ("(a) ", "- ", "• ", "1. ", "3) ", "Action 2: ", "Measure 4: ", "However, ", "In addition, ", "For example, ")


def augment(stretch: Stretch, headings: Sequence[str], random: Random) -> Stretch:
    """Return a stretch with some of its sentences changed."""
    if len(stretch.texts) > 3 and random.random() < JOIN_SHARE:
        stretch = _join(stretch, random.randrange(len(stretch.texts) - 1))
    return replace(stretch, texts=tuple(_disturb(text, headings, random) for text in stretch.texts))


def _join(stretch: Stretch, place: int) -> Stretch:
    texts, targets = stretch.texts, stretch.targets
    text = f"{texts[place]} {texts[place + 1]}"
    if len(text.split()) >= LONGEST_JOINED:
        return stretch
    both = targets[place : place + 2].max(axis=0)
    joined = np.vstack([targets[:place], both, targets[place + 2 :]])
    return replace(stretch, texts=(*texts[:place], text, *texts[place + 2 :]), targets=joined)


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
