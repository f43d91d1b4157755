"""Keywords: what a document is about, what a corpus is about, and how both agree with the authors."""

from themeline.keywords.explanation import explain_keywords
from themeline.keywords.extraction import extract_keywords
from themeline.keywords.model import KeywordModel
from themeline.keywords.settings import KeywordSettings

__all__ = ["KeywordModel", "KeywordSettings", "explain_keywords", "extract_keywords"]
