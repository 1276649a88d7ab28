"""The one-line functions, on the tables of the article and on a small article made up here."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from transit.article import load
from transit.errors import TransitError
from transit.terms import growth
from transit.terms import of_article as article


@pytest.fixture(scope="module")
def tables(repository):
    return load(repository / "data" / "article")


@pytest.fixture(scope="module")
def small():
    """Six paragraphs in two sections; "rise" grows, "once" fills a single paragraph."""
    names = [f"a-0{i}" for i in (1, 2, 3)] + [f"b-0{i}" for i in (1, 2, 3)]
    paragraphs = pd.DataFrame(
        {
            "paragraph": names,
            "section": list("aaabbb"),
            "sentences": 4,
            "tokens": 50,
            "quoted_tokens": [0, 0, 0, 0, 0, 10],
        }
    )
    counts = {"rise": [0, 0, 1, 5, 6, 5], "once": [9, 0, 0, 0, 0, 0], "even": [3, 3, 3, 3, 3, 3]}
    term_counts = pd.DataFrame(
        [
            (name, term, "article", n)
            for term, row in counts.items()
            for name, n in zip(names, row, strict=True)
            if n
        ],
        columns=["paragraph", "term", "voice", "count"],
    )
    rest = [50 - sum(counts[t][i] for t in counts) for i in range(6)]
    tokens = pd.concat(
        [
            term_counts.rename(columns={"term": "token"}),
            pd.DataFrame({"paragraph": names, "token": "the", "voice": "article", "count": rest}),
        ]
    )
    tokens["lemma"] = tokens["token"]
    terms = pd.DataFrame(
        {
            "term": list(counts),
            "label": ["Rise", "Once", "Even"],
            "kind": ["concept", "concept", "person"],
            "gloss": "…",
        }
    )
    sections = pd.DataFrame({"section": ["a", "b"], "order": [1, 2], "heading": ["One", "Two"]})
    return SimpleNamespace(
        paragraphs=paragraphs,
        term_counts=term_counts,
        tokens=tokens,
        terms=terms,
        sections=sections,
    )


class TestCounts:
    def test_units_and_parts(self, small):
        wide = article.counts(small, "term", "section")
        assert wide.loc["rise"].tolist() == [1, 16]
        assert article.counts(small)["a-01"].to_dict() == {"even": 3, "once": 9, "rise": 0}
        assert article.sizes(small, "section").tolist() == [150, 150]
        assert article.sizes(small, voice="quotation").to_dict() == {"b-03": 10}

    def test_tokens_add_up_to_the_paragraphs(self, tables):
        for unit in ("token", "lemma"):
            wide = article.counts(tables, unit)
            assert wide.sum().tolist() == article.sizes(tables).tolist()
        assert article.counts(tables, "token", "section").sum().tolist() == (
            tables.sections.sort_values("order")["tokens"].tolist()
        )

    def test_misuse_is_refused(self, small):
        for arguments in (("sentence",), ("term", "page")):
            with pytest.raises(TransitError, match="is none of"):
                article.counts(small, *arguments)
        with pytest.raises(TransitError, match="voice"):
            article.counts(small, voice="nobody")


class TestKeyness:
    def test_a_word_of_one_paragraph_is_no_finding(self, small):
        frame = article.keyness_by_section(small, draws=4999).set_index(["section", "term"])
        once = frame.loc[("a", "once")]
        assert once["g2"] > 10 and once["p"] > 0.4
        assert not once["finding"]
        assert once["paragraphs"] == 1
        rise = frame.loc[("b", "rise")]
        assert rise["target"] == 16 and rise["p"] == pytest.approx(0.1, abs=0.03)

    def test_rare_terms_are_listed_and_not_tested(self, tables):
        frame = article.keyness_by_section(tables, minimum=3, tested_from=5, draws=99)
        total = article.counts(tables, without=["abstract"]).sum(axis=1)
        assert (frame["p"].notna() == (frame["term"].map(total) >= 5)).all()
        assert frame["term"].map(total).min() == 3
        assert not frame.loc[frame["p"].isna(), "finding"].any()

    def test_the_abstract_is_no_part_of_the_comparison(self, tables):
        frame = article.keyness_by_section(tables, draws=0)
        assert "abstract" not in set(frame["section"])
        sums = frame.groupby("term")["target"].sum()
        body = article.counts(tables, without=["abstract"]).sum(axis=1)
        assert (sums == body[sums.index]).all()
        assert "abstract" in set(article.keyness_by_section(tables, without=(), draws=0)["section"])

    def test_one_section(self, small):
        frame = article.section_keyness(small, "b", n=2, draws=99)
        assert frame["label"].tolist() == ["Rise", "Once"]
        with pytest.raises(TransitError, match="no section 'z'"):
            article.section_keyness(small, "z")

    def test_absence_never_looks_like_presence(self, tables):
        frame = article.keyness_by_section(tables, minimum=1, draws=0)
        absent = frame[frame["target"] == 0]
        assert len(absent) and (absent["log_ratio"] < 0).all()

    def test_twenty_seeds_agree_on_the_findings(self, tables):
        found = set()
        for seed in range(1, 21):
            frame = article.keyness_by_section(tables, draws=20_000, seed=seed)
            own = frame[frame["finding"]]
            found.add(tuple(zip(own["section"], own["term"], strict=True)))
        assert found == {(("clarity", "tokayev"),)}

    def test_other_rules_find_other_things(self, tables):
        """What Methods and the chapter on clarity say of rules that were tried and not taken."""
        likely = article.keyness_by_section(tables, statistic="g2", draws=50_000)
        assert likely.loc[likely["finding"], "term"].tolist() == ["soviet-era"]
        assert not article.keyness_by_section(tables, tested_from=3)["finding"].any()

    def test_kinds_and_common_words(self, tables):
        frame = article.keyness_by_section(tables, kinds=["person"], draws=0)
        assert set(frame["kind"]) == {"person"}
        lemmas = article.keyness_by_section(tables, "lemma", common=100, draws=0)
        assert "the" not in set(lemmas["lemma"]) and "power" in set(lemmas["lemma"])
        with pytest.raises(TransitError, match="no kind 'planet'"):
            article.keyness_by_section(tables, kinds=["planet"])
        with pytest.raises(TransitError, match="only terms"):
            article.keyness_by_section(tables, "lemma", kinds=["person"])

    def test_shifted_boundaries(self, tables):
        frame = article.boundary_shifts(tables, draws=20_000)
        assert len(frame) == len(article.sizes(tables, without=["abstract"]))
        assert frame.loc[0, "beyond"] == 1
        assert 0 < frame["beyond"].mean() < 1

    def test_general_english(self, tables):
        frame = article.english_keyness(tables)
        assert frame["least"].dropna().is_monotonic_decreasing
        own = frame.set_index("token")
        assert (own.loc[["kazakhstan", "president", "power"], "least"] > 0).all()
        total = article.counts(tables, "token").sum(axis=1)
        assert own.loc["president", "target"] == total["president"]
        inside = (frame["low"] <= frame["least"]) & (frame["least"] <= frame["high"])
        assert inside[frame["listed"]].all()


class TestCourse:
    def test_rise_fall_and_level(self, small):
        frame = article.rises_and_falls(small, draws=199).set_index("term")
        assert frame.index.tolist() == ["rise", "even", "once"]
        assert frame.loc["even", "log_ratio"] == pytest.approx(0)
        assert frame.loc["rise", "second_half"] == pytest.approx(1000 * 16 / 150)
        assert frame.loc["rise", "peak"] == "b"
        assert frame.loc["even", "direction"] == "level"

    def test_the_halves_hold_all_occurrences(self, tables):
        frame = article.rises_and_falls(tables, 12, draws=199)
        size = article.sizes(tables)[8:].sum()
        rough = (frame["first_half"] + frame["second_half"]) / 2 * size / 1000
        assert np.abs(rough / frame["count"] - 1).max() < 0.05
        assert frame["log_ratio"].is_monotonic_decreasing
        assert np.isfinite(frame["log_ratio"]).all()

    def test_leading_terms(self, small, tables):
        frame = article.leading_terms(small, 2)
        assert frame["term"].tolist() == ["even", "even", "rise", "rise"]
        assert frame["section"].tolist() == ["a", "b"] * 2
        assert frame["rate"].tolist() == pytest.approx([60, 60, 1000 / 150, 16000 / 150])
        assert len(article.leading_terms(tables, 8)) == 8 * len(tables.sections)

    def test_top_terms(self, small, tables):
        frame = article.top_terms(small, 1)
        assert frame["label"].tolist() == ["Even"]
        assert frame["count"].tolist() == [18]
        assert article.top_terms(tables, 5, kinds=["person"])["kind"].eq("person").all()

    def test_dispersion(self, small):
        frame = article.dispersion_table(small, draws=9999).set_index("term")
        assert frame.loc["even", "dp"] == pytest.approx(0, abs=1e-12)
        assert frame.loc["once", "dp"] == pytest.approx(5 / 6)
        assert frame.loc["once", "p_adjusted"] < 0.01 < frame.loc["even", "p_adjusted"]


class TestVocabulary:
    def test_growth(self, tables):
        frame = article.growth(tables)
        assert frame["tokens"].iloc[-1] == tables.sections["tokens"].sum()
        assert frame["types"].iloc[-1] == tables.tokens["token"].nunique()
        assert frame["new"].sum() == frame["types"].iloc[-1]
        assert frame["section"].drop_duplicates().tolist() == tables.sections["section"].tolist()
        with pytest.raises(TransitError, match="token or lemma"):
            article.growth(tables, "term")

    def test_laws(self, tables):
        ranks = article.rank_frequency_table(tables)
        assert ranks.columns[0] == "token"
        assert ranks["zipf"].sum() == pytest.approx(ranks["count"].sum())
        assert ranks["zipf_mandelbrot"].sum() == pytest.approx(ranks["count"].sum())
        orders = article.heaps_orders(tables, draws=300).iloc[0]
        assert orders["beta"] == pytest.approx(
            growth.fit_heaps(article.growth(tables))["beta"].item()
        )
        assert orders["beta_high"] - orders["beta_low"] > 0.04
        events = article.rare_events(tables).set_index("model")
        assert events.loc["fzm", "p"] > 0.05 > events.loc["zm", "p"]

    def test_diversity(self, tables):
        frame = article.diversity_by_section(tables)
        assert frame["tokens"].tolist() == tables.sections["tokens"].tolist()
        assert (frame["sample"] == tables.sections["tokens"].min()).all()
        assert frame["hdd"].between(0.5, 1).all()

    def test_plane(self, tables):
        found = article.plane(tables, draws=100)
        sections = found.points[found.points["of"] == "group"]
        assert sections["label"].tolist() == tables.sections["heading"].tolist()[1:]
        assert found.axes["cumulative"].iloc[1] > 0.5


class TestStanceAndNetwork:
    def test_certainty(self, tables):
        frame = article.certainty_by_section(tables)
        assert frame["section"].drop_duplicates().tolist() == [*tables.sections["section"], "all"]
        assert frame.loc[frame["section"] == "all", "heading"].eq("All sections").all()
        parts = frame[frame["section"] != "all"].groupby("class")["sentences"].sum()
        total = frame[frame["section"] == "all"].set_index("class")["sentences"]
        assert (parts == total[parts.index]).all()

    def test_rates(self, tables):
        frame = article.stance_by_section(tables, draws=9999)
        assert frame.groupby("category")["count"].sum().sum() == (
            tables.marker_sentences["count"].sum()
        )
        tested = frame[frame["p"].notna()]
        assert set(tested["section"]) == set(tables.sections["section"]) - {"abstract"}
        assert len(tested) == 6 * 5
        assert not frame["finding"].any()

    def test_network(self, tables):
        found = article.network(tables, draws=999)
        assert set(found.nodes["kind"]) <= {"institution", "person", "group"}
        assert (found.edges["n"] == tables.paragraphs["sentences"].sum()).all()
        assert (found.edges["n11"] <= found.edges[["n1", "n2"]].min(axis=1)).all()

    def test_explorer(self, tables):
        found = article.explorer_tables(tables, draws=99)
        terms = found["terms"].set_index("term")
        assert set(terms.index) == set(tables.term_counts["term"])
        by_section = found["sections"].groupby("term")["count"].sum()
        by_paragraph = found["paragraphs"].groupby("term")["count"].sum()
        assert (by_section[terms.index] == terms["count"]).all()
        assert (by_paragraph[terms.index] == terms["count"]).all()
        compared = found["sections"]["section"] != "abstract"
        elsewhere = found["sections"].loc[compared].groupby("term")["count"].transform("sum") > 0
        assert found["sections"].loc[compared, "log_ratio"].notna().eq(elsewhere).all()
        assert found["sections"].loc[~compared, "log_ratio"].isna().all()
        pairs = found["neighbours"].set_index(["term", "neighbour"])["n11"]
        assert all(pairs[b, a] == n for (a, b), n in pairs.items())


def test_the_terms_of_one_section_are_followed_through_all(tables):
    found = article.leading_terms(tables, 3, section="new-trend")
    assert list(found["term"].unique()) == ["security-council", "nazarbayev", "president"]
    assert len(found) == 3 * len(tables.sections)
    council = found[found["term"] == "security-council"].set_index("section")["count"]
    assert council["new-trend"] == 10 and council.sum() == 17
    with pytest.raises(TransitError, match="no section 'nowhere'"):
        article.leading_terms(tables, section="nowhere")


def test_the_closest_pairs_share_at_least_two_sentences(tables):
    found = article.pairs_by_section(tables, 2)
    assert found.groupby("section").size().max() == 2
    assert found["n11"].min() >= 2
    first = found[found["section"] == "clarity"].iloc[0]
    assert (first["n11"], first["expected"]) == (4, pytest.approx(1.96875))
    assert "conclusion" not in set(found["section"])


def test_twenty_seeds_agree_on_what_the_appendix_says(tables):
    """With a twentieth of the draws of the report, so that its own seeds agree all the more."""
    said = set()
    for seed in range(1, 21):
        options = {"draws": 10_000, "seed": seed}
        spread = article.dispersion_table(tables, **options)
        moves = article.rises_and_falls(tables, len(tables.terms), **options)
        edges = article.network(tables, **options).edges
        stance = article.stance_by_section(tables, **options)
        bound = edges[edges["p_adjusted"] <= 0.05]
        said.add(
            (
                tuple(spread.loc[spread["p_adjusted"] <= 0.05, "term"]),
                tuple(moves.loc[moves["p_adjusted"] <= 0.05, "term"]),
                tuple(moves.loc[moves["p_sections_adjusted"] <= 0.05, "term"]),
                tuple(moves.sort_values("p_adjusted")["term"].head(3)),
                tuple(zip(bound["source"], bound["target"], strict=True)),
                bool(stance["finding"].any()),
            )
        )
    assert said == {
        (
            ("security-council", "capital", "status"),
            (),
            ("tokayev",),
            ("security-council", "tokayev", "dual-power"),
            (("parliament", "president"),),
            False,
        )
    }
