import spacy

import themeline.dates.component  # noqa: F401


def test_a_spacy_pipeline_can_use_it(language_model):
    nlp = spacy.blank("en", vocab=language_model.nlp.vocab)
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("themeline_dates", config={"genre": "news"})
    doc = nlp.make_doc("Parliament met on 3 May 2016. It met again two days ago.")
    doc._.published = "2016-11-07"
    doc = nlp(doc)
    assert [e.value for e in doc._.dates] == ["2016-05-03", "2016-11-05"]
