"""Words without content of their own, which a reader of a comparison may want to hide."""

from functools import cache

from themeline.resources import data_path


def is_function_word(term: str) -> bool:
    """Return whether every word of a term is a function word."""
    words = term.casefold().split()
    return bool(words) and all(word in function_words() for word in words)


def use_of(term: str) -> str:
    """Return `content` or `function`."""
    return "function" if is_function_word(term) else "content"


@cache
def function_words() -> frozenset[str]:
    """Return the words of `models/report/function_words.txt`."""
    lines = data_path("models", "report", "function_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
