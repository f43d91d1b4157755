"""What a user can choose about the spaCy pipeline."""

from pydantic import BaseModel, ConfigDict, Field


class LanguageSettings(BaseModel):
    """The settings of the language stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field("", description="Name or path of a spaCy pipeline; empty for the installed English one.")
    max_characters: int = Field(1_000_000, ge=1_000, description="Texts longer than this are parsed in pieces.")
    trust: str = Field(
        "", exclude=True, description="The digest of a pipeline that is not Themeline's own; never read from a file."
    )
