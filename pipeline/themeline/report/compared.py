"""Every table behind the comparison report of two corpora."""

from typing import cast

import pandas as pd

from themeline.compare import Comparison
from themeline.report.cells import show_share
from themeline.report.data import ComparisonReportData
from themeline.report.function_words import is_function_word
from themeline.report.provenance import manifest_tables
from themeline.report.sensitivity import sensitivity_table
from themeline.report.settings import ReportSettings
from themeline.report.side_evidence import evidence_table
from themeline.report.theme_tables import theme_name
from themeline.report.time_tables import time_table, time_trends

Tables = dict[str, pd.DataFrame]
TRACED = 4


def compared_tables(data: ComparisonReportData, settings: ReportSettings) -> Tables:
    """Return the tables behind the comparison of two corpora, by name; docs/report.md lists their columns."""
    found = cast(Comparison, data.comparison)
    terms = found.terms.copy()
    terms["drivers"] = [" | ".join(drivers) for drivers in terms.get("drivers", [()] * len(terms))]
    themes = found.themes.assign(name=_theme_names(data, found.themes.get("theme", pd.Series(dtype=object))))
    by_year = time_table(data.corpora, traced_terms(terms, themes), data.theme_names)
    return {
        "summary": found.summary(),
        "terms": terms,
        "themes": themes,
        "entities": found.entities.drop(columns="drivers", errors="ignore"),
        "years": years_table(terms, data.names),
        "exclusive": exclusive_table(terms, data.names),
        "time": by_year,
        "time_trends": time_trends(by_year, data.names),
        "sensitivity": sensitivity_table(terms, data.names, data.corpora),
        "design": found.design.assign(**{side: _shown_values(found.design, side) for side in "ab"}),
        "calibration": found.calibration,
        "distance": found.distance,
        "evidence": evidence_table(_shown(terms), data.sentences, settings),
        **manifest_tables({**found.manifest, **data.manifest}),
    }


def traced_terms(terms: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return `layer` and `term` of what is followed over the years: the clearest of each side, and of the themes."""
    words = terms[terms["layer"].isin(["word", "phrase"]) & ~terms["term"].map(is_function_word).astype(bool)]
    words = words.reindex(words["lrc"].abs().sort_values(ascending=False, kind="stable").index)
    chosen = [words[words["class"] == f"robust {side}"].head(TRACED)[["layer", "term"]] for side in "AB"]
    if "difference" in themes:
        order = themes["difference"].abs().sort_values(ascending=False, kind="stable").index
        chosen.append(themes.reindex(order).head(TRACED)[["theme"]].set_axis(["term"], axis=1).assign(layer="theme"))
    return pd.concat(chosen, ignore_index=True).drop_duplicates()


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


def _shown(terms: pd.DataFrame) -> list[str]:
    """Return the terms that sentences are looked for: those with a class first."""
    chosen = terms[~terms["layer"].isin(["theme", "year"])]
    decided = chosen["class"].ne("undecided")
    names: list[str] = pd.concat([chosen[decided], chosen[~decided]])["term"].drop_duplicates().tolist()
    return names


def _theme_names(data: ComparisonReportData, keys: pd.Series) -> list[str]:
    return [theme_name(str(key), data.theme_names) for key in keys]


def _shown_values(design: pd.DataFrame, side: str) -> list[str]:
    return [_plain(check, value) for check, value in zip(design["check"], design[side], strict=True)]


def _plain(check: str, value: object) -> str:
    """Return a value of the design check as people read it."""
    if isinstance(value, float):
        return show_share(value) if check.startswith(("share", "imbalance")) else f"{value:,.4g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _size(terms: pd.DataFrame, side: str) -> dict[str, float]:
    """Tokens behind the rates of each layer, from a term's frequency and rate."""
    first = terms.drop_duplicates("layer")
    sizes = 1e6 * first[f"frequency_{side}"] / first[f"per_million_{side}"]
    return dict(zip(first["layer"], sizes, strict=True))
