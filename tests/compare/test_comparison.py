"""Two corpora compared: classes, bad input, JSON, design."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from themeline.compare import CheckedThemes, CompareSettings, CorpusCounts, combine, compare_corpora, compare_many
from themeline.compare.measures import EXTRA
from themeline.errors import InputError, UsageError
from themeline.themes import CheckedSample

QUICK = CompareSettings(calibration_splits=5, distance_permutations=19, resamples=99)


def check(comparison):
    """No table has a missing or infinite number, and the JSON is strict."""
    for name in ("terms", "themes", "entities", "design", "calibration", "distance"):
        table = getattr(comparison, name)
        assert not table.isna().any().any(), name
        assert np.isfinite(table.select_dtypes("number").to_numpy(dtype=float)).all(), name
    data = json.loads(comparison.to_json())
    assert {"terms", "themes", "entities", "design", "calibration", "manifest"} <= set(data)
    return data


def test_planted_words_are_robust_and_the_rest_is_not(make_random):
    a = make_random("a", 60, seed=1, boosted=[5, 9])
    b = make_random("b", 60, seed=2, boosted=[7])
    terms = compare_corpora(a, b, QUICK).terms.set_index("term")
    assert set(terms.index[terms["class"] == "robust A"]) == {"w5", "w9"}
    assert set(terms.index[terms["class"] == "robust B"]) == {"w7"}
    assert (terms["class"] == "lockword").any()
    assert (terms.loc[["w5", "w9"], "log_ratio_low"] > 0).all()
    assert terms.loc["w7", "superiority"] < 0.5


def test_a_word_from_one_document_is_concentrated_and_names_it(make_corpus):
    texts = [f"we speak of law number{n % 4}" for n in range(20)]
    a = make_corpus("a", [*texts[:-1], "olympics " * 30 + "we speak"])
    spread_thin = make_corpus("b", texts)
    many = [t.replace("speak", "olympics") if n in (1, 2) else t for n, t in enumerate(texts[:-1])]
    a = make_corpus("a", [*many, "olympics " * 30 + "we speak"])
    terms = compare_corpora(a, spread_thin, QUICK).terms.set_index("term")
    assert terms.loc["olympics", "class"] == "concentrated"
    assert terms.loc["olympics", "drivers"][0] == "19"


def test_a_corpus_with_itself_differs_in_nothing(make_random):
    corpus = make_random("a", 30, seed=4)
    comparison = compare_corpora(corpus, corpus.named("copy"), QUICK)
    check(comparison)
    assert set(comparison.terms["class"]) <= {"lockword", "undecided"}
    assert (comparison.terms["class"] == "lockword").sum() > 5
    assert (comparison.terms["log_ratio"] == 0).all()
    assert comparison.distance["distance"].tolist() == pytest.approx([0, 0], abs=1e-9)
    note = comparison.design.set_index("check").loc["documents of A that are also in B"]
    assert (note["a"], note["level"]) == (30, "warning")


def test_disjoint_vocabularies(make_corpus):
    a = make_corpus("a", ["alpha beta gamma"] * 12)
    b = make_corpus("b", ["delta epsilon zeta"] * 12)
    comparison = compare_corpora(a, b, QUICK)
    check(comparison)
    assert set(comparison.terms["class"]) == {"robust A", "robust B"}
    assert comparison.distance["distance"].tolist() == pytest.approx([1, 1])


@pytest.mark.parametrize("texts", [["one two three"] * 1, ["one two"] * 7])
def test_few_documents_only_describe(make_corpus, texts):
    comparison = compare_corpora(make_corpus("a", texts), make_corpus("b", ["one four"] * 40), QUICK)
    check(comparison)
    assert comparison.only_describes
    assert set(comparison.terms["class"]) <= {"undecided"}
    assert "Descriptive only" in comparison.design.loc[0, "note"]


def test_one_document_on_each_side(make_corpus):
    comparison = compare_corpora(make_corpus("a", ["law " * 9]), make_corpus("b", ["law " * 5 + "peace " * 6]), QUICK)
    check(comparison)
    assert comparison.terms["term"].tolist() == ["law", "peace"] or set(comparison.terms["term"]) == {"law", "peace"}


def test_documents_without_words_are_no_trouble(make_corpus):
    comparison = compare_corpora(
        make_corpus("a", ["law peace"] * 10 + [""]), make_corpus("b", ["law"] * 9 + [""]), QUICK
    )
    check(comparison)
    assert comparison.design.set_index("check").loc["documents without words", "a"] == 1


def test_an_empty_side_is_refused(make_corpus):
    full = make_corpus("full", ["law"] * 9)
    for empty in (make_corpus("empty", []), make_corpus("empty", ["", ""])):
        for sides in ((full, empty), (empty, full)):
            with pytest.raises(UsageError, match="'empty' has no documents with words"):
                compare_corpora(*sides, QUICK)


def test_unknown_names_are_refused(make_random):
    a, b = make_random("a", 10, seed=1), make_random("b", 10, seed=2)
    for change in ({"layers": ("verbs",)}, {"extra": ("magic",)}, {"cluster": "author"}, {"strata": ("author",)}):
        with pytest.raises(UsageError, match=next(iter(change.values()))[0] if "cluster" not in change else "author"):
            compare_corpora(a, b, CompareSettings(**change))


def test_all_extra_measures(make_random):
    a, b = make_random("a", 20, seed=1, boosted=[3]), make_random("b", 20, seed=2)
    comparison = compare_corpora(a, b, CompareSettings(extra=tuple(EXTRA), calibration_splits=0))
    check(comparison)
    assert {"chi_squared", "fisher_p", "juilland_d_a", "welch_p", "g2_adjusted", "lrc_documents"} <= set(
        comparison.terms
    )


@pytest.mark.parametrize("gate", ["documents", "permutation", "tokens"])
def test_gates(make_random, gate):
    a, b = make_random("a", 25, seed=1, boosted=[3], factor=6), make_random("b", 25, seed=2)
    terms = compare_corpora(a, b, QUICK.model_copy(update={"gate": gate, "permutations": 199})).terms.set_index("term")
    assert terms.loc["w3", "class"] == "robust A"


def test_results_do_not_depend_on_the_order_of_rows():
    generator = np.random.default_rng(0)
    documents = pd.DataFrame({"document": range(20), "doc": [f"d{n}" for n in range(20)], "tokens": 60})
    rows = [(n, "word", f"w{w}", int(c)) for n in range(20) for w, c in enumerate(generator.poisson(3, 20)) if c]
    terms = pd.DataFrame(rows, columns=["document", "layer", "term", "count"])
    b = CorpusCounts.from_frames("b", documents, terms)
    tables = [
        compare_corpora(CorpusCounts.from_frames("a", d, t), b, QUICK).terms
        for d, t in ((documents, terms), (documents[::-1], terms.sample(frac=1, random_state=1)))
    ]
    pd.testing.assert_frame_equal(*tables)


def test_a_reference_list(tmp_path, make_random):
    a = make_random("a", 30, seed=1, boosted=[5], factor=6)
    reference = make_random("b", 200, seed=2).layers["word"]
    path = tmp_path / "list.tsv"
    rows = [f"{term}\t{count}" for term, count in zip(reference.terms, reference.totals(), strict=True)]
    path.write_text("\n".join(["term\tfrequency", *rows]), encoding="utf-8")
    comparison = compare_corpora(a, CorpusCounts.from_list_file(path), QUICK)
    check(comparison)
    terms = comparison.terms.set_index("term")
    assert terms.loc["w5", "class"] == "robust A"
    assert "documents_b" not in terms
    assert (terms["class"] == "robust A").sum() == 1
    with pytest.raises(UsageError, match="Two frequency lists"):
        compare_corpora(CorpusCounts.from_list_file(path), CorpusCounts.from_list_file(path))
    with pytest.raises(UsageError, match="no documents to balance"):
        compare_corpora(a, CorpusCounts.from_list_file(path), QUICK.model_copy(update={"strata": ("year",)}))


@pytest.mark.parametrize("content", ["law\t3\npeace", "law;3\npeace;many", "\x00\xff"])
def test_a_list_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "list.txt"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match=r"list\.txt"):
        CorpusCounts.from_list_file(path)


def test_lists_with_totals():
    with pytest.raises(UsageError, match="below the sum"):
        CorpusCounts.from_frequencies("x", {"law": 5}, total=3)
    with pytest.raises(UsageError, match="no terms"):
        CorpusCounts.from_frequencies("x", {})
    assert CorpusCounts.from_frequencies("x", {"law": 5}, total=50).words.tolist() == [50]


def test_frames_that_do_not_fit(make_corpus):
    documents = pd.DataFrame({"document": ["d1", "d1"], "tokens": [3, 3]})
    terms = pd.DataFrame({"document": ["d2"], "layer": ["word"], "term": ["law"], "count": [1]})
    with pytest.raises(UsageError, match="stands twice"):
        CorpusCounts.from_frames("x", documents, terms)
    with pytest.raises(UsageError, match="of document 'd2'"):
        CorpusCounts.from_frames("x", documents.iloc[:1], terms)
    with pytest.raises(UsageError, match="lacks count"):
        CorpusCounts.from_frames("x", documents.iloc[:1], terms.drop(columns="count"))


def test_clusters_widen_intervals(make_random):
    a, b = make_random("a", 30, seed=1), make_random("b", 30, seed=2)
    copies = combine("a", [a, a, a, a])
    copies.documents["author"] = [str(row % 30) for row in range(120)]
    b.documents["author"] = [str(row) for row in range(30)]
    settings = QUICK.model_copy(update={"layers": ("word",), "resamples": 199})
    narrow = compare_corpora(copies, b, settings).terms.set_index("term").sort_index()
    wide = compare_corpora(copies, b, settings.model_copy(update={"cluster": "author"})).terms.set_index("term")
    widths = [(t["log_ratio_high"] - t["log_ratio_low"]).mean() for t in (narrow, wide.sort_index())]
    assert widths[1] > 1.1 * widths[0]


def test_strata_remove_a_difference_that_is_one_of_years(make_corpus):
    """Old texts say telegraph, new ones internet; A is mostly old, B mostly new, and otherwise they are alike."""
    old, new = "telegraph law peace trade", "internet law peace trade"
    a = make_corpus("a", [old] * 40 + [new] * 10, published=["1900"] * 40 + ["2000"] * 10)
    b = make_corpus("b", [old] * 10 + [new] * 40, published=["1900"] * 10 + ["2000"] * 40)
    plain = compare_corpora(a, b, QUICK)
    assert plain.terms.set_index("term").loc["telegraph", "class"] == "robust A"
    assert "strata" in plain.design.set_index("check").loc["imbalance of year", "note"]
    balanced = compare_corpora(a, b, QUICK.model_copy(update={"strata": ("year",)}))
    check(balanced)
    term = balanced.terms.set_index("term").loc["telegraph"]
    assert term["log_ratio"] == pytest.approx(0, abs=1e-9)
    assert term["q"] == 1
    assert len(balanced.manifest["strata"]) == 2
    only_old = make_corpus("c", [old] * 9, published=["1800"] * 9)
    with pytest.raises(UsageError, match="in common"):
        compare_corpora(a, only_old, QUICK.model_copy(update={"strata": ("year",)}))


def test_themes_with_intervals_and_correction(make_random):
    generator = np.random.default_rng(5)
    sides = []
    for name, rate in (("a", 0.4), ("b", 0.2)):
        documents = pd.DataFrame({"document": range(40), "words": 200, "sentences": 10})
        counts = generator.binomial(10, rate, size=40)
        terms = pd.DataFrame({"document": range(40), "layer": "theme", "term": "legislation", "count": counts})
        sides.append(CorpusCounts.from_frames(name, documents, terms))
    sample = labelled_sample(true=100, sensitivity=0.8, false=400, specificity=0.95)
    comparison = compare_corpora(*sides, QUICK, sample)
    check(comparison)
    row = comparison.themes.iloc[0]
    assert row["prevalence_a_low"] < row["prevalence_a"] < row["prevalence_a_high"]
    assert row["difference_low"] > 0
    assert row["corrected"]
    assert row["corrected_prevalence_a"] == pytest.approx((row["prevalence_a"] - 0.05) / 0.75)
    assert row["corrected_difference"] == pytest.approx(row["difference"] / 0.75)
    assert row["corrected_difference_low"] < row["corrected_difference"] < row["corrected_difference_high"]
    assert row["corrected_prevalence_a_low"] < row["corrected_prevalence_a"] < row["corrected_prevalence_a_high"]
    plain, corrected = (row[f"{name}_high"] - row[f"{name}_low"] for name in ("difference", "corrected_difference"))
    assert corrected > plain
    assert comparison.terms.iloc[0]["class"] == "robust A"


def test_a_theme_that_nobody_checked_keeps_its_prevalence():
    documents = pd.DataFrame({"document": range(20), "words": 200, "sentences": 10})
    terms = pd.DataFrame({"document": range(20), "layer": "theme", "term": "cooking", "count": 3})
    corpus = CorpusCounts.from_frames("a", documents, terms)
    sample = labelled_sample(true=5, sensitivity=0.2, false=5, specificity=0.2)
    for checked in (sample, replace(sample, themes=("cooking",))):  # unknown; no better than chance
        comparison = compare_corpora(corpus, corpus.named("b"), QUICK, checked)
        check(comparison)
        row = comparison.themes.iloc[0]
        assert not row["corrected"]
        assert row["corrected_prevalence_a"] == pytest.approx(row["prevalence_a"])


def labelled_sample(true, sensitivity, false, specificity):
    """A hundred labelled documents or so, on which a classifier has exactly these rates."""
    gold = np.repeat([True, False], [true, false])
    hits, passed = round(true * sensitivity), round(false * specificity)
    predicted = np.repeat([True, False, True, False], [hits, true - hits, false - passed, passed])
    order = np.random.default_rng(2).permutation(true + false)
    documents = np.arange(true + false) % 100
    sample = CheckedSample(documents.tolist(), gold[order, None], predicted[order, None])
    return CheckedThemes(("legislation",), sample)


def test_entities_have_their_own_table(make_corpus):
    documents = pd.DataFrame({"document": range(20), "words": 100})
    rows = pd.DataFrame({"document": range(20), "layer": "entity", "term": "United Nations", "count": 2})
    a = CorpusCounts.from_frames("a", documents, rows)
    other = rows.assign(term="NATO")
    comparison = compare_corpora(a, CorpusCounts.from_frames("b", documents, other), QUICK)
    check(comparison)
    assert comparison.entities.set_index("name")["class"].to_dict() == {
        "United Nations": "robust A",
        "NATO": "robust B",
    }


def test_several_corpora(make_random):
    corpora = [make_random(name, 30, seed=n, boosted=[n + 3], factor=6) for n, name in enumerate(("x", "y", "z"))]
    result = compare_many(corpora, QUICK)
    omnibus = result.omnibus.set_index("term")
    assert (omnibus.loc[["w3", "w4", "w5"], "q"] < 0.05).all()
    assert omnibus.loc[["w3", "w4", "w5"], "most"].tolist() == ["x", "y", "z"]
    robust = result.one_vs_rest[result.one_vs_rest["class"] == "robust A"]
    assert set(zip(robust["corpus"], robust["term"], strict=True)) >= {("x", "w3"), ("y", "w4"), ("z", "w5")}
    pairs = result.pairwise.set_index(["term", "a", "b"])
    assert pairs.loc[("w3", "x", "y"), "p_adjusted"] < 0.05 < pairs.loc[("w3", "y", "z"), "p_adjusted"]
    assert len(result.distances) == 3
    assert (result.distances["p"] < 0.1).all()
    assert (result.distances["distance"] > result.distances["null_high"]).all()
    assert len(result.calibration) == 3
    assert set(zip(result.design["corpus_a"], result.design["corpus_b"], strict=True)) == {
        ("x", "y"),
        ("x", "z"),
        ("y", "z"),
    }
    data = json.loads(result.to_json())
    for name in ("omnibus", "one_vs_rest", "pairwise", "distances", "themes", "design", "calibration"):
        assert not getattr(result, name).isna().any().any(), name
        assert len(data["terms" if name == "one_vs_rest" else name]) == len(getattr(result, name))
    assert {"entities", "manifest"} <= set(data)


def test_themes_of_several_corpora():
    corpora = []
    for name, count in (("x", 1), ("y", 4), ("z", 6)):
        documents = pd.DataFrame({"document": range(20), "words": 200, "sentences": 10})
        terms = pd.DataFrame({"document": range(20), "layer": "theme", "term": "legislation", "count": count})
        corpora.append(CorpusCounts.from_frames(name, documents, terms))
    themes = compare_many(corpora, QUICK, labelled_sample(100, 0.8, 400, 0.95)).themes
    assert themes["corpus"].tolist() == ["x", "y", "z"]
    assert themes["prevalence"].tolist() == pytest.approx([0.1, 0.4, 0.6])
    assert themes["corrected_prevalence"].tolist() == pytest.approx([0.05 / 0.75, 0.35 / 0.75, 0.55 / 0.75])
    assert (themes["corrected_prevalence_low"] < themes["corrected_prevalence_high"]).all()


def test_several_corpora_need_names_and_documents(make_random):
    corpus = make_random("x", 10, seed=1)
    for wrong in ([corpus], [corpus, corpus], [corpus, CorpusCounts.from_frequencies("list", {"w1": 3})]):
        with pytest.raises(UsageError):
            compare_many(wrong)
