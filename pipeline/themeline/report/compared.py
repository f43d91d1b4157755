"""Every table behind the comparison report of two corpora."""

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from themeline.report.data import ComparisonReportData
from themeline.report.provenance import manifest_tables
from themeline.report.search import find_places, sample_places
from themeline.report.settings import ReportSettings
from themeline.report.theme_tables import theme_name

Tables = dict[str, pd.DataFrame]
RANKED_BY = {"LRC": "lrc", "G²": "g2", "log odds z": "log_odds_z", "superiority": "superiority", "BIC": "bic"}
FOREMOST = 50


def comparison_tables(data: ComparisonReportData, settings: ReportSettings) -> Tables:
    """Return the tables behind the comparison report, by name; docs/report.md lists their columns."""
    found = data.comparison
    terms = found.terms.copy()
    terms["drivers"] = [" | ".join(drivers) for drivers in terms.get("drivers", [()] * len(terms))]
    names = [theme_name(str(key), data.theme_names) for key in found.themes.get("theme", [])]
    return {
        "summary": found.summary(),
        "terms": terms,
        "themes": found.themes.assign(name=names),
        "entities": found.entities.drop(columns="drivers", errors="ignore"),
        "years": years_table(terms, data.names),
        "exclusive": exclusive_table(terms, data.names),
        "sensitivity": sensitivity_table(terms),
        "design": found.design.assign(a=found.design["a"].map(_plain), b=found.design["b"].map(_plain)),
        "calibration": found.calibration,
        "distance": found.distance,
        "evidence": evidence_table(terms, data.sentences, settings),
        **manifest_tables({**found.manifest, **data.manifest}),
    }


def years_table(terms: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Return the tested years of layer "year", long: `year`, `corpus`, `frequency`, `documents`, `document_share`."""
    columns = ["year", "corpus", "frequency", "documents", "document_share"]
    rows = terms[(terms["layer"] == "year") & terms["term"].astype(str).str.fullmatch(r"\d{4}")]
    if rows.empty or "document_share_a" not in rows or "document_share_b" not in rows:
        return pd.DataFrame(columns=columns)
    parts = [
        rows[["term", f"frequency_{side}", f"documents_{side}", f"document_share_{side}"]]
        .set_axis(["year", "frequency", "documents", "document_share"], axis=1)
        .assign(corpus=name)
        for side, name in zip("ab", names, strict=False)
    ]
    return pd.concat(parts)[columns].sort_values(["year", "corpus"]).reset_index(drop=True)


def exclusive_table(terms: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Return the terms that one corpus lacks.

    `at_most` is the upper 95% bound of its rate there, per million: absent from N tokens, at most 3/N (rule of three;
    Hanley & Lippman-Hand 1983).
    """
    columns = ["layer", "term", "only_in", "frequency", "documents", "class", "at_most"]
    parts = []
    for side, other, name in (("a", "b", names[0]), ("b", "a", names[1])):
        rows = terms[(terms[f"frequency_{other}"] == 0) & (terms[f"frequency_{side}"] > 0)]
        size = _size(terms[terms[f"frequency_{other}"] > 0], other)
        part = rows[["layer", "term", "class"]].assign(only_in=name, frequency=rows[f"frequency_{side}"])
        part["documents"] = rows.get(f"documents_{side}", pd.Series(pd.NA, index=rows.index))
        part["at_most"] = part["layer"].map(size).map(lambda tokens: 3e6 / tokens)
        parts.append(part)
    table = pd.concat(parts)[columns]
    return table.sort_values(["only_in", "frequency", "term"], ascending=[True, False, True]).reset_index(drop=True)


def sensitivity_table(terms: pd.DataFrame) -> pd.DataFrame:
    """Return how far measures agree on the foremost 50 terms of A: `measure`, `other`, `shared` (0 to 1)."""
    known = {label: column for label, column in RANKED_BY.items() if column in terms}
    tops = {
        label: set(terms.sort_values([column, "term"], ascending=[False, True]).head(FOREMOST).index)
        for label, column in known.items()
    }
    rows = [
        (one, other, len(tops[one] & tops[other]) / max(min(FOREMOST, len(terms)), 1))
        for one, other in combinations(tops, 2)
    ]
    return pd.DataFrame(rows, columns=["measure", "other", "shared"])


def evidence_table(terms: pd.DataFrame, sentences: pd.DataFrame, settings: ReportSettings) -> pd.DataFrame:
    """Return sentences of each corpus for the foremost terms, in the budget of characters."""
    columns = ["term", "corpus", "doc", "sentence", "start", "end", "text"]
    chosen = terms[~terms["layer"].isin(["theme", "year"])]
    decided = chosen["class"].ne("undecided")
    names = pd.concat([chosen[decided], chosen[~decided]])["term"].drop_duplicates().head(settings.table_rows).tolist()
    if sentences.empty or not names:
        return pd.DataFrame(columns=columns)
    parts = [_sampled(names, part, settings) for _, part in sentences.groupby("corpus", sort=False)]
    places = pd.concat(parts, ignore_index=True)
    places["rank"] = places["term"].map({name: number for number, name in enumerate(names)})
    places["turn"] = places.groupby(["term", "corpus"]).cumcount()
    places = places.sort_values(["turn", "rank", "corpus"], kind="stable")
    places = places[places["text"].str.len().cumsum() <= settings.evidence_characters]
    return places.sort_values(["rank", "corpus", "turn"], kind="stable")[columns].reset_index(drop=True)


def _sampled(names: Sequence[str], sentences: pd.DataFrame, settings: ReportSettings) -> pd.DataFrame:
    variants = {name: [name] for name in names}
    sentences = sentences.reset_index(drop=True)
    places = find_places(variants, sentences["text"].tolist())
    return sample_places(places, variants, sentences, settings.examples, settings.seed)


def _plain(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _size(terms: pd.DataFrame, side: str) -> dict[str, float]:
    """Tokens behind the rates of each layer, from a term's frequency and rate."""
    first = terms.drop_duplicates("layer")
    sizes = 1e6 * first[f"frequency_{side}"] / first[f"per_million_{side}"]
    return dict(zip(first["layer"], sizes, strict=True))
