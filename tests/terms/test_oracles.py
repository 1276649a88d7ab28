"""Every published example of oracles.json, computed by the public functions."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from transit.terms import association, counting, dispersion, diversity, frequency, keyness

ORACLES = {
    oracle["id"]: oracle
    for oracle in json.loads(Path(__file__).with_name("oracles.json").read_text("utf-8"))["oracles"]
}


def pair(i):
    return association.association(
        pd.DataFrame({"n11": [i["n11"]], "n1": [i["n1"]], "n2": [i["n2"]], "n": [i["N"]]})
    ).iloc[0]


def key(i):
    return i["a"], i["b"], i.get("N1", i.get("n_target")), i.get("N2", i.get("n_reference"))


def cells(i):
    """Keyness arguments for the four cells n11, n10, n01, n00 of a table."""
    a, b, c, d = i["cells"]
    return a, c, a + b, c + d


def joint(table):
    """Association arguments for four cells."""
    a, b, c, d = table
    return a, a + b, a + c, a + b + c + d


def parts(v, sizes=None):
    v = pd.DataFrame([v], index=["w"], columns=range(1, len(v) + 1))
    return v, None if sizes is None else pd.Series(sizes, index=v.columns)


def spread(v, sizes):
    return dispersion.dispersion(*parts(v, sizes)).iloc[0]


def counted(i):
    texts = i["tokens"] if "tokens" in i else i["texts"]
    texts = [texts] if isinstance(texts, str) else texts
    return counting.count_tokens([text.split() for text in texts])


def llr_dunning_110(i):
    assert keyness.log_likelihood(i["n11"], i["n2"] - i["n11"], i["n1"], i["N"] - i["n1"]) == (
        pytest.approx(270.7218769362)
    )
    return {"value": pair(i)["g2"]}


def llr_browndw(i):
    a, b, n1, n2 = key(i)
    value = keyness.log_likelihood(a, b, n1, n2, signed=True)
    assert keyness.log_likelihood(b, a, n2, n1, signed=True) == pytest.approx(-value)
    return {"value": value}


def rayson(i):
    frame = keyness.keyness(
        pd.Series({i["word"]: i["a"]}), pd.Series({i["word"]: i["b"]}), i["N1"], i["N2"]
    )
    value = keyness.log_likelihood(*key(i), form="two-cell")
    assert frame["g2_two_cell"].item() == pytest.approx(value)
    return {"value": value}


def quanteda_ab(i):
    target, reference = (
        pd.Series(i[name].split()).value_counts() for name in ("target", "reference")
    )
    row = keyness.keyness(target, reference).set_index("type").loc[i["feature"]]
    return {"none": row["chi2"], "yates": row["chi2_yates"]}


def window_nltk(i):
    out = {}
    for window in i["windows"]:
        pairs = association.windows(i["tokens"].split(), window, margins="nltk")
        frame = association.association(pairs)
        rows = frame.set_index(["first", "second"])
        for name in (("a", "test"), ("this", "a")):
            if name in rows.index:
                out[f"w{window}_count_{'_'.join(name)}"] = rows.loc[name, "n11"] * (window - 1)
                out[f"w{window}_pmi_{'_'.join(name)}"] = rows.loc[name, "pmi"]
    return out


def lambda_quanteda(i):
    cuts = [
        segment.split()
        for text in i["texts"]
        for segment in text.replace("too!", "too !").replace(".", " .").split("  ")
    ]
    cuts = [[word for word in segment if word.isalpha()] for segment in cuts]
    pairs = association.windows([segment for segment in cuts if segment], 2)
    first, second = i["bigram"].split()
    row = pairs[(pairs["first"] == first) & (pairs["second"] == second)].iloc[0]
    counts = tuple(int(row[column]) for column in ("n11", "n1", "n2", "n"))
    n11, n1, n2, n = counts
    assert [n11 + 0.5, n1 - n11 + 0.5, n2 - n11 + 0.5, n - n1 - n2 + n11 + 0.5] == (
        i["cells_smoothed"]
    )
    return association.lambda_ratio(*counts).iloc[0].to_dict()


def gries_delta_p(i):
    table = joint([i["n11"], i["n10"], i["n01"], i["n00"]])
    return {
        "w2|w1": association.delta_p(*table),
        "w1|w2": association.delta_p(*table, given="second"),
    }


def npmi_limits(i):
    return dict(
        zip(
            ("perfect", "independent"),
            (association.npmi(*joint(case)) for case in i["cases"]),
            strict=True,
        )
    )


def gensim(i):
    rows = association.phrases(i["sentences"], minimum=i["min_count"]).set_index(
        ["first", "second"]
    )
    out = {}
    for name in (("graph", "minors"), ("human", "interface")):
        out["_".join(name)] = rows.loc[name, "score"]
        out["npmi_" + "_".join(name)] = rows.loc[name, "npmi"]
    return out


def gries_a(i):
    counts = counting.count_tokens([part.split() for part in i["corpus_parts"]])
    assert counts.loc[i["word"]].tolist() == i["v"]
    row = dispersion.dispersion(counts).set_index("type").loc[i["word"]]
    original = dispersion.deviation_of_proportions(counts, norm="gries-2008")
    assert original.set_index("type").loc[i["word"], "dp_norm"] == pytest.approx(0.225)
    return {"DP": row["dp"], "DPnorm": row["dp_norm"]}


def gries_basics(i):
    counts = counting.count_tokens([part.split() for part in i["corpus_parts"]])
    every = diversity.diversity(counts.sum(axis=1)).iloc[0]
    count = frequency.frequency(counts).set_index("type")["count"]
    return {
        "tokens": every["tokens"],
        "types": every["types"],
        "TTR": every["ttr"],
        "f_a": count["a"],
        "f_b": count["b"],
    }


def scattertext(i):
    row = spread(i["v"], i["sizes"])
    return {
        "D": row["juilland_d"],
        "S": row["rosengren_s"],
        "DP": row["dp"],
        "DPnorm": row["dp_norm"],
        "KL": row["kl"],
    }


def equal_parts(column):
    def compute(i):
        counts, _ = parts(i["v"])
        return {
            "value": dispersion.dispersion(counts, pd.Series(100, counts.columns)).iloc[0][column]
        }

    return compute


def sugiura(i):
    counts, sizes = parts(
        [share * 100 for share in i["shares"]], [size * 100 for size in i["sizes"]]
    )
    return {"value": dispersion.deviation_of_proportions(counts, sizes)["dp"].item()}


def lyne(i):
    row = spread(i["v"], i["sizes"])
    return {
        "Rrel": row["range_share"],
        "D": row["juilland_d"],
        "D2": row["carroll_d2"],
        "S": row["rosengren_s"],
        "DA": row["da"],
        "DKL": row["dkl"],
    }


def distances(i):
    row = dispersion.positional(i["tokens"].split()).set_index("type").loc[i["word"]]
    assert row["f_awt"] == pytest.approx(9.328, abs=5e-4)
    assert row["f_ald"] == pytest.approx(11.764, abs=5e-4)
    return {"ARF": row["arf"], "AWT": row["awt"], "ALD": row["ald"]}


def ruts_keyness(i):
    a, b, n1, n2 = key(i)
    two = keyness.log_likelihood(a, b, n1, n2, form="two-cell")
    return {
        "LL": two,
        "LL_b0": keyness.log_likelihood(a, 0, n1, n2, form="two-cell"),
        "chi2_yates": keyness.chi_squared(a, b, n1, n2, correction="yates"),
        "pct_diff": keyness.percent_difference(a, b, n1, n2),
        "log_ratio": keyness.log_ratio(a, b, n1, n2),
        "log_ratio_a0": keyness.log_ratio(0, b, n1, n2, zero=0.5),
        "BIC": keyness.bayes_information(two, n1, n2),
        "ELL": keyness.effect_of_likelihood(a, b, n1, n2),
        "odds_ratio": keyness.odds_ratio(a, b, n1, n2),
    }


def ruts_collocation(i):
    n11, n1, n2, n = i["n11"], i["n1"], i["n2"], i["N"]
    return {
        "dice": association.dice(n11, n1, n2),
        "logDice": association.log_dice(n11, n1, n2),
        "min_sensitivity": association.minimum_sensitivity(n11, n1, n2),
        "MI3_333": association.mi_cubed(3, 3, 3, n),
        "NPMI_333": association.npmi(3, 3, 3, n),
    }


def indices(**names):
    def compute(i):
        frame = diversity.diversity(counted(i), draws=5)
        out = {name: frame[column].iloc[0] for name, column in names.items()}
        return out

    return compute


def yule_k(i):
    first, second = diversity.diversity(counted(i))["yule_k"]
    return {"t1": first, "t2": second}


def windows_mattr(i):
    return {str(window): diversity.mattr(i["tokens"].split(), window) for window in i["windows"]}


def lexicalrichness(i):
    tokens = i["tokens"].split()
    out = indices(
        TTR="ttr",
        RTTR="guiraud",
        CTTR="cttr",
        Herdan="herdan",
        Summer_ln="summer",
        Dugast_ln="dugast",
        Maas_a2_ln="maas",
        K="yule_k",
        I="yule_i",
        Vm="herdan_vm",
        D="simpson",
        HDD5="hdd",
    )(i)
    return out | {"MATTR5": diversity.mattr(tokens, 5), "MTLD": diversity.mtld(tokens)}


def lexicalrichness_msttr(i):
    tokens = i["tokens"].split()
    assert diversity.msttr(tokens, 5, last="drop") == pytest.approx(0.8)
    return {"ours": diversity.msttr(tokens, 5)}


def textacy(i):
    tokens = i["tokens"].split()
    natural = diversity.diversity(counted(i)).iloc[0]
    assert natural["summer"] == pytest.approx(0.957, abs=5e-4)
    assert natural["dugast"] == pytest.approx(65.17, abs=5e-3)
    ten = diversity.diversity(counted(i), base=10).iloc[0]
    return {
        "TTR": ten["ttr"],
        "root": ten["guiraud"],
        "corrected": ten["cttr"],
        "herdan": ten["herdan"],
        "summer_log10": ten["summer"],
        "dugast_log10": ten["dugast"],
        "MSTTR20": diversity.msttr(tokens, 20),
        "MATTR20": diversity.mattr(tokens, 20),
    }


def freq_quanteda(i):
    frame = frequency.frequency(counted(i)).set_index("type")
    assert frame.index.tolist() == ["a", "d", "b", "c"]
    assert frame["rank"].tolist() == [1, 2, 3, 4]
    return {f"{t}_freq": frame.loc[t, "count"] for t in "abcd"} | {
        f"{t}_docfreq": frame.loc[t, "range"] for t in "ad"
    }


def tfidf(i):
    counts = pd.DataFrame(np.array(i["counts"]).T)
    out = {}
    for variant in ("smooth", "unsmoothed"):
        weights = frequency.tfidf(counts, variant=variant)
        for document, term in ((0, 0), (0, 2), (4, 1)):
            out[f"{variant}_{document}_{term}"] = weights.loc[term, document]
    return out


def voyant(i):
    types = [counting.count_types(text) for text in i["texts"]]
    out = {f"types_{at}": len(found) for at, found in enumerate(types)}
    for at, text in enumerate(i["texts"]):
        pairs = association.windows(text.lower().strip(".").split(), 2)
        out[f"it_was_{at}"] = pairs.query("first == 'it' and second == 'was'")["n11"].item()
    counts = pd.DataFrame(dict(enumerate(types))).fillna(0)
    weights = frequency.tfidf(counts, variant="relative", norm=None)
    assert weights.loc["dark", 0] == pytest.approx(1 / 7 * np.log10(2))
    assert weights.loc["was", 1] == 0
    return out


COMPUTE = {
    "llr-dunning-110": llr_dunning_110,
    "llr-dunning-10-0": lambda i: {"value": keyness.log_likelihood(*cells(i))},
    "llr-browndw": llr_browndw,
    "ll-rayson-lemma": rayson,
    "ll-rayson-keep": rayson,
    "ll-rayson-keeping": rayson,
    "chi2-ms-new-companies": lambda i: {"value": pair(i)["chi2"]},
    "chi2-yates-pedersen": lambda i: {"value": keyness.chi_squared(*cells(i), correction="yates")},
    "chi2-quanteda-ab": quanteda_ab,
    "t-ms-new-companies": lambda i: {"value": pair(i)["t"]},
    "pmi-ms-ayatollah": lambda i: {"value": pair(i)["pmi"]},
    "pmi-church-hanks": lambda i: {"value": association.pmi(i["n11"], i["n1"], i["n2"], i["N"])},
    "pmi-window-nltk": window_nltk,
    "lambda-quanteda-good-ice": lambda_quanteda,
    "deltap-gries": gries_delta_p,
    "dice-smadja": lambda i: {"value": association.dice(i["n11"], i["n1"], i["n2"])},
    "pct-diff": lambda i: {"value": keyness.percent_difference(*key(i))},
    "odds-ratio": lambda i: {"value": keyness.odds_ratio(*key(i))},
    "simple-maths": lambda i: {
        "value": keyness.simple_maths(*key(i), smoothing=i["smoothing"], per=i["per"])
    },
    "diff-coeff": lambda i: {"value": keyness.difference_coefficient(*key(i))},
    "log-ratio": lambda i: {"value": keyness.log_ratio(*key(i))},
    "npmi-limits": npmi_limits,
    "gensim-phrases": gensim,
    "dp-gries-a": gries_a,
    "gries-corpus-basics": gries_basics,
    "scattertext-disp-b": scattertext,
    "scattertext-disp-i": scattertext,
    "scattertext-disp-x": scattertext,
    "lyne-d3": equal_parts("lyne_d3"),
    "rosengren-equal": equal_parts("rosengren_s"),
    "juilland-d": equal_parts("juilland_d"),
    "dp-sugiura": sugiura,
    "lyne-allemand": lyne,
    "arf-awt-ald": distances,
    "ruts-keyness": ruts_keyness,
    "ruts-collocation": ruts_collocation,
    "ttr-quanteda": indices(TTR="ttr", CTTR="cttr", R="guiraud", C="herdan"),
    "yule-i-quanteda": indices(value="yule_i"),
    "yule-k-quanteda": yule_k,
    "mattr-quanteda": windows_mattr,
    "lexicalrichness-10": lexicalrichness,
    "lexicalrichness-msttr": lexicalrichness_msttr,
    "textacy-mary": textacy,
    "freq-quanteda": freq_quanteda,
    "tfidf-sklearn": tfidf,
    "voyant-counts": voyant,
}


@pytest.mark.parametrize("name", ORACLES)
def test_oracle(name):
    oracle = ORACLES[name]
    found = COMPUTE[name](oracle["inputs"])
    assert set(oracle["expected"]) <= set(found)
    for what, expected in oracle["expected"].items():
        tolerance = oracle["tolerance"]
        if isinstance(tolerance, dict):
            tolerance = tolerance[what]
        assert found[what] == pytest.approx(expected, rel=1e-13, abs=tolerance), what


def test_every_oracle_is_computed():
    assert len(ORACLES) == 46
    assert set(COMPUTE) == set(ORACLES)


class TestTraps:
    """Where established tools disagree: the variants by name, and what each gives."""

    table = (7, 2, 10, 9)

    def test_corrections_of_the_log_likelihood(self):
        values = {
            c: keyness.log_likelihood(*self.table, correction=c)
            for c in ("none", "williams", "yates")
        }
        assert values["none"] == pytest.approx(4.5349, abs=5e-5)
        assert values["williams"] == pytest.approx(4.2008, abs=5e-5)
        assert values["yates"] == pytest.approx(2.7028, abs=5e-5)

    def test_williams_divides_chi_squared(self):
        plain = keyness.chi_squared(*self.table)
        corrected = keyness.chi_squared(*self.table, correction="williams")
        assert corrected == pytest.approx(4.017626, abs=5e-7)
        assert plain * plain / corrected == pytest.approx(4.6821, abs=5e-5)

    def test_norms_of_dp(self):
        counts, sizes = parts(
            [2, 0, 1, 1, 3, 0, 3, 0, 0, 0], ORACLES["lyne-allemand"]["inputs"]["sizes"]
        )
        s = sizes / sizes.sum()
        dp = dispersion.deviation_of_proportions(counts, sizes)["dp"].item()
        normed = {
            norm: dispersion.deviation_of_proportions(counts, sizes, norm=norm)["dp_norm"].item()
            for norm in ("lijffijt-gries", "gries-2008", "egbert")
        }
        assert normed["lijffijt-gries"] == pytest.approx(dp / (1 - s.min()))
        assert normed["gries-2008"] == pytest.approx(dp / 0.9)
        assert normed["egbert"] == pytest.approx(dp / (1 - s[counts.iloc[0] > 0].min()))
        assert normed["egbert"] != dp
        turned = dispersion.deviation_of_proportions(counts, sizes, scale="conventional")
        assert turned["dp"].item() == pytest.approx(1 - dp)

    def test_threshold_of_mtld(self):
        tokens = ["a", "b", "c", "a", "a", "b", "c", "a"]
        loose = diversity.mtld(tokens, 0.75)
        strict = diversity.mtld(tokens, 0.75, strict=True)
        assert loose == pytest.approx(4)
        assert strict == pytest.approx(8)

    def test_deviation_in_juilland_d(self):
        counts, _ = parts([0, 4, 3, 2, 1])
        sizes = pd.Series(10, counts.columns)
        sample = dispersion.dispersion(counts, sizes, deviation="sample")["juilland_d"].item()
        assert sample == pytest.approx(1 - np.sqrt(2.5) / 2 / 2)
        assert abs(sample - 0.6464) > 0.03

    def test_zero_in_log_ratio(self):
        assert keyness.log_ratio(0, 5, 1000, 2000, zero=0.5) == pytest.approx(np.log2(0.2))
        assert keyness.log_ratio(0, 5, 1000, 2000, zero="pooled") == pytest.approx(
            np.log2((0.5 / 3000) / (5 / 2000))
        )
        assert keyness.log_ratio(0, 5, 1000, 2000, zero=None) == -np.inf

    def test_two_forms_of_the_log_likelihood(self):
        two = [keyness.log_likelihood(a, 3, 33, 36, form="two-cell") for a in (0, 3)]
        four = [keyness.log_likelihood(a, 3, 33, 36) for a in (0, 3)]
        assert two == pytest.approx([3.904, 0.0114], abs=5e-4)
        assert four == pytest.approx([4.028, 0.0124], abs=5e-4)

    def test_margins_of_a_window(self):
        tokens = ["this", "this", "is", "is", "a", "a", "test", "test"]
        nltk = association.windows(tokens, 3, margins="nltk")
        places = association.windows(tokens, 3)
        assert (places["n11"] == 2 * nltk["n11"]).all()
        assert places["n11"].sum() == places["n"].iloc[0]
