"""Whether another measure, or another choice of what is counted, would rank the same words first."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from themeline.compare import CorpusCounts
from themeline.compare.counts import aligned
from themeline.compare.effect_size import conservative_log_ratio
from themeline.report.function_words import is_function_word

FOREMOST = 50
PERSISTENCE = 0.9
MEASURES = {"G²": "g2", "log odds z": "log_odds_z", "superiority": "superiority"}
SENSITIVITY_COLUMNS = ["corpus", "ranking", "words", "shared", "rbo", "gained", "lost"]
SHOWN = 5
Scores = npt.NDArray[np.float64]


def sensitivity_table(terms: pd.DataFrame, names: Sequence[str], corpora: Sequence[CorpusCounts] = ()) -> pd.DataFrame:
    """Hold the words that LRC ranks first against those of other measures, and of LRC with other counts.

    Args:
        terms: The table of terms.
        names: The two corpora.
        corpora: Their counts; with them, LRC is also computed without function words among the totals, and without
            the largest document of each.

    Returns:
        `SENSITIVITY_COLUMNS` for each corpus and ranking: how many words are compared (the foremost 50, or as many as
        LRC ranks above zero), the share that both rank so high, rank-biased overlap at p = 0.9 (Webber, Moffat and
        Zobel 2010), and the foremost words that the other ranking gains and loses.
    """
    rows = terms[(terms["layer"] == "word") & ~terms["term"].map(is_function_word).astype(bool)].reset_index(drop=True)
    if rows.empty:
        return pd.DataFrame(columns=SENSITIVITY_COLUMNS)
    others = dict(_other_scores(rows, corpora))
    found = [
        (name, ranking, *_compared(rows["term"], sign * rows["lrc"].to_numpy(), sign * scores))
        for name, sign in zip(names, (1, -1), strict=False)
        for ranking, scores in others.items()
    ]
    return pd.DataFrame(found, columns=SENSITIVITY_COLUMNS)


def rank_biased_overlap(one: Sequence[str], other: Sequence[str], persistence: float = PERSISTENCE) -> float:
    """Return how alike two rankings are to the depth of the shorter, the top weighing most: 0 disjoint, 1 the same.

    The extrapolated form (Webber, Moffat and Zobel 2010, for lists of one length): with A(d) the share of
    the first d that both have, (1 - p) / p * sum A(d) p^d + A(k) p^k.
    """
    depth = min(len(one), len(other))
    if not depth:
        return 0.0
    agreement = np.array([len(set(one[:d]) & set(other[:d])) / d for d in range(1, depth + 1)])
    weights = persistence ** np.arange(1, depth + 1)
    return float((1 - persistence) / persistence * (agreement * weights).sum() + agreement[-1] * weights[-1])


def _compared(terms: pd.Series, scores: Scores, others: Scores) -> tuple[int, float, float, str, str]:
    depth = min(FOREMOST, int((scores > 0).sum()))
    one = _foremost(terms, scores, depth)
    other = _foremost(terms, others, min(depth, int((others > 0).sum())))
    shared = len(set(one) & set(other)) / depth if depth else np.nan
    gained, lost = [t for t in other if t not in one], [t for t in one if t not in other]
    alike = round(rank_biased_overlap(one, other), 4) if depth else np.nan
    return depth, shared, alike, " | ".join(gained[:SHOWN]), " | ".join(lost[:SHOWN])


def _foremost(terms: pd.Series, scores: Scores, depth: int) -> list[str]:
    order = np.lexsort((terms.astype(str).to_numpy(), -np.nan_to_num(scores, nan=-np.inf)))
    return [str(terms.iloc[place]) for place in order[:depth]]


def _other_scores(rows: pd.DataFrame, corpora: Sequence[CorpusCounts]) -> Iterator[tuple[str, Scores]]:
    signs = np.sign(rows["log_ratio"].to_numpy())
    for label, column in MEASURES.items():
        if column in rows:
            values = rows[column].to_numpy(dtype=np.float64)
            yield label, {"superiority": values - 0.5, "g2": signs * values}.get(column, values)
    if len(corpora) == 2 and not any(corpus.is_list for corpus in corpora):
        yield "LRC, function words not counted", _content_only(rows, corpora)
        yield "LRC, without the largest document of each", _without_largest(rows, corpora)


def _content_only(rows: pd.DataFrame, corpora: Sequence[CorpusCounts]) -> Scores:
    sizes = []
    for corpus in corpora:
        words = corpus.layers["word"]
        content = ~np.array([is_function_word(str(term)) for term in words.terms], dtype=bool)
        sizes.append(float(words.totals()[content].sum()))
    counts = rows["frequency_a"].to_numpy(), rows["frequency_b"].to_numpy()
    return _scores(*counts, *sizes)


def _without_largest(rows: pd.DataFrame, corpora: Sequence[CorpusCounts]) -> Scores:
    counts, sizes = [], []
    for corpus in corpora:
        largest = int(corpus.words.argmax())
        matrix = aligned(corpus, "word", pd.Index(rows["term"]))
        left = np.asarray(matrix.sum(axis=0)).ravel() - matrix[[largest]].toarray().ravel()
        counts.append(left.astype(np.float64))
        sizes.append(float(corpus.words.sum() - corpus.words[largest]))
    return _scores(*counts, *sizes)


def _scores(a: Scores, b: Scores, n1: float, n2: float) -> Scores:
    scores: Scores = conservative_log_ratio(a, b, np.full(len(a), n1), np.full(len(b), n2), tests=len(a))
    return scores
