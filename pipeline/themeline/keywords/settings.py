"""What a user can choose about keywords."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Method = Literal["themeline", "tfidf", "textrank", "singlerank", "cvalue", "fused"]


class KeywordSettings(BaseModel):
    """The settings of the keyword stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Method = Field("themeline", description="How the terms of a document are ranked.")
    top: int = Field(15, ge=1, le=1000, description="How many keywords are kept for each document.")
    min_count: int = Field(1, ge=1, description="Terms that a document holds less often are left out.")
    max_words: int = Field(5, ge=1, le=12, description="The longest term, in words; named entities may be longer.")
    absorb_nested: bool = Field(True, description="Leave out terms that stand only inside a better-ranked one.")
    entity_evidence: bool = Field(True, description="Let laws, institutions, policies and events rank higher.")
    vocabulary: str = Field(
        "", description="A controlled vocabulary (CSV or SKOS) whose labels terms are reported under."
    )
    background: str = Field(
        "", description="Word counts that rarity is measured by (`keywords background` makes them)."
    )
    adapt_to_style: bool = Field(True, description="In news and stories, prefer what recurs over what is long.")
