"""A small workspace that a whole run has filled, made once and copied for each test."""

import json
import shutil
from pathlib import Path

import pytest

from tests.pdfs import pdf
from tests.samples import sample, write_texts
from themeline.stages import entities
from themeline.stages.run import run
from themeline.stages.settings import Settings
from themeline.store import Store, labels
from themeline.store.labels import Judgement

from .damages import OF_DOCUMENT

ONE_WORKER = Settings(workers=1)
SHORT = len(OF_DOCUMENT) + 8


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    root = tmp_path_factory.mktemp("filled")
    write_texts(root / "texts", sample("theses", 9))
    run(Store(root / "workspace"), [root / "texts"], ONE_WORKER, "theses")
    return root


@pytest.fixture
def project(filled, tmp_path):
    """Give a copy: `texts/` with nine theses, and `workspace/` in which they are done."""
    shutil.copytree(filled, tmp_path / "project", copy_function=shutil.copy2)
    root = tmp_path / "project"
    store = Store(root / "workspace")
    with store.writing() as database:  # the files have moved with the copy
        database.execute("UPDATE sources SET source = replace(source, ?, ?)", [str(filled), str(root)])
        database.execute("UPDATE documents SET origin = replace(origin, ?, ?)", [str(filled), str(root)])
        database.execute("UPDATE meta SET key = replace(key, ?, ?)", [str(filled), str(root)])
    return root


@pytest.fixture
def store(project) -> Store:
    return Store(project / "workspace")


@pytest.fixture
def texts(project) -> Path:
    return project / "texts"


@pytest.fixture
def encrypted_pdf(tmp_path) -> Path:
    """Give a PDF that the password "geneva" opens."""
    return pdf(tmp_path / "secret.pdf", [["The council met in Geneva and adopted the report."]], "geneva")


def write_corpora(root):
    """Write short documents that have entities, dates and themes, and files that cannot be used."""
    rows = [row for name in ("theses", "strategies", "speeches") for row in sample(name, 44)]
    paragraphs = [p for row in rows for p in row["text"].replace("\f", "").split("\n\n") if 200 < len(p) < 900]
    for corpus, chosen in {"a": paragraphs[:SHORT], "b": paragraphs[SHORT : SHORT + 4]}.items():
        lines = [
            json.dumps(
                {
                    "id": f"{corpus}{n:03}",
                    "text": f"{p} In May 2015, the Council of Europe met.",
                    "author_keywords": ["cyber security"],
                    "place": "Taipei",
                }
            )
            for n, p in enumerate(chosen)
        ]
        (root / corpus).mkdir(parents=True)
        (root / corpus / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (root / corpus / "broken.txt").write_bytes(b"")


@pytest.fixture(scope="session")
def sound(tmp_path_factory):
    """A workspace with every table filled, and enough documents for each damage to have one of its own."""
    root = tmp_path_factory.mktemp("sound")
    write_corpora(root)
    store = Store(root / "workspace")
    for corpus in ("a", "b"):
        run(store, [root / corpus], ONE_WORKER, corpus)
    with store.locked(), store.writing() as database:
        labels.add(database, [Judgement("a", "a001", "A text.", "me", "policy", "1", ("rights",), "chosen")])
    entities.rename(store, "Council of Europe", "The Council", "ORG")
    return root
