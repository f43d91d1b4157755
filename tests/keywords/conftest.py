import pandas as pd
import pytest


@pytest.fixture
def documents():
    years = [2018, 2018, 2018, 2018, 2024, 2024, 2024, 2024]
    return pd.DataFrame(
        {
            "doc": [f"d{n}" for n in range(8)],
            "batch": ["one"] * 4 + ["two"] * 4,
            "published": [f"{year}-03" for year in years],
            "tokens": [100] * 8,
        }
    )


@pytest.fixture
def keywords():
    rows = []
    for number in range(8):
        terms = ["cyber security" if number % 2 else "Cyber-security", "arms control" if number < 4 else "data law"]
        rows += [(f"d{number}", rank, term, 0.5, 2, "text") for rank, term in enumerate(terms, start=1)]
        rows.append((f"d{number}", 1, "cybersecurity", 0.0, 0, "author"))
        rows.append((f"d{number}", 2, "deterrence", 0.0, 0, "author"))
    return pd.DataFrame(rows, columns=["doc", "rank", "keyword", "score", "count", "origin"])
