"""What a user can choose about reports."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Format = Literal["csv", "xlsx", "json", "markdown", "latex", "figures", "pdf"]


class ReportSettings(BaseModel):
    """The settings of the keyword report and of the comparison report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    formats: tuple[Format, ...] = Field(
        ("csv", "xlsx"), description="What is written beside the page; 'pdf' needs Chromium."
    )
    top_terms: int = Field(200, ge=1, le=5000, description="Keywords in the page; the tables beside it hold all.")
    table_rows: int = Field(500, ge=1, le=5000, description="Rows of any other table in the page.")
    examples: int = Field(4, ge=1, le=50, description="Sentences shown for a term, at most.")
    evidence_characters: int = Field(
        700_000, ge=0, le=2_000_000, description="All example sentences together, in characters, whatever the corpus."
    )
    min_documents: int = Field(2, ge=1, description="Entities and trends in fewer documents are left out of figures.")
    confidence: float = Field(0.95, gt=0.5, lt=1, description="Confidence of the intervals.")
    level: float = Field(0.05, gt=0, lt=0.5, description="The false discovery rate of trends.")
    since: str = Field("", description="Only what this batch changed, in the table of changes; empty for all.")
    seed: int = Field(20121106, ge=0, description="Seed of the sample of sentences.")
