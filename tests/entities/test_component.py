import spacy

from themeline.entities import component
from themeline.language import LanguageModel


def test_the_component_replaces_the_entities(language_model: LanguageModel) -> None:
    nlp = spacy.load(language_model.nlp.path)
    nlp.add_pipe(component.NAME, last=True)
    doc = nlp("The Chinese Communist Party (CCP) adopted the Cybersecurity Law.")
    assert [(span.text, span.label_, span._.themeline_name) for span in doc.ents] == [
        ("Chinese Communist Party", "ORG", "Chinese Communist Party"),
        ("CCP", "ORG", "Chinese Communist Party"),
        ("Cybersecurity Law", "LAW", "Cybersecurity Law"),
    ]
