from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themeline.entities import EntityRules, EntitySettings, find_entities
from themeline.language import LanguageModel, parse_documents
from themeline.tables import Block, BlockKind, Document, Entity

SEED = (
    "First, the Chinese Communist Party(CCP) established the “Central Cyber Security and\nInformatization Leading "
    "Group” in 2014. The adoption of the National Security Law in 2015 and the Cybersecurity Law in November 2016 "
    'highlight it. On March 1, 2017 the "Cyberspace International Cooperation Strategy." followed the CCP’s '
    '"World Internet Conference" and "Digital Silk Road" along the "Belt and Road" facilities. The Stuxnet virus '
    "attack and the 2013 U.S. PRISM program affected mainland China and the Iranian nuclear power plant."
)
PIECES = [
    "the ",
    "Ministry of Defence",
    " (MoD)",
    "Act",
    ", ",
    "Article 5",
    " of the ",
    "UN Charter",
    "China¡¯s ",
    "\n\n",
    "“",
    "”",
    "’s ",
    ". ",
    "Vision 2030",
    "U.S.",
    "EU-led ",
    "Party(CCP)",
    "£é",
    "Śląsk ",
    "2015",
    "; and ",
]


def entities(language: LanguageModel, text: str, **options: object) -> list[Entity]:
    [parsed] = parse_documents([Document("d", text)], language)
    return find_entities(parsed, EntityRules.load(), EntitySettings.model_validate(options))


def labelled(model: LanguageModel, text: str) -> set[tuple[str, str]]:
    return {(item.text, item.label) for item in entities(model, text)}


def test_the_seed_text_comes_out_right(language_model: LanguageModel) -> None:
    found = {(item.text.replace("\n", " "), item.label) for item in entities(language_model, SEED)}
    assert found == {
        ("Chinese Communist Party", "ORG"),
        ("CCP", "ORG"),
        ("Iranian", "NORP"),
        ("U.S.", "GPE"),
        ("PRISM", "POLICY"),
        ("Central Cyber Security and Informatization Leading Group", "ORG"),
        ("National Security Law", "LAW"),
        ("Cybersecurity Law", "LAW"),
        ("Cyberspace International Cooperation Strategy", "POLICY"),
        ("Stuxnet", "PRODUCT"),
        ("World Internet Conference", "EVENT"),
        ("Digital Silk Road", "POLICY"),
        ("Belt and Road", "POLICY"),
        ("mainland China", "GPE"),
    }


def test_a_glued_acronym_shares_the_name_of_what_it_abbreviates(language_model: LanguageModel) -> None:
    found = entities(language_model, "In 2014 the Chinese Communist Party(CCP) met. The CCP's plan was adopted.")
    assert [(item.text, item.label, item.name) for item in found] == [
        ("Chinese Communist Party", "ORG", "Chinese Communist Party"),
        ("CCP", "ORG", "Chinese Communist Party"),
        ("CCP", "ORG", "Chinese Communist Party"),
    ]


@pytest.mark.parametrize(
    "citation",
    [
        "Article 51 of the UN Charter",
        "Directive 2008/114/EC",
        "Regulation (EU) 2016/679",
        "Directive (EU) 2016/1148",
        "Security Council resolution 2231 (2015)",
        "Public Law 107-56",
        "18 U.S.C. § 1030",
        "Fourth Amendment",
        "Information Technology Act, 2000",
        "Executive Order 13636",
        "Section 302 of the Indian Penal Code",
    ],
)
def test_a_citation_is_taken_whole(language_model: LanguageModel, citation: str) -> None:
    assert (citation, "LAW") in labelled(language_model, f"The court held that this violates the {citation}.")


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Ministry of Communications and Information Technology", None, "ORG"),
        ("National Cyber Security Strategy", None, "POLICY"),
        ("Convention on the Rights of the Child", None, "LAW"),
        ("European Union", None, "ORG"),
        ("UN", "United Nations", "ORG"),
        ("Second World War", "World War II", "EVENT"),
    ],
)
def test_names_by_head_or_list(language_model: LanguageModel, text: str, name: str | None, label: str) -> None:
    found = entities(language_model, f"The report speaks of the {text} and of its history.")
    assert [(item.text, item.name, item.label) for item in found] == [(text, name or text, label)]


def test_common_nouns_in_capitals_are_no_names(language_model: LanguageModel) -> None:
    assert entities(language_model, "The Government says that ICT and the Internet help Member States and SMEs.") == []


def test_a_country_and_its_people_are_two_things(language_model: LanguageModel) -> None:
    found = entities(language_model, "China protested. Chinese diplomats left Japan.")
    assert [(item.text, item.label, item.name) for item in found] == [
        ("China", "GPE", "China"),
        ("Chinese", "NORP", "Chinese"),
        ("Japan", "GPE", "Japan"),
    ]


def test_a_short_form_has_the_name_of_what_came_before(language_model: LanguageModel) -> None:
    text = "The European Commission made a proposal. In May the Commission withdrew it."
    assert [(item.text, item.name) for item in entities(language_model, text)] == [
        ("European Commission", "European Commission"),
        ("Commission", "European Commission"),
    ]


def test_excluded_names_are_not_reported(language_model: LanguageModel) -> None:
    assert entities(language_model, "Kenya signed the treaty.", exclude=("Kenya",)) == []


@pytest.mark.parametrize("layer", ["model", "rules", "tagger", "document"])
def test_every_layer_can_be_left_out(language_model: LanguageModel, layer: str) -> None:
    assert entities(language_model, SEED, **{layer: False})


@pytest.mark.parametrize("text", ["", " \n ", "“", "(", "…", "¡¯s", "((((", "A", "\u200b", "§ 5."])
def test_texts_without_names_do_no_harm(language_model: LanguageModel, text: str) -> None:
    assert all(item.text == text[item.start : item.end] for item in entities(language_model, text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map("".join))
def test_mentions_are_ordered_apart_and_inside_their_sentence(language_model: LanguageModel, text: str) -> None:
    [parsed] = parse_documents([Document("d", text)], language_model)
    found = find_entities(parsed, EntityRules.load(), EntitySettings())
    assert all(a.end <= b.start for a, b in pairwise(found))
    for item in found:
        sentence = parsed.sentences[item.sentence - 1]
        assert sentence.start <= item.start < item.end <= sentence.end
        assert item.text == text[item.start : item.end]
        assert item.name
        assert not item.text.lower().startswith("the ")
        assert not item.text.endswith(("'s", "’s"))


def test_the_result_does_not_depend_on_the_batch(language_model: LanguageModel) -> None:
    texts = [SEED, "Kenya and the EU met in Nairobi.", SEED[:200]]
    together = parse_documents([Document(str(n), text) for n, text in enumerate(texts)], language_model)
    found = [find_entities(item, EntityRules.load(), EntitySettings()) for item in together]
    assert found == [entities(language_model, text) for text in texts]


def test_a_definition_in_a_heading_makes_no_mention_there(language_model: LanguageModel) -> None:
    text = "Cyber Crime Unit (CCU)\n\nThe CCU was founded in Ghana. It is small."
    blocks = (Block(0, 22, BlockKind.HEADING), Block(24, len(text)))
    [parsed] = parse_documents([Document("d", text, blocks=blocks)], language_model)
    found = find_entities(parsed, EntityRules.load(), EntitySettings())
    assert [(item.text, item.sentence) for item in found] == [("CCU", 1), ("Ghana", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was chairman of the Riverside City Council until 1988.", {("Riverside City Council", "ORG")}),
        ("The Chair of the Budget Committee resigned.", {("Budget Committee", "ORG")}),
        ("The Constitutional Court Justice resigned.", {("Constitutional Court", "ORG")}),
        ("She served as Minister of Fisheries, Forests and Water.", set()),
        ("He was a member of the Legislative Council 1958 to 1963.", {("Legislative Council", "ORG")}),
        ("The Norwegian Government declined.", {("Norwegian", "NORP")}),
        ("It amends the Land Titles (Amendment) Act, 1999.", {("Land Titles (Amendment) Act, 1999", "LAW")}),
        ("It is an offence under the Prevention of Corruption Act.", {("Prevention of Corruption Act", "LAW")}),
        ("Under section 4 of the Companies Act it failed.", {("section 4 of the Companies Act", "LAW")}),
        ("By resolution 181 (II) it was decided.", {("resolution 181 (II)", "LAW")}),
        ("After Hurricane Andrew the roads were closed.", {("Hurricane Andrew", "EVENT")}),
        ("He was elected to the Storting.", {("Storting", "ORG")}),
        ("In August 2018 Australia excluded Huawei from its networks.", {("Australia", "GPE"), ("Huawei", "ORG")}),
    ],
)
def test_offices_years_and_owners_are_no_part_of_a_name(
    language_model: LanguageModel, text: str, expected: set[tuple[str, str]]
) -> None:
    assert labelled(language_model, text) == expected


def test_a_short_form_that_means_a_part_of_a_longer_name_is_called_by_that_part(language_model: LanguageModel) -> None:
    text = "The Computer Emergency Response Team of the European Union (EU) met. The EU paid."
    found = {item.text: item.name for item in entities(language_model, text)}
    assert found["EU"] == "European Union"


def test_a_defined_name_has_no_possessive(language_model: LanguageModel) -> None:
    text = "It is the Northern Harbour Authority's (NHA) task. The NHA was asked."
    assert {item.name for item in entities(language_model, text)} == {"Northern Harbour Authority"}


def test_common_nouns_in_capitals_and_kinds_of_service_are_no_names(language_model: LanguageModel) -> None:
    text = "Public Authorities and the Digital Economy need eLearning, eSkills and Critical Infrastructure Protection."
    assert labelled(language_model, text) == set()


def test_a_head_alone_stands_for_the_body_that_the_document_speaks_of(language_model: LanguageModel) -> None:
    text = (
        "The United Nations was founded in 1945. The World Health Organization met. The United Nations grew. "
        "We all support the United Nations. My country trusts the Organization."
    )
    assert {item.name for item in entities(language_model, text) if item.text == "Organization"} == {"United Nations"}
    text = "The World Health Organization met in Geneva. The report of the Organization was read."
    found = {item.name for item in entities(language_model, text) if item.text == "Organization"}
    assert found == {"World Health Organization"}


def test_a_strategy_that_speaks_of_itself_is_meant_by_the_strategy(language_model: LanguageModel) -> None:
    text = (
        "The National Cyber Security Strategy was adopted. The National Cyber Security Strategy has goals. "
        "The National Cyber Security Strategy is funded. It follows the Global Innovation Strategy. "
        "Progress under the Strategy is reviewed."
    )
    assert {item.name for item in entities(language_model, text) if item.text == "Strategy"} == {
        "National Cyber Security Strategy"
    }
