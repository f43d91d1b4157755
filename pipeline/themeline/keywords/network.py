"""Which keywords go together: a network of documents' keywords, thinned to its backbone."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
from scipy import sparse

from themeline.keywords.variants import merge_variants

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES = {"keyword": "string", "documents": "long", "npmi": "double", "alpha": "double"}
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class KeywordNetwork:
    """Keywords that documents have in common.

    Attributes:
        nodes: keyword, documents.
        edges: left, right, documents (that have both), npmi, alpha (the smaller of the two ends' significance).
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame


def keyword_network(
    keywords: pd.DataFrame, documents: pd.DataFrame, *, top: int = 300, min_documents: int = 2, alpha: float = 0.2
) -> KeywordNetwork:
    """Link keywords that stand in the same documents more often than chance would have it.

    An edge's weight is the normalised pointwise mutual information over documents (Bouma 2009),
    ln(p(x,y) / (p(x) p(y))) / -ln p(x,y), kept when positive. The backbone keeps an edge that is significant for one
    of its ends under the disparity filter (Serrano, Boguñá and Vespignani 2009): (1 - w / s)^(k - 1) <= alpha, with s
    the sum of the k weights at that end; an end with one edge keeps it.

    Args:
        keywords: The table `keywords`.
        documents: The table `documents`.
        top: How many keywords, by documents, are considered.
        min_documents: The fewest documents that two keywords must share.
        alpha: The level of the filter; 1 keeps every edge.
    """
    rows = merge_variants(keywords[keywords["origin"] == "text"]).drop_duplicates(["doc", "term"])
    counts = rows.groupby("term").size().rename("documents").reset_index()
    counts = counts.sort_values(["documents", "term"], ascending=[False, True], kind="stable").head(top)
    number = pd.Series(range(len(counts)), index=counts["term"].to_numpy())
    rows = rows[rows["term"].isin(number.index)]
    docs = pd.factorize(rows["doc"])[0]
    shape = (int(docs.max(initial=-1)) + 1, len(number))
    held = sparse.csr_matrix((np.ones(len(rows)), (docs, rows["term"].map(number).to_numpy())), shape=shape)
    pairs = sparse.triu(held.T @ held, k=1).tocoo()
    enough = pairs.data >= min_documents
    left, right, both = pairs.row[enough], pairs.col[enough], pairs.data[enough]
    npmi = _npmi(both, counts["documents"].to_numpy()[left], counts["documents"].to_numpy()[right], len(documents))
    names = counts["term"].to_numpy()
    edges = pd.DataFrame({"left": names[left], "right": names[right], "documents": both.astype(int), "npmi": npmi})
    edges = edges[edges["npmi"] > 0]
    edges = edges.assign(alpha=_disparity(edges))
    edges = edges[edges["alpha"] <= alpha].sort_values(["npmi", "left", "right"], ascending=[False, True, True])
    linked = set(edges["left"]) | set(edges["right"])
    nodes = counts[counts["term"].isin(linked)].rename(columns={"term": "keyword"})
    return KeywordNetwork(nodes.reset_index(drop=True), edges.reset_index(drop=True))


def write_network(network: KeywordNetwork, path: Path) -> None:
    """Write a network as GraphML, which Gephi, Cytoscape, yEd and igraph read."""
    root = ElementTree.Element("graphml", xmlns=NAMESPACE)
    for target, names in (("node", network.nodes.columns), ("edge", network.edges.columns[2:])):
        for name in names:
            key = {"id": f"{target}-{name}", "for": target, "attr.name": name, "attr.type": TYPES[name]}
            ElementTree.SubElement(root, "key", key)
    graph = ElementTree.SubElement(root, "graph", id="keywords", edgedefault="undirected")
    numbers = {keyword: f"n{number}" for number, keyword in enumerate(network.nodes["keyword"])}
    for row in network.nodes.to_dict("records"):
        _write(ElementTree.SubElement(graph, "node", id=numbers[row["keyword"]]), "node", row)
    for row in network.edges.to_dict("records"):
        ends = {"source": numbers[row.pop("left")], "target": numbers[row.pop("right")]}
        _write(ElementTree.SubElement(graph, "edge", ends), "edge", row)
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _npmi(
    both: np.ndarray[tuple[int], np.dtype[np.float64]],
    left: np.ndarray[tuple[int], np.dtype[np.int64]],
    right: np.ndarray[tuple[int], np.dtype[np.int64]],
    documents: int,
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    joint = both / documents
    information = np.log(joint * documents**2 / (left * right))
    return np.divide(information, -np.log(joint), out=np.zeros_like(information), where=joint < 1)


def _disparity(edges: pd.DataFrame) -> pd.Series:
    sides = [edges[[side, "npmi"]].set_axis(["end", "weight"], axis=1) for side in ("left", "right")]
    grouped = pd.concat(sides).groupby("end")["weight"]
    strength, degree = grouped.sum(), grouped.size()

    def significance(side: str) -> pd.Series:
        rest = 1.0 - edges["npmi"] / edges[side].map(strength)
        return (rest ** (edges[side].map(degree) - 1)).where(edges[side].map(degree) > 1, 0.0)

    return pd.concat([significance("left"), significance("right")], axis=1).min(axis=1)


def _write(element: ElementTree.Element, target: str, values: Mapping[Hashable, object]) -> None:
    for name, value in values.items():
        data = ElementTree.SubElement(element, "data", key=f"{target}-{name}")
        data.text = NOT_XML.sub("", str(round(value, 6) if isinstance(value, float) else value))
