from xml.etree import ElementTree

import pandas as pd
import pytest

from themeline.entities import cooccurrences, rank_entities, write_graphml

MENTIONS = pd.DataFrame(
    [
        ("a", 1, "EU", "ORG", "European Union"),
        ("a", 1, "Kenya", "GPE", "Kenya"),
        ("a", 2, "EU", "ORG", "European Union"),
        ("a", 2, "Kenya", "GPE", "Kenya"),
        ("a", 2, "Kenya", "GPE", "Kenya"),
        ("b", 1, "European Union", "ORG", "European Union"),
        ("b", 2, "Ghana", "GPE", "Ghana"),
    ],
    columns=["doc", "sentence", "text", "label", "name"],
)


def test_the_ranking_counts_documents_mentions_and_variants() -> None:
    first = rank_entities(MENTIONS, documents=4).iloc[0]
    assert (first["name"], first["documents"], first["mentions"]) == ("European Union", 2, 3)
    assert (first["share"], first["variants"]) == (0.5, "EU; European Union")


def test_pairs_count_sentences_once() -> None:
    [pair] = cooccurrences(MENTIONS).to_dict("records")
    assert (pair["left"], pair["right"], pair["sentences"], pair["documents"]) == ("European Union", "Kenya", 2, 1)
    # 3 of the 4 sentences with names have the first, 2 the second.
    assert pair["expected"] == pytest.approx(1.5)


def test_empty_tables_stay_tables() -> None:
    assert rank_entities(MENTIONS[:0], 0).empty
    assert cooccurrences(MENTIONS[:0]).empty
    assert cooccurrences(MENTIONS, at_least=9).empty


def test_the_network_is_graphml(tmp_path) -> None:
    path = tmp_path / "network.graphml"
    assert write_graphml(rank_entities(MENTIONS, 2), cooccurrences(MENTIONS), path) == 1
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = ElementTree.parse(path).getroot()
    nodes = {node.get("id"): node.find("g:data", space).text for node in root.iterfind(".//g:node", space)}
    [edge] = root.iterfind(".//g:edge", space)
    assert {nodes[edge.get("source")], nodes[edge.get("target")]} == {"European Union", "Kenya"}


def test_a_control_character_does_not_spoil_the_file(tmp_path) -> None:
    broken = MENTIONS.replace("Kenya", "Ken\x02ya")
    path = tmp_path / "network.graphml"
    write_graphml(rank_entities(broken, 2), cooccurrences(broken), path)
    assert "Kenya" in ElementTree.parse(path).getroot()[-1][1][0].text
