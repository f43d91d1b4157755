import math
from xml.etree import ElementTree

import pytest

from themeline.keywords import keyword_network, write_network


def test_edges_carry_npmi(keywords, documents):
    network = keyword_network(keywords[keywords["doc"] != "d0"], documents, alpha=1.0)
    edge = network.edges.set_index(["left", "right"]).loc[("cyber security", "data law")]
    expected = math.log((4 / 8) / (7 / 8 * 4 / 8)) / -math.log(4 / 8)
    assert (edge["documents"], edge["npmi"]) == (4, pytest.approx(expected))


def test_graphml_holds_every_node_and_edge(keywords, documents, tmp_path):
    network = keyword_network(keywords[keywords["doc"] != "d0"], documents, alpha=1.0)
    write_network(network, tmp_path / "network.graphml")
    root = ElementTree.parse(tmp_path / "network.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(root.findall(f".//{space}node")) == len(network.nodes)
    assert len(root.findall(f".//{space}edge")) == len(network.edges) > 0


def test_a_corpus_without_keywords_gives_an_empty_network(keywords, documents, tmp_path):
    network = keyword_network(keywords.head(0), documents)
    assert network.edges.empty
    write_network(network, tmp_path / "network.graphml")
