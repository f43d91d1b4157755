"""Text that wants to be code, markup, a formula, or a broken layout."""

import dataclasses

import pandas as pd

from themeline.report import KeywordReportData

TEXTS = (
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    '=HYPERLINK("http://example.org","click")',
    "{{ 7 * 7 }} {% raw %}",
    "\u202egnp.exe \u2066unclosed",
    "line\u2028separator\u2029",
    "x" * 10_000,
    "🛡️ cyber 🧑‍💻",
    "الأمن السيبراني في الشرق الأوسط",
    "网络安全法",
    "`${document.title='owned'}`",
    "\\end{document} 100% & $x_1$",
    "| pipe | *star* _under_",
    "nul \x00 and bell \x07",
    'O\'Brien "quoted" & more',
    "../../etc/passwd#term=%",
)


def with_hostile_text(data: KeywordReportData, corpus: str = TEXTS[0]) -> KeywordReportData:
    """Put every hostile text into every place where a corpus can put text."""
    docs = [f"doc {text}" for text in TEXTS]
    numbers = range(len(TEXTS))
    documents = pd.DataFrame(
        {
            "doc": docs,
            "title": TEXTS,
            "language": "en",
            "published": "2020",
            "author_keywords": [[t] for t in TEXTS],
            "tokens": 50,
            "metadata": [{} for _ in TEXTS],
            "year": pd.array([2020] * len(TEXTS), dtype="Int64"),
        }
    )
    sentences = pd.DataFrame(
        {
            "doc": docs,
            "sentence": 1,
            "start": 0,
            "end": [len(t) + 12 for t in TEXTS],
            "text": [f"It is said: {t}" for t in TEXTS],
        }
    )
    entities = pd.DataFrame(
        {
            "doc": docs,
            "sentence": 1,
            "start": 12,
            "end": [12 + len(t) for t in TEXTS],
            "text": TEXTS,
            "label": "ORG",
            "name": TEXTS,
            "origin": "rule",
        }
    )
    keywords = pd.DataFrame({"doc": docs, "rank": 1, "keyword": TEXTS, "score": 1.0, "count": 1, "origin": "text"})
    shared = pd.DataFrame(
        {
            "doc": [docs[0]] * len(TEXTS),
            "rank": [n + 2 for n in numbers],
            "keyword": TEXTS,
            "score": 0.5,
            "count": 1,
            "origin": "author",
        }
    )
    themes = pd.DataFrame({"doc": docs, "sentence": 1, "start": 0, "end": 5, "theme": TEXTS, "probability": 0.9})
    failures = pd.DataFrame(
        {"source": TEXTS, "batch": "b", "stage": "ingest", "error": TEXTS, "detail": TEXTS, "corpus": "c"}
    )
    extra = {
        "documents": documents,
        "sentences": sentences,
        "entities": entities,
        "keywords": pd.concat([keywords, shared]),
        "themes": themes,
        "failures": failures,
    }
    frames = {name: pd.concat([getattr(data, name), frame], ignore_index=True) for name, frame in extra.items()}
    return dataclasses.replace(
        data,
        **frames,
        corpus=corpus,
        theme_names={TEXTS[1]: TEXTS[2]},
        manifest={"command": TEXTS[1], "settings": {TEXTS[0]: TEXTS[2]}},
    )
