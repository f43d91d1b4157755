"""The methods paragraph of the comparison of three corpora or more, with the numbers of this report."""

from collections.abc import Mapping

import pandas as pd

from themeline.report.literature import cite

WORKS = (
    "honnibal2020", "kruskal1952", "holm1979", "piepho2004", "wilcoxon1945", "lijffijt2016", "benjamini1995",
    "hardie2014", "evert2022", "lin1991",
)  # fmt: skip

LIMITS = (
    "A difference in words is a difference in these texts; what they were sampled from is for the reader to argue.",
    "“The others together” weigh by their words: a large corpus among them decides most of the comparison.",
    "Corpora that share a letter are not shown to differ; that is not proof that they are alike.",
    "q-values depend on how many terms were tested, hence on the filter; both are in the parameters.",
)


def methods(tables: Mapping[str, pd.DataFrame], level: float) -> list[str]:
    """Return what was done, in sentences."""
    tested = tables["terms"]["layer"].value_counts()
    counts = ", ".join(f"{count:,} in layer {layer}" for layer, count in tested.items())
    return [
        f"Documents, not tokens, are the unit of evidence {cite('lijffijt2016')}: each term's relative frequencies in "
        f"the documents of all corpora were compared with the Kruskal-Wallis test {cite('kruskal1952')}, adjusted for "
        f"the terms of its layer ({counts}) at a false discovery rate of {level:g} {cite('benjamini1995')}. For terms "
        f"that passed, every two corpora were compared with the rank-sum test {cite('wilcoxon1945')}, adjusted within "
        f"the term {cite('holm1979')}, and the result is shown as letters {cite('piepho2004')}.",
        "What is typical of a corpus comes from comparing it with the others together, with all the safeguards of a "
        f"comparison of two: log ratio {cite('hardie2014')} with a bootstrap interval over documents, its conservative "
        f"form LRC {cite('evert2022')} for the ranking, and no term that one document decides. The distance of every "
        f"two corpora is the Jensen-Shannon divergence in bits {cite('lin1991')}.",
    ]
