"""Keywords: what a document is about, what a corpus is about, and how both agree with the authors."""

from typing import TYPE_CHECKING

from themeline.lazy import lazy_names

if TYPE_CHECKING:
    from themeline.keywords.agreement import AuthorAgreement, author_agreement
    from themeline.keywords.background import count_background, read_background
    from themeline.keywords.corpus import aggregate_keywords
    from themeline.keywords.explanation import explain_keywords
    from themeline.keywords.extraction import extract_keywords
    from themeline.keywords.model import KeywordModel
    from themeline.keywords.network import KeywordNetwork, keyword_network, write_network
    from themeline.keywords.settings import KeywordSettings
    from themeline.keywords.trend import keyword_changes
    from themeline.keywords.vocabulary import Vocabulary, read_vocabulary

__all__ = [
    "AuthorAgreement",
    "KeywordModel",
    "KeywordNetwork",
    "KeywordSettings",
    "Vocabulary",
    "aggregate_keywords",
    "author_agreement",
    "count_background",
    "explain_keywords",
    "extract_keywords",
    "keyword_changes",
    "keyword_network",
    "read_background",
    "read_vocabulary",
    "write_network",
]

__getattr__ = lazy_names(
    __name__,
    {
        "AuthorAgreement": "agreement",
        "KeywordModel": "model",
        "KeywordNetwork": "network",
        "KeywordSettings": "settings",
        "Vocabulary": "vocabulary",
        "aggregate_keywords": "corpus",
        "author_agreement": "agreement",
        "count_background": "background",
        "explain_keywords": "explanation",
        "extract_keywords": "extraction",
        "keyword_changes": "trend",
        "keyword_network": "network",
        "read_background": "background",
        "read_vocabulary": "vocabulary",
        "write_network": "network",
    },
)
