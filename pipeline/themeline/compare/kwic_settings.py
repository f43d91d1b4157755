"""How a concordance is searched, cut, sorted and sampled."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class ConcordanceSettings(BaseModel):
    """The settings of a concordance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regex: bool = Field(False, description="The pattern is a regular expression.")
    match_case: bool = Field(False, description="Capital letters matter.")
    whole_words: bool = Field(True, description="A plain pattern begins and ends at word boundaries.")
    width: int = Field(60, ge=0, le=10_000, description="Characters of context on each side; 0 for the sentence.")
    sort: Literal["document", "left", "right", "keyword"] = Field("document", description="What lines are sorted by.")
    sample: int = Field(0, ge=0, description="How many lines are drawn at random; 0 for all.")
    seed: int = Field(20121106, ge=0, description="Seed of the sample.")
    seconds: float = Field(10.0, gt=0, description="Time that the search may take.")
