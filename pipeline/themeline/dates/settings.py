"""The settings of the dates stage."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Genre = Literal["news", "narrative", "abstract"]


class DateSettings(BaseModel):
    """What the reader of dates may assume about the documents."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    genre: Literal["auto", "news", "narrative", "abstract"] = Field(
        "auto",
        description="What relative dates lean on: the document's date (news), the dates told so far (narrative), "
        "or the document's date with ranges kept whole (abstract); auto guesses for each document.",
    )
    day_first: Literal["auto", "yes", "no"] = Field(
        "auto", description="Whether 03/04/2016 is in April (yes) or March (no); auto decides for each document."
    )
