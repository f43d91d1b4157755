"""What a user can choose about counting and comparing."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Gate = Literal["documents", "permutation", "tokens"]


class CountSettings(BaseModel):
    """The settings of counting: what a word and a phrase are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: Literal["form", "lemma"] = Field(
        "form", description="Count words as written, lower-cased, or their lemmas (dictionary forms)."
    )
    phrases: Literal["terms", "ngrams"] = Field(
        "terms", description="Count noun terms (by part of speech) or every sequence of words."
    )
    max_words: int = Field(3, ge=2, le=6, description="The longest phrase, in words.")


class CompareSettings(BaseModel):
    """The settings of a comparison. The defaults follow docs/statistics.md, which says why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    layers: tuple[str, ...] = Field((), description="The layers to compare; empty for all that the corpora have.")
    min_count: int = Field(5, ge=1, description="Terms with fewer occurrences in both corpora together are left out.")
    min_documents: int = Field(
        0, ge=0, description="Terms in fewer documents are left out; 0 for 3, or 5 from 501 documents on."
    )
    gate: Gate = Field("documents", description="What decides: Wilcoxon on documents, permutation max-T, or G² alone.")
    level: float = Field(0.05, gt=0, lt=0.5, description="The false discovery rate of keywords; also that of LRC.")
    confidence: float = Field(0.95, gt=0.5, lt=1, description="Confidence of the intervals.")
    smallest_side: int = Field(8, ge=2, description="With fewer documents on a side, a comparison only describes.")
    top_share: float = Field(
        1 / 3, gt=0, le=1, description="A term is concentrated if one document has more than this of its occurrences."
    )
    equivalence: float = Field(0.5, gt=0, description="Log ratios within plus or minus this count as equal.")
    lockword_count: int = Field(20, ge=1, description="Lockwords occur at least so often in both corpora together.")
    lockword_documents: float = Field(0.1, ge=0, le=1, description="Lockwords are in this share of each side's texts.")
    simple_maths: float = Field(1.0, gt=0, description="What simple maths adds to both frequencies per million.")
    prior_share: float = Field(0.01, gt=0, description="Strength of the Dirichlet prior: share of the smaller side.")
    resamples: int = Field(199, ge=99, le=9999, description="Bootstrap samples for the intervals.")
    permutations: int = Field(999, ge=99, le=99_999, description="Relabellings of the permutation gate.")
    calibration_splits: int = Field(20, ge=0, le=1000, description="Random halves for the null calibration; 0: none.")
    distance_permutations: int = Field(99, ge=0, le=9999, description="Relabellings for the distance; 0 for none.")
    cluster: str = Field("", description="Metadata column: its documents are resampled together (author, institution).")
    strata: tuple[str, ...] = Field((), description="Metadata columns to balance by (year, institution).")
    extra: tuple[str, ...] = Field((), description="More measures to compute; see docs/statistics.md.")
    seed: int = Field(20121106, ge=0, description="Seed of everything random.")
