"""The keywords of a document: found, ranked, freed of repetitions, and the author's own beside them."""

from collections.abc import Sequence

from themeline.keywords.author import normalize_author_keywords
from themeline.keywords.model import KeywordModel
from themeline.keywords.ranked import rank_terms
from themeline.keywords.selection import choose, spelling
from themeline.keywords.settings import KeywordSettings
from themeline.language import ParsedDocument
from themeline.tables import Entity, Keyword


def extract_keywords(
    parsed: ParsedDocument, entities: Sequence[Entity], model: KeywordModel, settings: KeywordSettings
) -> list[Keyword]:
    """Extract the keywords of a document.

    Args:
        parsed: The document and its parse.
        entities: The document's named entities; may be empty.
        model: The learnt weights and word lists.
        settings: The ranking method and how many keywords to keep.

    Returns:
        The extracted keywords (origin `text`) by descending score, then the author's own (origin `author`) in their
        order, each list ranked from 1. `count` is the number of mentions in the text; an author keyword that the text
        does not hold has count 0. The score of the method `themeline` lies between 0 and 1 and grows with the
        probability that an author would give the term; other methods keep their own unit; author keywords have 0.
    """
    author = normalize_author_keywords(parsed.document)
    ranked = rank_terms(parsed, entities, model, settings)
    if ranked is None:
        return author
    extracted = [
        Keyword(
            rank=rank,
            keyword=spelling(ranked, number),
            score=round(ranked.score(number), 6),
            count=int(ranked.terms.counts[number]),
            origin="text",
        )
        for rank, number in enumerate(choose(ranked, settings), start=1)
    ]
    return extracted + author
