"""The worked examples of the methods appendix: all reproduce their published values."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from transit.errors import TransitError
from transit.terms import (
    association,
    counting,
    dispersion,
    diversity,
    examples,
    frequency,
    keyness,
    measures,
)

ORACLES = {
    oracle["id"]: oracle
    for oracle in json.loads(Path(__file__).with_name("oracles.json").read_text("utf-8"))["oracles"]
}

# family, statistic -> the example of oracles.json and the value of it
QUOTED = {
    ("frequency", "Count"): ("gries-corpus-basics", "f_a"),
    ("frequency", "tf–idf, smooth"): ("tfidf-sklearn", "smooth_0_2"),
    ("frequency", "tf–idf, unsmoothed"): ("tfidf-sklearn", "unsmoothed_0_2"),
    ("keyness", "G², four cells"): ("llr-dunning-110", "value"),
    ("keyness", "G², two cells"): ("ll-rayson-keep", "value"),
    ("keyness", "χ²"): ("chi2-ms-new-companies", "value"),
    ("keyness", "χ², Yates"): ("chi2-yates-pedersen", "value"),
    ("keyness", "Log Ratio"): ("log-ratio", "value"),
    ("keyness", "%DIFF"): ("pct-diff", "value"),
    ("keyness", "Odds ratio"): ("odds-ratio", "value"),
    ("keyness", "Simple maths"): ("simple-maths", "value"),
    ("keyness", "Difference coefficient"): ("diff-coeff", "value"),
    ("keyness", "BIC"): ("ruts-keyness", "BIC"),
    ("keyness", "ELL"): ("ruts-keyness", "ELL"),
    ("dispersion", "Range"): ("lyne-allemand", "Rrel"),
    ("dispersion", "Juilland’s D"): ("lyne-allemand", "D"),
    ("dispersion", "Juilland’s D, parts of one size"): ("juilland-d", "value"),
    ("dispersion", "Carroll’s D2"): ("lyne-allemand", "D2"),
    ("dispersion", "Rosengren’s S"): ("rosengren-equal", "value"),
    ("dispersion", "Lyne’s D3"): ("lyne-d3", "value"),
    ("dispersion", "DA"): ("lyne-allemand", "DA"),
    ("dispersion", "DP"): ("dp-gries-a", "DP"),
    ("dispersion", "DP, normed"): ("dp-gries-a", "DPnorm"),
    ("dispersion", "KL"): ("scattertext-disp-i", "KL"),
    ("dispersion", "DKL"): ("lyne-allemand", "DKL"),
    ("dispersion", "ARF"): ("arf-awt-ald", "ARF"),
    ("dispersion", "AWT"): ("arf-awt-ald", "AWT"),
    ("dispersion", "ALD"): ("arf-awt-ald", "ALD"),
    ("association", "G²"): ("llr-dunning-10-0", "value"),
    ("association", "χ²"): ("chi2-ms-new-companies", "value"),
    ("association", "PMI in a window of three"): ("pmi-window-nltk", "w3_pmi_a_test"),
    ("association", "NPMI, never apart"): ("npmi-limits", "perfect"),
    ("association", "NPMI, independent"): ("npmi-limits", "independent"),
    ("association", "MI³"): ("ruts-collocation", "MI3_333"),
    ("association", "t"): ("t-ms-new-companies", "value"),
    ("association", "Dice"): ("dice-smadja", "value"),
    ("association", "logDice"): ("ruts-collocation", "logDice"),
    ("association", "Minimum sensitivity"): ("ruts-collocation", "min_sensitivity"),
    ("association", "ΔP, second given first"): ("deltap-gries", "w2|w1"),
    ("association", "ΔP, first given second"): ("deltap-gries", "w1|w2"),
    ("association", "λ"): ("lambda-quanteda-good-ice", "lambda"),
    ("association", "Wald’s z of λ"): ("lambda-quanteda-good-ice", "z"),
    ("association", "Phrase score"): ("gensim-phrases", "graph_minors"),
    ("diversity", "TTR"): ("ttr-quanteda", "TTR"),
    ("diversity", "Guiraud"): ("lexicalrichness-10", "RTTR"),
    ("diversity", "Corrected TTR"): ("lexicalrichness-10", "CTTR"),
    ("diversity", "Herdan’s C"): ("lexicalrichness-10", "Herdan"),
    ("diversity", "Summer"): ("lexicalrichness-10", "Summer_ln"),
    ("diversity", "Dugast"): ("lexicalrichness-10", "Dugast_ln"),
    ("diversity", "Maas’s a²"): ("lexicalrichness-10", "Maas_a2_ln"),
    ("diversity", "Yule’s K"): ("yule-k-quanteda", "t2"),
    ("diversity", "Yule’s I"): ("yule-i-quanteda", "value"),
    ("diversity", "Simpson"): ("lexicalrichness-10", "D"),
    ("diversity", "Herdan’s Vm"): ("lexicalrichness-10", "Vm"),
    ("diversity", "HD-D, five draws"): ("lexicalrichness-10", "HDD5"),
    ("diversity", "MATTR, window of three"): ("mattr-quanteda", "3"),
    ("diversity", "MSTTR, segments of twenty"): ("textacy-mary", "MSTTR20"),
    ("diversity", "MTLD"): ("lexicalrichness-10", "MTLD"),
}


@pytest.fixture(scope="module")
def every():
    return examples.worked_examples()


@pytest.fixture(scope="module")
def keys(repository):
    text = (repository / "references.bib").read_text("utf-8")
    return set(re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE))


def test_every_example_agrees(every):
    assert every.loc[~every["agrees"], ["family", "statistic", "printed", "computed"]].empty
    assert every["computed"].notna().all()
    assert len(every) >= 95


def test_the_frame_is_tidy(every):
    assert every.columns.tolist() == [
        "family",
        "statistic",
        "example",
        "origin",
        "source",
        "where",
        "printed",
        "published",
        "computed",
        "agrees",
    ]
    assert not every.duplicated(["family", "statistic", "example"]).any()
    assert every["family"].unique().tolist() == list(examples.FAMILIES)
    assert set(every["origin"]) == set(measures.ORIGINS)
    assert every["published"].tolist() == [float(text) for text in every["printed"]]


def test_every_value_says_where_it_comes_from(every, keys):
    assert set(every["source"]) - {""} <= keys
    assert (every["source"].ne("") | every["where"].ne("")).all()
    unlisted = every["origin"].eq("literature") & every["source"].eq("")
    assert set(every.loc[unlisted, "where"]) == {"P. Rayson, Corpora list, 18 January 2002"}


def test_every_source_named_in_a_docstring_is_in_the_bibliography(repository, keys):
    for path in (repository / "src" / "transit" / "terms").glob("*.py"):
        named = set(re.findall(r"`([a-z-]+\d{4}[a-z]+)`", path.read_text("utf-8")))
        assert named <= keys, f"{path.name}: {sorted(named - keys)}"


@pytest.mark.parametrize("name", QUOTED, ids=" ".join)
def test_values_are_those_of_the_oracles(every, name):
    oracle, what = QUOTED[name]
    row = every[every["family"].eq(name[0]) & every["statistic"].eq(name[1])].iloc[0]
    digits = len(row["printed"].partition(".")[2])
    assert row["published"] == pytest.approx(
        ORACLES[oracle]["expected"][what], abs=0.5 * 10.0**-digits + 1e-12
    )


@pytest.mark.parametrize("family", examples.FAMILIES)
def test_every_measure_has_an_example_and_every_column_an_entry(family):
    entries = list(examples.measures(family))
    assert all(entry.examples for entry in entries)
    assert len({entry.name for entry in entries}) == len(entries)


def test_the_frames_are_made_of_the_entries():
    counts = counting.count_tokens([part.split() for part in frequency.CORPUS])
    frames = {
        "keyness": keyness.keyness(counts[1], counts[2]),
        "dispersion": dispersion.dispersion(counts),
        "association": association.association(association.windows(list("abcab"))),
        "diversity": diversity.diversity(counts, draws=5),
    }
    for family, frame in frames.items():
        columns = [entry.name for entry in examples.measures(family) if entry.column]
        assert [name for name in frame.columns if name in columns] == columns


def test_one_family_at_a_time(every):
    for family in examples.FAMILIES:
        some = examples.worked_examples(family)
        assert (
            some["statistic"].tolist() == every.loc[every["family"] == family, "statistic"].tolist()
        )
    with pytest.raises(TransitError, match="family 'grammar'"):
        examples.worked_examples("grammar")


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [("0.18", True), ("0.180", True), ("0.2", True), ("0.19", False), ("0.181", False)],
)
def test_agreement_is_to_the_digits_printed(monkeypatch, printed, agrees):
    entry = next(entry for entry in examples.measures("dispersion") if entry.name == "dp")
    example = replace(entry.examples[0], printed=printed, compute=lambda: 0.18)
    monkeypatch.setattr(dispersion, "MEASURES", (replace(entry, examples=(example,)),))
    assert examples.worked_examples("dispersion")["agrees"].tolist() == [agrees]


def test_values_are_computed_when_asked_for(monkeypatch):
    monkeypatch.setattr(association, "dice", lambda *_: 0.5)
    found = examples.worked_examples("association").set_index("statistic")
    assert found.loc["Dice", "computed"] == 0.5
    assert not found.loc["Dice", "agrees"]


def test_the_corpus_is_the_one_counted():
    counts = counting.count_tokens([part.split() for part in frequency.CORPUS])
    assert counts.loc["a"].tolist() == ORACLES["dp-gries-a"]["inputs"]["v"]
    assert counts.sum().tolist() == ORACLES["dp-gries-a"]["inputs"]["sizes"]
    assert ORACLES["arf-awt-ald"]["inputs"]["tokens"] == dispersion.LETTERS
    assert ORACLES["textacy-mary"]["inputs"]["tokens"] == diversity.MARY
    assert len(diversity.MARY.split()) == 22


@pytest.fixture(scope="module")
def found():
    return examples.variants().set_index(["statistic", "variant"])


class TestVariants:
    """Tools that disagree: each value as the tool gives it."""

    @pytest.mark.parametrize(
        ("statistic", "variant", "value"),
        [
            ("G²", "four cells", 4.028),
            ("G²", "two cells", 3.904),
            ("G², corrected", "none", 4.5349),
            ("G², corrected", "Williams", 4.2008),
            ("G², corrected", "Yates, where it applies", 2.7028),
            ("χ², Williams", "divided by q", 4.0176),
            ("χ², Williams", "multiplied by q", 4.6821),
            ("Log Ratio of nothing", "half an occurrence in its corpus", -2.3219),
            ("Log Ratio of nothing", "half an occurrence in both corpora", -3.9069),
            ("Juilland’s D", "deviation over n", 0.6464),
            ("DP, normed", "by 1 − smallest part", 0.2195),
            ("DP, normed", "by 1 − 1/n", 0.225),
            ("DP, normed", "not normed", 0.18),
            ("PMI in a window of three", "joint counts over window − 1", 1.5850),
            ("PMI in a window of three", "margins of the places of a pair", 1.2854),
            ("Summer", "natural logarithms", 0.957),
            ("Summer", "logarithms to base ten", 0.835),
            ("MSTTR", "a complete last segment counts", 0.9),
            ("MSTTR", "the last segment never counts", 0.8),
            ("MTLD", "a factor ends at the threshold", 4),
            ("MTLD", "a factor ends below the threshold", 8),
        ],
    )
    def test_value(self, found, statistic, variant, value):
        digits = len(str(value).partition(".")[2])
        assert found.loc[(statistic, variant), "value"] == pytest.approx(
            value, abs=0.5 * 10.0**-digits + 1e-9
        )

    def test_the_report_takes_one_of_each(self, found):
        groups = found.groupby("statistic")
        assert groups["taken"].sum().eq(1).all()
        assert groups["value"].nunique().eq(groups.size()).all()
        assert groups["example"].nunique().eq(1).all()
