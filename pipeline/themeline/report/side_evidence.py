"""Sentences of each corpus for the terms of a comparison."""

from collections.abc import Sequence

import pandas as pd

from themeline.report.search import find_places, sample_places
from themeline.report.settings import ReportSettings

EVIDENCE_COLUMNS = ["term", "corpus", "doc", "sentence", "start", "end", "text"]


def evidence_table(terms: Sequence[str], sentences: pd.DataFrame, settings: ReportSettings) -> pd.DataFrame:
    """Return sentences of each corpus for the terms, in the budget of characters: `EVIDENCE_COLUMNS`.

    Args:
        terms: The terms, the foremost first; at most `table_rows` of them are looked for.
        sentences: `doc`, `sentence`, `text`, `corpus`.
        settings: The budget, how many for a term and corpus, and the seed of the sample.
    """
    names = list(terms[: settings.table_rows])
    if sentences.empty or not names:
        return pd.DataFrame(columns=EVIDENCE_COLUMNS)
    parts = [_sampled(names, part, settings) for _, part in sentences.groupby("corpus", sort=False)]
    places = pd.concat(parts, ignore_index=True)
    places["rank"] = places["term"].map({name: number for number, name in enumerate(names)})
    places["turn"] = places.groupby(["term", "corpus"]).cumcount()
    places = places.sort_values(["turn", "rank", "corpus"], kind="stable")
    places = places[places["text"].str.len().cumsum() <= settings.evidence_characters]
    return places.sort_values(["rank", "corpus", "turn"], kind="stable")[EVIDENCE_COLUMNS].reset_index(drop=True)


def _sampled(names: Sequence[str], sentences: pd.DataFrame, settings: ReportSettings) -> pd.DataFrame:
    variants = {name: [name] for name in names}
    sentences = sentences.reset_index(drop=True)
    places = find_places(variants, sentences["text"].tolist())
    return sample_places(places, variants, sentences, settings.examples, settings.seed)
