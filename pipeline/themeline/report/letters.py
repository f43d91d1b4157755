"""Which corpora differ in a term, as letters: those that share a letter are not shown to differ."""

from collections.abc import Collection, Sequence
from string import ascii_lowercase

import pandas as pd


def groups_of(pairwise: pd.DataFrame, omnibus: pd.DataFrame, names: Sequence[str], level: float) -> pd.DataFrame:
    """Return the letters of each term of the omnibus table: `layer`, `term`, `groups`, `letters`.

    `groups` names the corpora, the highest rate first, such as `theses a, speeches b`; `letters` has the letters alone,
    in the order of the corpora, such as `b · a`; both are empty for terms whose corpora do not differ.

    Args:
        pairwise: The pairwise tests: `layer`, `term`, `a`, `b`, `p_adjusted`.
        omnibus: The terms, with `per_million_<corpus>`.
        names: The corpora.
        level: Pairs with an adjusted p below it differ.
    """
    differing: dict[tuple[str, str], list[tuple[str, str]]] = {}
    columns = ["layer", "term", "a", "b"]
    for layer, term, one, other in pairwise.loc[pairwise["p_adjusted"] < level, columns].astype(str).to_numpy():
        differing.setdefault((layer, term), []).append((one, other))
    rates = omnibus[[f"per_million_{name}" for name in names]].to_numpy()
    groups, in_order = [], []
    for place, key in enumerate(zip(omnibus["layer"], omnibus["term"], strict=True)):
        order = [names[number] for number in sorted(range(len(names)), key=lambda number: -rates[place, number])]
        letters = compact_letters(order, differing[key]) if key in differing else {}
        groups.append(", ".join(f"{name} {letters[name]}" for name in order if name in letters))
        in_order.append(" · ".join(letters[name] for name in names if name in letters))
    return omnibus[["layer", "term"]].assign(groups=groups, letters=in_order)


def compact_letters(names: Sequence[str], differing: Collection[tuple[str, str]]) -> dict[str, str]:
    """Return the letters of each name, in the order given, so that two share one unless they differ.

    Insert and absorb (Piepho 2004): begin with one group of all; each differing pair splits every group that holds
    both; a group within another is dropped.
    """
    groups = [frozenset(names)]
    for pair in differing:
        split = [part for group in groups for part in _parted(group, frozenset(pair))]
        groups = [group for group in dict.fromkeys(split) if not any(group < wider for wider in split)]
    place = {name: number for number, name in enumerate(names)}
    groups.sort(key=lambda group: sorted(place[name] for name in group))
    signs = [(group, ascii_lowercase[number % 26]) for number, group in enumerate(groups)]
    return {name: "".join(sign for group, sign in signs if name in group) for name in names}


def _parted(group: frozenset[str], pair: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(group - {name} for name in sorted(pair)) if pair <= group else (group,)
