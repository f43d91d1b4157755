"""What a user can choose about themes."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Representation = Literal["default", "accurate"]


class ThemeSettings(BaseModel):
    """The settings of the classify stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    codebook: str = Field("", description="A codebook in TOML; empty for the 13 themes that Themeline ships.")
    model: str = Field("", description="The folder of a trained model; empty for the shipped one.")
    representation: Representation = Field("default", description="'accurate' is better, and many times slower.")
    thresholds: Mapping[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict, description="The least probability at which a theme is given, where not the model's own."
    )
