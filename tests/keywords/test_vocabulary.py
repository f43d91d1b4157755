import pytest

from themeline.errors import InputError
from themeline.keywords import KeywordModel, KeywordSettings, extract_keywords, read_vocabulary
from themeline.language import parse_documents
from themeline.tables import Document

SKOS = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="c1">
    <skos:prefLabel xml:lang="de">Cybersicherheit</skos:prefLabel>
    <skos:prefLabel xml:lang="en">Cybersecurity</skos:prefLabel>
    <skos:altLabel xml:lang="en">information security</skos:altLabel>
  </skos:Concept>
</rdf:RDF>
"""


@pytest.fixture
def vocabularies(tmp_path):
    (tmp_path / "v.csv").write_text("preferred,alternatives\nCybersecurity,information security|IT security\n")
    (tmp_path / "v.rdf").write_text(SKOS)
    return [read_vocabulary(tmp_path / name) for name in ("v.csv", "v.rdf")]


def test_terms_are_reported_under_their_preferred_label(vocabularies, language_model):
    text = "The ministry wrote a plan for information security. Hospitals asked for help with information security."
    parsed = next(parse_documents([Document("a", text)], language_model))
    for vocabulary in vocabularies:
        model = KeywordModel.load().with_vocabulary(vocabulary)
        first = extract_keywords(parsed, [], model, KeywordSettings())[0]
        assert (first.keyword, first.count) == ("Cybersecurity", 2)
        assert model.fingerprint != KeywordModel.load().fingerprint


@pytest.mark.parametrize("name", ["v.csv", "v.rdf"])
@pytest.mark.parametrize("content", [b"", b"<rdf", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_unusable_files_are_input_errors(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError):
        read_vocabulary(tmp_path / name)
