"""What can be compared: the layers that corpora share, and corpora and columns that exist."""

from collections.abc import Sequence

from themeline.compare.counts import LAYERS, CorpusCounts
from themeline.compare.settings import CompareSettings
from themeline.errors import UsageError


def chosen_layers(corpora: Sequence[CorpusCounts], settings: CompareSettings) -> list[str]:
    """Return the layers to compare: those asked for, or all that every corpus has.

    Raises:
        UsageError: If a layer that was asked for is in none of the corpora, or none is in all.
    """
    known = {layer for corpus in corpora for layer in corpus.layers}
    for layer in settings.layers:
        if layer not in known:
            raise UsageError(
                f"There is no layer {layer!r} in these corpora.", f"They have: {', '.join(sorted(known))}."
            )
    lists = [set(corpus.layers) for corpus in corpora if corpus.is_list]
    common = known.intersection(*lists) if lists else known
    layers = [*(x for x in LAYERS if x in common), *sorted(common - set(LAYERS))]
    layers = [layer for layer in layers if not settings.layers or layer in settings.layers]
    if not layers:
        names = ", ".join(repr(corpus.name) for corpus in corpora)
        raise UsageError(f"The corpora {names} have no counts that can be compared.", "Extract them first.")
    return layers


def check_sides(corpora: Sequence[CorpusCounts], settings: CompareSettings) -> None:
    """Refuse corpora without words and columns that they do not have.

    Raises:
        UsageError: If so.
    """
    if all(corpus.is_list for corpus in corpora):
        raise UsageError("Two frequency lists have no documents to compare.", "Compare a corpus with a list.")
    if settings.strata and any(corpus.is_list for corpus in corpora):
        raise UsageError("A frequency list has no documents to balance by strata.", "Leave out strata.")
    for corpus in corpora:
        if not len(corpus.documents) or corpus.words.sum() == 0:
            raise UsageError(f"Corpus {corpus.name!r} has no documents with words.", "Check its name and conditions.")
        for column in (*settings.strata, *((settings.cluster,) if settings.cluster else ())):
            if column not in corpus.documents and not corpus.is_list:
                known = ", ".join(map(str, corpus.documents.columns))
                raise UsageError(f"Corpus {corpus.name!r} has no column {column!r}.", f"It has: {known}.")
