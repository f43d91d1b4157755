"""The page of the comparison of two corpora: its head, and its sections in order."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from markupsafe import Markup

from themeline.compare import Comparison
from themeline.report import compared_subjects as subjects
from themeline.report import comparison_sections as about
from themeline.report.comparison_findings import comparison_findings, verdict
from themeline.report.comparison_looks import comparison_looks
from themeline.report.comparison_methods import LIMITS, WORKS, methods
from themeline.report.comparison_payload import comparison_payload
from themeline.report.content import Content, Tables
from themeline.report.data import ComparisonReportData
from themeline.report.page import Page, Section
from themeline.report.provenance import manifest_section, methods_section
from themeline.report.settings import ReportSettings


def comparison_page(
    data: ComparisonReportData, tables: Tables, figures: Mapping[str, Markup], settings: ReportSettings
) -> Page:
    """Lay out the comparison report.

    Args:
        data: The comparison.
        tables: What `comparison_tables` returned.
        figures: The figures as SVG in the page's colours, by name.
        settings: How much the page holds.
    """
    found, names = cast(Comparison, data.comparison), data.names
    content = Content(tables, figures, settings, comparison_looks(names))
    return Page(
        " and ".join(names),
        "Comparison of corpora",
        _facts(tables, names),
        comparison_findings(tables, names),
        list(_sections(data, found.manifest, content)),
        comparison_payload(data, tables),
        names,
        verdict(tables, names, found.only_describes),
    )


def _facts(tables: Tables, names: tuple[str, ...]) -> list[tuple[str, str]]:
    sizes = tables["design"].set_index("check").reindex(["documents", "words"])[["a", "b"]]
    facts = [
        (f"{name}: {what}", str(sizes.loc[what, side]))
        for side, name in zip("ab", names, strict=False)
        for what in ("documents", "words")
    ]
    counted = tables["terms"].loc[tables["terms"]["layer"].isin(["word", "phrase"]), "class"].value_counts()
    classes = {f"Typical of {names[0]}": "robust A", f"Typical of {names[1]}": "robust B", "Lockwords": "lockword"}
    return facts + [(label, f"{int(counted.get(key, 0)):,}") for label, key in classes.items()]


def _sections(data: ComparisonReportData, manifest: Mapping[str, Any], content: Content) -> Iterator[Section]:
    yield about.design(content)
    yield about.distance(content)
    yield about.robust(content, data.names, manifest)
    yield about.pictures(content)
    yield about.classes(content, data.names)
    yield subjects.themes(content)
    yield subjects.entities(content, data.names)
    yield subjects.years(content)
    yield subjects.time(content, len(data.names))
    yield subjects.concordance(content, data.names, subjects.foremost(content))
    yield about.sensitivity(content)
    yield methods_section(methods(manifest), LIMITS, WORKS)
    yield manifest_section(data.manifest, content.tables)
