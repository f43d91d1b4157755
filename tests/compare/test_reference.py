"""Every applicable case of the eleven files of reference values, to 1e-9 where the source gives the digits.

What does not apply, and why:
- contingency_R_base: quanteda's `chi2_williams` multiplies where it should divide; `lr_default` applies Yates under
  the name of Williams; its `lr_*` add an epsilon to every cell, so they agree to 1e-6 only, and it omits Williams'
  correction where a cell is zero. Its Yates is skipped instead of capped where |ad-bc| < N/2 (case c1).
- dispersion_reference: ARF, AWT and ALD need the position of each token, and counts for each document have none;
  Egbert et al.'s variant of DPnorm and tlda's relative range are not offered (`documents` says the same).
- log_odds_dirichlet: scattertext's scores are transforms of its own (scaled F, signed 1-p, a four-term variance);
  tidylo compares a group with the whole that contains it.
- log_ratio_gold: `clr` and `lrc.normal` are normal approximations that LRC replaced.
- nltk_collocations: Student's t on a single cell is not offered; `romance` is compared with a whole that contains it.
- pandas_am_fixed: dice, t, z and the likelihoods measure association of two words in one corpus, not keyness.
- quanteda_docs_inaugural: the `lr williams` page shows Yates-corrected G² (see above).
- real_corpus_ai_policy_cda: densities of an author's dictionaries, whose texts and lists are not given.
- real_corpus_scattertext_convention2012: lists of scaled F-scores, which we do not offer; see test_calibration.
- ucs_toolkit_gold: the corrected chi-squared of UCS is not capped at zero (as R's is); other columns are measures of
  association that have no meaning for two corpora.
- wordless_significance_effect: squared phi, ΔP, minimum sensitivity, MU and Dice, for the same reason.
"""

import numpy as np
import pytest
from scipy import sparse

from themeline.compare import adjusted_frequency, dispersion, effect_size, keyness
from themeline.compare.rank_test import rank_documents, rank_sum_test

EXACT = {"rel": 1e-9, "abs": 1e-9}


def counts_of(case):
    inputs = case["inputs"]
    return inputs["a"], inputs["b"], inputs["n1"], inputs["n2"]


def signatures(cases):
    f, f1, f2, total = (np.array([case[key] for case in cases], dtype=float) for key in ("f", "f1", "f2", "N"))
    return f, f2 - f, f1, total - f1


def spread(frequencies, sizes=None):
    column = sparse.csr_array(np.array([frequencies]).T)
    return dispersion.spread_of(column, sizes or [100] * len(frequencies))


def test_contingency_tables_of_r(reference):
    """R's chisq.test, fisher.test and G², with the signed forms of quanteda."""
    for case in reference("contingency_R_base")["cases"]:
        counts = counts_of(case)
        g2, rayson = keyness.log_likelihood_table(*counts), keyness.log_likelihood(*counts)
        chi2, yates = keyness.chi_squared(*counts), keyness.chi_squared(*counts, yates_below=np.inf)
        found = {
            "chi2": chi2,
            "chi2_p": keyness.p_value(chi2),
            "chi2_yates": yates,
            "chi2_yates_p": keyness.p_value(yates),
            "g2": g2,
            "g2_p": keyness.p_value(g2),
            "g2_williams": g2 / keyness.williams_factor(*counts),
            "rayson_ll": rayson,
            "bic_wilson2013": keyness.bayes_information(rayson, counts[2] + counts[3]),
            "log_ratio_hardie": effect_size.log_ratio_hardie(*counts),
            "pmi_ln": effect_size.mutual_information(*counts) * np.log(2),
            "pct_diff": effect_size.percent_difference(*counts),
            "odds_ratio": effect_size.odds_ratio(*counts),
            "relative_risk": effect_size.relative_risk(*counts),
        }
        for name, value in found.items():
            if case[name] is not None:
                assert float(value) == pytest.approx(case[name], **EXACT), (case["name"], name)
        if case.get("fisher_p") is not None:
            assert float(keyness.fisher_exact(*counts)) == pytest.approx(case["fisher_p"], **EXACT), case["name"]
        sign = effect_size.direction(*counts)
        assert float(sign * chi2) == pytest.approx(case["quanteda"]["chi2_none"], **EXACT)
        assert float(sign * g2) == pytest.approx(case["quanteda"]["lr_none"], rel=1e-6, abs=1e-6)
        if case["name"] != "c1":
            cochran = sign * keyness.chi_squared(*counts, yates_below=5)
            assert float(cochran) == pytest.approx(case["quanteda"]["chi2_default"], **EXACT)


def test_small_probabilities_keep_their_digits(reference):
    """P-values far below 1e-9 agree in proportion, not only in being small."""
    for case in reference("contingency_R_base")["cases"]:
        if case["g2_p"]:
            assert keyness.p_value(case["g2"]) == pytest.approx(case["g2_p"], rel=1e-9)


def test_log_ratios_of_cqpweb(reference):
    """Hardie's log ratio and Evert's LRC over the 599 terms of the original list (300 of them are in the file)."""
    cases = reference("log_ratio_gold")["cases"]
    counts = signatures(cases)
    assert effect_size.log_ratio_hardie(*counts) == pytest.approx(np.array([c["lr"] for c in cases]), **EXACT)
    lrc = effect_size.conservative_log_ratio(*counts, confidence=0.95, tests=599)
    assert lrc == pytest.approx(np.array([c["lrc"] for c in cases]), **EXACT)
    lower_bound, _ = effect_size.log_ratio_interval(*counts, confidence=0.90, tests=599)
    assert lower_bound == pytest.approx(np.array([c["lrc.positive"] for c in cases]), **EXACT)


def test_association_measures_of_ucs(reference):
    cases = reference("ucs_toolkit_gold")["cases"]
    counts = signatures(cases)
    gold = {
        key: np.array([case[f"am.{key}"] for case in cases], dtype=float)
        for key in (
            "chi.squared",
            "chi.squared.corr",
            "log.likelihood",
            "MI",
            "Fisher.pv",
            "odds.ratio",
            "relative.risk",
        )
    }
    sign = effect_size.direction(*counts)
    assert sign * keyness.chi_squared(*counts) == pytest.approx(gold["chi.squared"], **EXACT)
    assert sign * keyness.log_likelihood_table(*counts) == pytest.approx(gold["log.likelihood"], **EXACT)
    assert effect_size.mutual_information(*counts) * np.log10(2) == pytest.approx(gold["MI"], **EXACT)
    fisher = -np.log10(keyness.fisher_exact(*counts, alternative="greater"))
    assert fisher == pytest.approx(gold["Fisher.pv"], **EXACT)
    corrected = sign * keyness.chi_squared(*counts, yates_below=np.inf)
    uncapped = np.abs(corrected) > 0
    assert corrected[uncapped] == pytest.approx(gold["chi.squared.corr"][uncapped], **EXACT)
    filled = (counts[1] > 0) & (counts[0] > 0)
    odds = np.log10(effect_size.odds_ratio(*counts))
    assert odds[filled] == pytest.approx(gold["odds.ratio"][filled], **EXACT)
    f, rest, f1, others = counts
    by_column = np.log10(effect_size.relative_risk(f, f1 - f, f + rest, f1 + others - f - rest))
    assert by_column[filled] == pytest.approx(gold["relative.risk"][filled], **EXACT)


def test_fixed_values_of_pandas_association_measures(reference):
    cases = {case["measure"]: case for case in reference("pandas_am_fixed")["cases"]}
    counts = signatures(list(cases.values())[:1])
    found = {
        "mutual_information_log10": effect_size.mutual_information(*counts) * np.log10(2),
        "log_likelihood": keyness.log_likelihood_table(*counts),
        "log_ratio_disc0.5": effect_size.log_ratio_hardie(*counts),
    }
    assert float(found["log_ratio_disc0.5"][0]) == pytest.approx(cases["log_ratio_disc0.5"]["expected"], abs=5e-7)
    assert float(found["log_likelihood"][0]) == pytest.approx(cases["log_likelihood"]["expected"], abs=5e-7)
    assert float(found["mutual_information_log10"][0]) == pytest.approx(1.0, **EXACT)


def test_keyness_pages_of_quanteda(reference):
    """Signed chi-squared with Yates' correction where an expected frequency is below five."""
    for case in reference("quanteda_docs_inaugural")["cases"]:
        if "lr" in case["name"]:
            continue
        for row in case["rows"]:
            counts = row["a"], row["b"], case["n1_inferred"], case["n2_inferred"]
            found = float(effect_size.direction(*counts) * keyness.chi_squared(*counts, yates_below=5))
            assert found == pytest.approx(row["recomputed"], abs=6e-7), row["feature"]


def test_monroe_colaresi_quinn(reference):
    case = next(c for c in reference("log_odds_dirichlet")["cases"] if "Monroe" in c["measure"])
    a, b = np.array(case["y_i"], float), np.array(case["y_j"], float)
    for prior in case["results"].values():
        delta, zeta = effect_size.log_odds_dirichlet(a, b, a.sum(), b.sum(), prior["alpha"])
        assert delta == pytest.approx(np.array(prior["monroe_delta"]), **EXACT)
        assert zeta == pytest.approx(np.array(prior["monroe_z"]), **EXACT)
        assert zeta == pytest.approx(np.array(prior["jmhessel_z"]), **EXACT)


def test_collocation_values_of_nltk(reference):
    """Manning & Schütze's and Dunning's tables: the joint count of n_ii within n_ix against n_xi."""
    functions = {
        "chi_sq": keyness.chi_squared,
        "likelihood_ratio_4cell": keyness.log_likelihood_table,
        "pmi_log2": effect_size.mutual_information,
    }
    tested = 0
    for case in reference("nltk_collocations")["cases"]:
        if case["measure"] in functions:
            joint, row, column, total = (case[key] for key in ("n_ii", "n_ix", "n_xi", "n_xx"))
            found = float(functions[case["measure"]](joint, column - joint, row, total - row))
            tolerance = 60 if case["expected"] > 1e5 else 0.51 * 10 ** -case["digits"]
            assert found == pytest.approx(case["expected"], abs=tolerance), case
            tested += 1
    assert tested == 6


def test_values_published_in_wordless(reference):
    functions = {
        "fisher_exact_two_tailed_p": keyness.fisher_exact,
        "fisher_exact_left_p": lambda *c: keyness.fisher_exact(*c, alternative="less"),
        "fisher_exact_right_p": lambda *c: keyness.fisher_exact(*c, alternative="greater"),
        "log_likelihood_4cell": keyness.log_likelihood_table,
        "chi2_uncorrected": keyness.chi_squared,
        "chi2_yates": lambda *c: keyness.chi_squared(*c, yates_below=np.inf),
        "difference_coefficient": effect_size.difference_coefficient,
        "kilgarriff_ratio_smooth1_per_million": effect_size.simple_maths,
        "log_ratio_hardie": effect_size.log_ratio_hardie,
        "odds_ratio": effect_size.odds_ratio,
        "pct_diff": effect_size.percent_difference,
        "pmi_log2": effect_size.mutual_information,
        "npmi": effect_size.normalized_mutual_information,
    }
    tested = 0
    for case in reference("wordless_significance_effect")["cases"]:
        if case["measure"] in functions:
            a, b = case["o11"], case["o12"]
            found = float(functions[case["measure"]](a, b, a + case["o21"], b + case["o22"]))
            assert found == pytest.approx(case["expected"], abs=0.51 * 10 ** -case["digits"]), case
            tested += 1
    assert tested == 15


def test_rank_sum_of_kilgarriff(reference):
    cases = reference("wordless_significance_effect")["cases"]
    case = next(c for c in cases if c["measure"] == "mann_whitney_u_rank_sum")
    values = np.array([case["x1"] + case["x2"]], float).T
    test = rank_sum_test(rank_documents(sparse.csr_array(values)), np.arange(10) < 5)
    assert test.u[0] + 15 == case["expected"]


def test_published_dispersion(reference):
    functions = {
        "Juilland's D": dispersion.juilland,
        "Carroll's D2": dispersion.carroll,
        "Lyne's D3": dispersion.lyne,
        "Rosengren's S": dispersion.rosengren,
        "Zhang's distributional consistency": dispersion.distributional_consistency,
        "Gries's DP": dispersion.deviation_of_proportions,
        "Gries's DPnorm": dispersion.normalized_deviation,
        "Juilland's U": adjusted_frequency.juilland_usage,
        "Carroll's Um": adjusted_frequency.carroll_usage,
        "Rosengren's KF": adjusted_frequency.rosengren_frequency,
        "Kromer's UR": adjusted_frequency.kromer_ratio,
    }
    tested = 0
    for case in reference("dispersion_reference")["cases"]:
        if case["measure"] in functions:
            found = float(functions[case["measure"]](spread(case["freqs"]))[0])
            assert found == pytest.approx(case["expected"], abs=0.51 * 10 ** -case["digits"]), case
            tested += 1
    assert tested == 13


def test_gries_corpus_word_by_word(reference):
    corpus = reference("dispersion_reference")["gries2008_five_parts"]
    parts = [part.split() for part in corpus["parts"]]
    functions = {
        "range": dispersion.document_range,
        "juilland_D": dispersion.juilland,
        "rosengren_S": dispersion.rosengren,
        "DP": dispersion.deviation_of_proportions,
        "DP_norm": dispersion.normalized_deviation,
        "KL_bits": dispersion.divergence,
    }
    for word, expected in corpus["expected"].items():
        prepared = spread([part.count(word) for part in parts], [len(part) for part in parts])
        for name, function in functions.items():
            assert float(function(prepared)[0]) == pytest.approx(expected[name], abs=5.1e-4), (word, name)


def test_tlda_on_lyne(reference):
    case = reference("dispersion_reference")["tlda"]["lyne_allemand"]
    prepared, even, uneven = spread(case["subfreq"], case["partsize"]), case["conventional"], case["gries"]
    assert float(dispersion.juilland(prepared)[0]) == pytest.approx(even["D"], abs=6e-11)
    assert float(dispersion.carroll(prepared)[0]) == pytest.approx(even["D2"], abs=6e-11)
    assert float(dispersion.rosengren(prepared)[0]) == pytest.approx(even["S"], abs=6e-11)
    assert float(dispersion.average_distance(prepared)[0]) == pytest.approx(even["DA"], abs=6e-11)
    assert float(dispersion.deviation_of_proportions(prepared)[0]) == pytest.approx(uneven["DP"], abs=6e-11)
    assert float(dispersion.normalized_divergence(prepared)[0]) == pytest.approx(uneven["DKL"], abs=6e-11)
    normalized = case["DP_gries_direction"]["lijffit_gries_2012"]
    assert float(dispersion.normalized_deviation(prepared)[0]) == pytest.approx(normalized, abs=6e-7)


def test_tlda_on_ice_gb(reference):
    """Forty words over the 32 genres of ICE-GB, all measures, in one sparse matrix."""
    case = reference("dispersion_reference")["tlda"]["ice_gb_genre"]
    items = {word: item for word, item in case["items"].items() if any(item["subfreq"])}
    counts = sparse.csr_array(np.array([item["subfreq"] for item in items.values()]).T)
    prepared = dispersion.spread_of(counts, case["partsize"])
    found = {
        "D": 1 - dispersion.juilland(prepared),
        "D2": 1 - dispersion.carroll(prepared),
        "S": 1 - dispersion.rosengren(prepared),
        "DP": dispersion.deviation_of_proportions(prepared),
        "DA": 1 - dispersion.average_distance(prepared),
        "DKL": dispersion.normalized_divergence(prepared),
    }
    for name, values in found.items():
        expected = np.array([item["disp"][name] for item in items.values()])
        assert values == pytest.approx(expected, abs=6e-11), name
    normalized = np.array([item["DP"]["lijffit_gries_2012"] for item in items.values()])
    assert dispersion.normalized_deviation(prepared) == pytest.approx(normalized, abs=6e-11)
