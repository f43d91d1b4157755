"""The network of names as GraphML, which Gephi, Cytoscape, yEd and igraph read."""

from pathlib import Path
from xml.etree import ElementTree

import pandas as pd

from themeline.files import replacing

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE_KEYS = {"label": "string", "type": "string", "documents": "long", "mentions": "long"}
EDGE_KEYS = {"weight": "long", "documents": "long", "pmi": "double"}


def write_graphml(ranking: pd.DataFrame, pairs: pd.DataFrame, path: Path) -> int:
    """Write names that occur together as an undirected graph; names that meet no other are left out.

    Args:
        ranking: What `rank_entities` returns.
        pairs: What `cooccurrences` returns; its `sentences` become the weights.
        path: The file to write.

    Returns:
        The number of edges.
    """
    root = ElementTree.Element("graphml", {"xmlns": NAMESPACE})
    for target, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            identity = f"{target}_{name}"
            attributes = {"id": identity, "for": target, "attr.name": name, "attr.type": kind}
            _add(root, "key", attributes)
    graph = _add(root, "graph", {"id": "entities", "edgedefault": "undirected"})
    linked = set(zip(pairs["left"], pairs["left_label"], strict=True))
    linked |= set(zip(pairs["right"], pairs["right_label"], strict=True))
    numbers: dict[tuple[str, str], str] = {}
    for row in ranking.to_dict("records"):
        if (row["name"], row["label"]) in linked:
            numbers[row["name"], row["label"]] = identity = f"n{len(numbers)}"
            values = {
                "label": row["name"],
                "type": row["label"],
                "documents": row["documents"],
                "mentions": row["mentions"],
            }
            _data(_add(graph, "node", {"id": identity}), "node", values)
    for row in pairs.to_dict("records"):
        ends = {"source": numbers[row["left"], row["left_label"]], "target": numbers[row["right"], row["right_label"]]}
        values = {"weight": row["sentences"], "documents": row["documents"], "pmi": round(row["pmi"], 4)}
        _data(_add(graph, "edge", ends), "edge", values)
    ElementTree.indent(root)
    with replacing(path) as file:
        ElementTree.ElementTree(root).write(file, xml_declaration=True, encoding="UTF-8")
    return len(pairs)


def _add(parent: ElementTree.Element, tag: str, attributes: dict[str, str]) -> ElementTree.Element:
    return ElementTree.SubElement(parent, tag, attributes)


def _data(parent: ElementTree.Element, target: str, values: dict[str, object]) -> None:
    for name, value in values.items():
        # XML has no place for control characters, and broken texts have them.
        text = "".join(character for character in str(value) if character.isprintable())
        _add(parent, "data", {"key": f"{target}_{name}"}).text = text
