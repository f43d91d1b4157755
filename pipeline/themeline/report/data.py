"""What a report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from themeline.compare import Comparison, CorpusCounts, ManyComparison

DUPLICATE_COLUMNS = ("doc", "other_doc", "other_corpus", "similarity")


def _no_duplicates() -> pd.DataFrame:
    return pd.DataFrame(columns=list(DUPLICATE_COLUMNS))


@dataclass(frozen=True, slots=True)
class KeywordReportData:
    """One corpus, as the public tables hold it; `doc` is unique.

    Attributes:
        corpus: Its name.
        documents: `documents` without `text`, with `year` (Int64) and `metadata` as dicts.
        sentences: The sentences.
        entities: The mentions of entities.
        dates: The temporal expressions.
        keywords: The keywords of every document, extracted and the authors' own.
        themes: The themes given to sentences.
        failures: What could not be used.
        duplicates: Documents that repeat another, exactly (similarity 1) or nearly: `doc`, `other_doc`,
            `other_corpus`, `similarity`.
        theme_names: The display name of each theme's key.
        manifest: The command that gives this report again, versions, settings, inputs with their sha256.
    """

    corpus: str
    documents: pd.DataFrame
    sentences: pd.DataFrame
    entities: pd.DataFrame
    dates: pd.DataFrame
    keywords: pd.DataFrame
    themes: pd.DataFrame
    failures: pd.DataFrame
    duplicates: pd.DataFrame = field(default_factory=_no_duplicates)
    theme_names: Mapping[str, str] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ComparisonReportData:
    """A comparison, and sentences of each corpus to show for it.

    Attributes:
        names: The corpora, in the order of the command.
        comparison: What `compare_corpora` returned, or `compare_many` for more than two.
        sentences: `doc`, `sentence`, `text`, `corpus` of the sentences that evidence may be taken from.
        theme_names: The display name of each theme's key.
        manifest: The command that gives this report again, versions, settings, inputs with their sha256.
        corpora: The counts that were compared, for the years and the sensitivity; without them, those are left out.
    """

    names: tuple[str, ...]
    comparison: "Comparison | ManyComparison"
    sentences: pd.DataFrame
    theme_names: Mapping[str, str] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    corpora: "Sequence[CorpusCounts]" = ()
