"""What the tagger sees of a word and of a stretch of words.

The spaCy pipeline, the gazetteers, the head nouns and the document's own definitions are features among others:
training on annotated sentences decides which of them to believe where.
"""

from collections.abc import Sequence
from typing import Any

from themeline.entities.layers import BORDER, Layers
from themeline.entities.words import OUTSIDE, Words

Row = tuple[Any, ...]


def word_features(words: Words, layers: Layers, index: int) -> list[str]:
    """Return the features of a word for finding where names begin and end."""
    own, before, after = word_view(words, layers, index)
    return own_features(*own) + before_features(*before) + after_features(*after) + far_features(layers, index)


def word_view(words: Words, layers: Layers, index: int) -> tuple[Row, Row, Row]:
    """Return what the first three groups of a word's features depend on: itself, the word before, the word after."""
    rows = layers.rows
    row = rows[index]
    form, place, model, known, candidate, hint = row[1], row[4], row[5], row[6], row[7], row[8]
    glue = "g" if words.glued(index) else ""
    place_in = "1" if index == 0 else "h" if layers.heading else ""
    before = rows[index - 1] if index else BORDER
    after = rows[index + 1] if index + 1 < len(rows) else BORDER
    return (
        (row, place_in, glue, layers.quoted[index]),
        (before, form, place, model, known, hint),
        (after, form, model, known, candidate, hint),
    )


def own_features(row: tuple[str, ...], place_in: str, glue: str, quoted: bool) -> list[str]:
    """Return what a word says by itself."""
    lower, form, head, tag, place, model, known, candidate, hint = row
    return [
        f"w={lower}", f"s={form}{place_in}", f"e={lower[-3:]}", f"h={head}{form}", f"t={tag}{form}", f"d={place}",
        f"m={model}", f"k={known}", f"c={candidate}", f"mkc={model}{known}{candidate}", f"mt={model}{tag}",
        f"g={glue}{form}", f"q={quoted}{form}", f"wc={lower}{candidate[0]}", f"kc={known}{candidate}",
        f"y={hint}{form}", f"my={model}{hint}",
    ]  # fmt: skip


def before_features(before: tuple[str, ...], form: str, place: str, model: str, known: str, hint: str) -> list[str]:
    """Return what the word before says."""
    return [
        f"w-={before[0]}", f"s-={before[1]}{form}", f"t-={before[3]}", f"h-={before[2]}{form}",
        f"k-={before[6]}{known}", f"m-={before[5]}{model}", f"w-s={before[0]}{form}", f"d-={before[4]}{place}",
        f"y-={before[8]}{hint}{form}",
    ]  # fmt: skip


def after_features(after: tuple[str, ...], form: str, model: str, known: str, candidate: str, hint: str) -> list[str]:
    """Return what the word after says."""
    return [
        f"w+={after[0]}", f"s+={form}{after[1]}", f"t+={after[3]}", f"h+={after[2]}{form}", f"k+={known}{after[6]}",
        f"c+={candidate}{after[7]}", f"m+={model}{after[5]}", f"y+={hint}{after[8]}{after[1]}",
    ]  # fmt: skip


def far_features(layers: Layers, index: int) -> list[str]:
    """Return what words two places away say, and what both neighbours say together."""
    rows, size = layers.rows, len(layers.rows)
    lower, form = rows[index][0], rows[index][1]
    before = rows[index - 1] if index else BORDER
    after = rows[index + 1] if index + 1 < size else BORDER
    before2 = rows[index - 2] if index > 1 else BORDER
    after2 = rows[index + 2] if index + 2 < size else BORDER
    return [
        f"ws+={lower}{after[1]}", f"s-+={before[1]}{form}{after[1]}", f"s+2={form}{after[1]}{after2[1]}",
        f"s-2={before2[1]}{before[1]}{form}", f"w+2={after2[0]}", f"w-2={before2[0]}", f"h+2={after2[2]}",
        f"sw+2={lower}{after[0]}{after2[1]}",
    ]  # fmt: skip


def span_features(words: Words, layers: Layers, first: int, end: int) -> list[str]:
    """Return the features of a stretch of words for deciding what it names."""
    rows = layers.rows
    inside = rows[first:end]
    main = _main_word(inside)
    before = rows[first - 1] if first else BORDER
    before2 = rows[first - 2] if first > 1 else BORDER
    after = rows[end] if end < len(rows) else BORDER
    after2 = rows[end + 1] if end + 1 < len(rows) else BORDER
    length = min(end - first, 5)
    shapes = "".join(row[1] for row in inside[:3])
    models, known, candidates = _covering(inside, 5), _covering(inside, 6), _covering(inside, 7)
    found = [
        f"main={main[0]}", f"mainh={main[2]}", f"maine={main[0][-4:]}", f"last={inside[-1][0]}",
        f"first={inside[0][0]}",
        f"lasth={inside[-1][2]}", f"n={length}", f"shapes={shapes}", f"m={models}", f"k={known}", f"c={candidates}",
        f"mk={models}{known}", f"mc={models}{candidates}", f"kc={known}{candidates}", f"mh={models}{main[2]}",
        f"b={before[0]}", f"b2={before2[0]} {before[0]}", f"a={after[0]}", f"a2={after[0]} {after2[0]}",
        f"bt={before[3]}",
        f"at={after[3]}", f"bs={before[1]}", f"as={after[1]}", f"q={layers.quoted[first]}", f"d={inside[0][4]}",
        f"firstk={inside[0][6]}", f"n1={length}{inside[0][1]}{main[2]}", f"laste={inside[-1][0][-3:]}",
        f"bh={before[2]}", f"ah={after[2]}", f"firste={inside[0][0][-3:]}", f"tags={''.join(r[3] for r in inside[:4])}",
    ]  # fmt: skip
    hints = f"{inside[0][8]}|{inside[-1][8]}"
    found += [f"y={hints}{length}", f"ym={hints}{models}", f"yb={hints}{before[0]}", f"yc={hints}{candidates}"]
    found += [f"in={row[0]}" for row in inside]
    found += [f"near={row[0]}" for row in rows[max(0, first - 4) : first] + rows[end : end + 4] if row[1] == "x"]
    found += [f"inh={row[2]}" for row in inside if row[2]]
    return found


def _main_word(inside: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the row of the head: the last word before the first small word, or the last of all."""
    for index, row in enumerate(inside[1:], start=1):
        if row[1] == "x" and row[3] in {"IN", "TO"}:
            return inside[index - 1]
    for row in reversed(inside):
        if row[1][0] in "Xx":
            return row
    return inside[-1]


def _covering(inside: Sequence[tuple[str, ...]], place: int) -> str:
    """Say which label a layer gives to the stretch: whole (`=ORG`), a part of it (`~ORG`), or none."""
    values = [row[place] for row in inside]
    labels = {value[2:] for value in values if value != OUTSIDE}
    if not labels:
        return ""
    if len(labels) == 1 and OUTSIDE not in values:
        return "=" + labels.pop()
    return "~" + values[-1][2:] if values[-1] != OUTSIDE else "~" + min(labels)
