"""Reports: the keyword report of a corpus and the comparison of several, as pages, tables and figures."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.report.comparison_report import comparison_tables, comparison_verdict, write_comparison
    from themeline.report.data import ComparisonReportData, KeywordReportData
    from themeline.report.difference import report_difference
    from themeline.report.json_form import tables_as_dict
    from themeline.report.keyword_findings import corpus_findings
    from themeline.report.keyword_report import keyword_report_tables, write_keyword_report
    from themeline.report.settings import ReportSettings
    from themeline.report.terminal import comparison_terminal, difference_terminal, keyword_terminal, rich_table

__all__ = [
    "ComparisonReportData",
    "KeywordReportData",
    "ReportSettings",
    "comparison_tables",
    "comparison_terminal",
    "comparison_verdict",
    "corpus_findings",
    "difference_terminal",
    "keyword_report_tables",
    "keyword_terminal",
    "report_difference",
    "rich_table",
    "tables_as_dict",
    "write_comparison",
    "write_keyword_report",
]

__getattr__ = lazy_names(
    __name__,
    {
        "ComparisonReportData": "data",
        "KeywordReportData": "data",
        "ReportSettings": "settings",
        "comparison_tables": "comparison_report",
        "comparison_terminal": "terminal",
        "comparison_verdict": "comparison_report",
        "difference_terminal": "terminal",
        "corpus_findings": "keyword_findings",
        "keyword_report_tables": "keyword_report",
        "keyword_terminal": "terminal",
        "report_difference": "difference",
        "rich_table": "terminal",
        "tables_as_dict": "json_form",
        "write_comparison": "comparison_report",
        "write_keyword_report": "keyword_report",
    },
)
