"""The components of a pipeline as steps over lists of texts, each in its quicker form where it has one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from themeline.language.biluo import EntityDecoder, read_decoder
from themeline.language.by_type import read_annotator
from themeline.language.tok2vec import quicken

Step = Callable[[list[Doc]], list[Doc]]
"""Annotates texts and returns them, or others in their place."""


def build_steps(nlp: Language) -> tuple[Step, ...]:
    """Return the pipeline's active components as steps, in order.

    The annotations are those of `nlp.pipe`; the components' models are changed, so that the pipeline can no longer
    be trained.
    """
    components: list[Any] = [component for _, component in nlp.pipeline]
    for component in components:
        if isinstance(getattr(component, "model", None), Model):
            _use_openblas(component.model)
            component.model = quicken(component.model)
    return tuple(_steps(components))


def _steps(components: Sequence[Any]) -> list[Step]:
    steps: list[Step] = []
    place = 0
    while place < len(components):
        component = components[place]
        by_type = read_annotator(*components[place : place + 2]) if place + 1 < len(components) else None
        decoder = read_decoder(component) if type(component) is EntityRecognizer else None
        if by_type:
            steps.append(partial(_in_place, by_type))
            place += 1
        elif decoder:
            steps.append(partial(_recognise, decoder, component))
        else:
            steps.append(partial(_run, component))
        place += 1
    return steps


def _in_place(annotate: Callable[[Sequence[Doc]], None], docs: list[Doc]) -> list[Doc]:
    annotate(docs)
    return docs


def _recognise(decoder: EntityDecoder, recogniser: EntityRecognizer, docs: list[Doc]) -> list[Doc]:
    if any(doc.has_annotation("ENT_IOB") for doc in docs):  # entities set before bind the recogniser
        return _run(recogniser, docs)
    decoder(docs)
    return docs


def _run(component: Any, docs: list[Doc]) -> list[Doc]:  # noqa: ANN401 - a component is any callable
    if hasattr(component, "pipe"):
        return list(component.pipe(docs, batch_size=len(docs) or 1))
    return [component(doc) for doc in docs]


def _use_openblas(model: Model[Any, Any]) -> None:
    """Let NumPy multiply the matrices that are left, up to half as fast again as BLIS."""
    ops = NumpyOps(use_blis=False)
    for node in model.walk():
        node.ops = ops
