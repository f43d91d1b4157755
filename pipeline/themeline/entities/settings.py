"""The settings of entity extraction."""

from pydantic import BaseModel, ConfigDict, Field


class EntitySettings(BaseModel):
    """Which layers take part; each may be left out, to see what it adds or to do without it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: bool = Field(True, description="Use the entities that the spaCy pipeline proposes.")
    rules: bool = Field(True, description="Use citation patterns, head nouns and gazetteers.")
    tagger: bool = Field(True, description="Let the trained tagger decide between the model and the rules.")
    document: bool = Field(True, description="Correct mentions by others of the same document; find short forms.")
    exclude: tuple[str, ...] = Field((), description="Names never to report, as written in the text.")
