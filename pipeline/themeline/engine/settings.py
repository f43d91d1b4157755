"""The settings of the engine."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class EngineSettings(BaseModel):
    """Where documents are worked on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Literal["processes", "dask"] = Field("processes", description="Processes on this machine, or a Dask cluster.")
    seconds: float = Field(
        60.0, gt=0, description="The most time that a chunk of documents may take, besides 1 s per 400 characters."
    )
    start_seconds: float = Field(300.0, gt=0, description="The most time that a worker may take to begin.")
    scheduler: str = Field("", description="The address of the Dask scheduler, such as tcp://10.0.0.1:8786.")
