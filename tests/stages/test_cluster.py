"""A run on a cluster gives the tables of a run on this machine."""

import pytest

from tests.engine.cluster import cluster
from tests.samples import sample, write_texts
from themeline.engine import EngineSettings
from themeline.stages.export import read_table
from themeline.stages.run import run
from themeline.stages.settings import Settings
from themeline.store import Store
from themeline.tables.schemas import TABLES


@pytest.mark.xdist_group("cluster")
@pytest.mark.filterwarnings("default")
def test_a_run_on_a_cluster_gives_the_same_tables(tmp_path):
    write_texts(tmp_path / "texts", sample("theses", 6))
    here, there = Store(tmp_path / "here"), Store(tmp_path / "there")
    run(here, [tmp_path / "texts"], Settings(workers=1), "theses")
    with cluster(tmp_path) as own:
        settings = Settings(engine=EngineSettings(name="dask", scheduler=own.address))
        result = run(there, [tmp_path / "texts"], settings, "theses")
    assert (result.extract.documents, result.classify.documents, result.failed) == (6, 6, 0)
    for table in TABLES:
        if table != "runs":
            assert read_table(there, table).equals(read_table(here, table)), table
