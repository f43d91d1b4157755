"""The figures of the reports: Altair charts, drawn as SVG while the report is written."""
