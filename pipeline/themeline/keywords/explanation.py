"""Why a keyword has its score."""

from collections.abc import Iterator, Sequence

import pandas as pd

from themeline.keywords.model import KeywordModel
from themeline.keywords.ranked import RankedTerms, rank_terms
from themeline.keywords.rankings import shortfall
from themeline.keywords.selection import choose, spelling
from themeline.keywords.settings import KeywordSettings
from themeline.language import ParsedDocument
from themeline.tables import Entity

COLUMNS = ("rank", "keyword", "part", "feature", "value", "contribution")
Row = tuple[str, str, float, float]


def explain_keywords(
    parsed: ParsedDocument, entities: Sequence[Entity], model: KeywordModel, settings: KeywordSettings
) -> pd.DataFrame:
    """Say what each feature adds to the score of each extracted keyword under the method `themeline`.

    Returns:
        One row for each keyword and feature: rank, keyword, part, feature, value, contribution (log-odds). The
        contributions of a keyword add up to the log-odds of its score: score = 1 / (1 + exp(-sum)). `part` is `start`
        (before anything is known of the term), `length` (too few mentions for a long text), `learnt` (the trees),
        `salience` (what counts in texts of every kind), `style` (what counts in stories) or `entity` (the evidence of
        an entity label).
    """
    settings = settings.model_copy(update={"method": "themeline"})
    ranked = rank_terms(parsed, entities, model, settings)
    if ranked is None:
        return pd.DataFrame(columns=list(COLUMNS))
    chosen = choose(ranked, settings)
    rows = [
        (rank, spelling(ranked, number), *parts)
        for (rank, number), explained in zip(enumerate(chosen, start=1), _explain(ranked, model, chosen), strict=True)
        for parts in explained
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _explain(ranked: RankedTerms, model: KeywordModel, chosen: Sequence[int]) -> Iterator[list[Row]]:
    """Yield the parts of each chosen term's score."""
    features = {name: values[list(chosen)] for name, values in ranked.features.items()}
    of_story = {name: values[list(chosen)] for name, values in ranked.told.items()}
    learnt, told = model.trees.contributions(features), model.style.contributions(of_story)
    central = model.salience.contributions(features, len(ranked.terms.line))
    described, missing = 1.0 - ranked.story, shortfall(ranked.terms)
    for place, number in enumerate(chosen):
        rows: list[Row] = [
            ("start", "", float("nan"), described * model.trees.expected),
            ("length", "count", float(ranked.terms.counts[number]), described * float(missing[number])),
        ]
        for name, share in zip(model.trees.names, learnt[place], strict=True):
            rows.append(("learnt", name, float(features[name][place]), described * float(share)))
        for name, added in central.items():
            rows.append(("salience", name, float(features[name][place]), described * float(added[place])))
        for name, added in told.items():
            rows.append(("style", name, float(of_story[name][place]), ranked.story * float(added[place])))
        rows.append(("entity", ranked.labels[number], float("nan"), float(ranked.evidence[number])))
        yield rows
