"""A small workspace that a whole run has filled, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.pdfs import pdf
from tests.samples import sample, write_texts
from themeline.stages.run import run
from themeline.stages.settings import Settings
from themeline.store import Store

ONE_WORKER = Settings(workers=1)


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
