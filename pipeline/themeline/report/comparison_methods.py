"""The methods paragraph of the comparison report, with the numbers of this report."""

from collections.abc import Mapping
from typing import Any

from themeline.report.literature import cite

WORKS = (
    "honnibal2020", "wilcoxon1945", "lijffijt2016", "benjamini1995", "hardie2014", "evert2022", "dunning1993",
    "lin1991", "gries2008", "lijffijt2012", "rogan1978", "mann1945", "sen1968", "webber2010",
)  # fmt: skip

LIMITS = (
    "A difference in words is a difference in these texts; what they were sampled from is for the reader to argue.",
    "Terms that rise push others down: part of a negative effect can be an artefact of composition.",
    "q-values depend on how many terms were tested, hence on the filter; both are in the parameters.",
    "Concentrated terms are real but come from few documents; look at who drives them before citing them.",
    "Documents of one author or institution are not independent; compare with `cluster` to allow for that.",
)


def methods(manifest: Mapping[str, Any]) -> list[str]:
    """Return what was done, in sentences."""
    settings = manifest.get("settings", {})
    layers = manifest.get("layers", {})
    tested = ", ".join(f"{values['tested_terms']:,} in layer {name}" for name, values in layers.items())
    level, confidence = settings.get("level", 0.05), settings.get("confidence", 0.95)
    return [
        f"Documents, not tokens, are the unit of evidence {cite('lijffijt2016')}: a term's relative frequencies in the "
        f"documents of both corpora were compared with the Wilcoxon rank-sum test {cite('wilcoxon1945')}, adjusted for "
        f"the terms of its layer ({tested}) at a false discovery rate of {level} {cite('benjamini1995')}. A term is "
        "robust when it passes, and no single document holds too much of it; terms that differ by token counts only, "
        "or come mostly from one document, are called concentrated; lockwords are shown to be equal within bounds.",
        f"The size of a difference is the log ratio {cite('hardie2014')} with a bootstrap interval over documents at "
        f"{confidence:.0%}; terms are ranked by its conservative form, LRC {cite('evert2022')}. G² "
        f"{cite('dunning1993')} is given for comparison with other studies. Dispersion is DPnorm "
        f"{cite('gries2008', 'lijffijt2012')}; the "
        f"overall distance is the Jensen-Shannon divergence in bits {cite('lin1991')}, set against random "
        f"divisions. Prevalence of themes is corrected where the classifier's accuracy is known {cite('rogan1978')}.",
        "Whether a term develops differently over the years was tested on the yearly difference of its shares of "
        f"documents {cite('mann1945')}, with the median slope {cite('sen1968')}; series of fewer than eight years "
        f"are not tested. Rankings are compared by rank-biased overlap {cite('webber2010')}.",
    ]
