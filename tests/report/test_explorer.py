"""The explorer of terms: its data, the table beside it, and what the page says in words."""

import dataclasses
import json
import math
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from transit import report
from transit.errors import TransitError
from transit.report import explorer as term_explorer
from transit.terms import of_article as words
from transit.terms.growth import fit_zipf
from transit.wording import rounded

ROOT = Path(__file__).parents[2]
ARTICLE = report.Report(ROOT).article
TABLES = words.explorer_tables(ARTICLE, draws=99)
DATA = json.loads(json.dumps(term_explorer.explorer_data(ARTICLE, TABLES)))
PLACE = {term["id"]: k for k, term in enumerate(DATA["terms"])}
SHOWN = term_explorer.explorer(ARTICLE, draws=99)
PAGE = BeautifulSoup(SHOWN.html, "lxml")


def term(name):
    return DATA["terms"][PLACE[name]]


def test_every_term_that_occurs_is_there_most_frequent_first():
    assert [t["id"] for t in DATA["terms"]] == list(TABLES["terms"]["term"])
    totals = [t["total"] for t in DATA["terms"]]
    assert totals == sorted(totals, reverse=True)
    assert sum(totals) == ARTICLE.term_counts["count"].sum()


def test_paragraphs_and_sections_stand_in_reading_order_with_their_words():
    assert [p[0] for p in DATA["paragraphs"]] == list(ARTICLE.paragraphs["paragraph"])
    assert [s["code"] for s in DATA["sections"]] == [
        "abs",
        "int",
        "kit",
        "ide",
        "tre",
        "cla",
        "con",
    ]
    for k, section in enumerate(DATA["sections"]):
        assert sum(p[2] for p in DATA["paragraphs"] if p[1] == k) == section["tokens"]


def test_counts_by_paragraph_and_by_section_agree_with_the_total():
    for own in DATA["terms"]:
        by_section = [0] * len(DATA["sections"])
        for place, count in own["counts"]:
            by_section[DATA["paragraphs"][place][1]] += count
        assert by_section == [DATA["cells"][k][0] for k in own["by_section"]]
        assert sum(by_section) == own["total"]
        assert own["range"] == len(own["counts"])


def test_cells_hold_the_rates_and_the_keyness_of_the_sections():
    frame = TABLES["sections"].set_index(["term", "section"])
    for name in ("security-council", "clans", "syroezhkin"):
        for section, place in zip(DATA["sections"], term(name)["by_section"], strict=True):
            row, cell = frame.loc[(name, section["id"])], DATA["cells"][place]
            assert cell[0] == row["count"]
            for value, column in zip(cell[1:4], ("rate", "low", "high"), strict=True):
                assert value == float(rounded(row[column], 1))
            for value, column in zip(
                cell[4:7], ("log_ratio", "log_ratio_low", "log_ratio_high"), strict=True
            ):
                if not math.isfinite(row[column]):
                    assert value is None
                else:
                    assert value == float(rounded(row[column], 1))
            assert cell[8] == row["finding"]


def test_an_interval_without_a_bound_is_null_and_never_a_bare_infinity():
    assert any(cell[5] is None for cell in DATA["cells"])
    text = PAGE.find("script").string
    assert not re.search(r"Infinity|NaN", text)
    assert json.loads(text)["cells"]


def test_pairs_are_stated_once_and_agree_with_the_network():
    edges = words.network(ARTICLE, kinds=None, draws=0).edges
    assert len(DATA["pairs"]) == len(edges)
    assert all(later > earlier for later, earlier, _ in DATA["pairs"])
    edge = edges.set_index(["source", "target"]).loc[
        ("presidential-administration", "security-council")
    ]
    ends = sorted((PLACE["presidential-administration"], PLACE["security-council"]), reverse=True)
    (tie,) = [DATA["ties"][k] for *pair, k in DATA["pairs"] if pair == ends]
    assert tie[0] == edge["n11"] == 4
    assert tie[1:3] == [float(rounded(edge["expected"], 1)), float(rounded(edge["npmi"], 2))]
    assert term("presidential-administration")["sentences"] == edge["n1"]
    assert DATA["sentences"] == edge["n"]


def test_spread_is_on_one_scale_with_chance():
    spread = words.dispersion_table(ARTICLE, minimum=1, draws=20_000).set_index("term")
    for name in ("security-council", "president"):
        own = term(name)
        assert own["dp"] == pytest.approx(spread.at[name, "dp_norm"], abs=0.00501)
        stretch = spread.at[name, "dp_norm"] / spread.at[name, "dp"]
        assert own["chance"] == pytest.approx(stretch * spread.at[name, "dp_chance"], abs=0.006)


def test_the_page_holds_place_data_and_table():
    root = PAGE.find(class_="term-explorer")
    assert root["data-source"] == PAGE.find("script")["id"]
    assert "screen-only" in root["class"]
    assert root["data-start"] == DATA["terms"][0]["id"]
    rows = PAGE.find("table").tbody.find_all("tr")
    assert [row["id"] for row in rows] == [f"entry-{t['id']}" for t in DATA["terms"]]


def test_the_table_shows_counts_range_and_dispersion_without_scripts():
    table = PAGE.find("table")
    heads = [head.get_text() for head in table.thead.find_all("th")]
    assert heads == ["Term", "Kind", "Occurrences", "Paragraphs", "Sections", "DPnorm", "By chance"]
    cells = [cell.get_text(" ") for cell in table.find(id="entry-security-council")("td")]
    assert cells[0].startswith("Security Council Consultative until 2018")
    assert cells[1:5] == ["institution", "17", "11", "3"]
    assert float(cells[5]) > float(cells[6])
    assert table["data-facets"] == "Kind"


def test_text_is_escaped_in_table_and_data():
    terms = ARTICLE.terms.copy()
    terms.loc[terms["term"] == "clans", "gloss"] = "</script><b>kin's</b> & <!-- kith"
    other = dataclasses.replace(ARTICLE, terms=terms)
    html = term_explorer.explorer(other, draws=0).html
    assert html.count("</script>") == 2
    assert "<!--" not in html
    page = BeautifulSoup(html, "lxml")
    data = json.loads(page.find("script").string)
    gloss = data["terms"][PLACE["clans"]]["gloss"]
    assert gloss == "</script><b>kin’s</b> & <!-- kith"
    assert gloss in page.find(id="entry-clans").get_text()


def test_the_first_terms_can_be_chosen_and_two_explorers_told_apart():
    html = term_explorer.explorer(ARTICLE, start=["clans", "elbasy"], name="second", draws=0).html
    page = BeautifulSoup(html, "lxml")
    assert page.find(class_="term-explorer")["data-start"] == "clans,elbasy"
    assert page.find("script")["id"] == "second-data"


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (["khanate"], "the term 'khanate' does not occur"),
        (["clans", "elbasy", "tokayev", "senate", "speaker"], "5 terms, and at most 4"),
    ],
)
def test_a_start_that_cannot_be_shown_is_an_error(start, message):
    with pytest.raises(TransitError, match=message):
        term_explorer.explorer(ARTICLE, start=start, draws=0)


def test_a_section_unknown_to_the_article_is_an_error():
    stray = TABLES["sections"].replace({"section": {"clarity": "obscurity"}})
    with pytest.raises(TransitError, match="there is no section 'obscurity'"):
        term_explorer.explorer_data(ARTICLE, TABLES | {"sections": stray})


def test_the_explorer_stays_small():
    assert len(SHOWN.html.encode()) < 150_000


# What the page on the terms says in words, where a number would not show that it has changed.


def test_what_is_said_of_rises_and_falls_holds():
    moves = words.rises_and_falls(ARTICLE, 200, draws=99).set_index("term")
    assert moves.loc[["clans", "soviet-era"], "second_half"].tolist() == [0, 0]
    assert moves.loc[["security-council", "dual-power"], "first_half"].tolist() == [0, 0]
    assert moves.loc[["president", "elections", "nazarbayev"], "log_ratio"].abs().max() < 0.25
    assert DATA["cells"][term("security-council")["by_section"][0]][0] == 0


def test_what_is_said_of_company_holds():
    web = words.network(ARTICLE)
    edges = web.edges.set_index(["source", "target"])
    sentences = web.nodes.set_index("term")["sentences"]
    kinds = web.nodes.set_index("term")["kind"]
    bound = web.edges[web.edges["p_adjusted"] <= 0.05]
    assert bound[["source", "target"]].to_numpy().tolist() == [["parliament", "president"]]
    assert kinds[["parliament", "president"]].eq("institution").all()
    assert edges.at[("parliament", "president"), "n11"] >= 0.8 * sentences["parliament"]
    pair = edges.loc[("presidential-administration", "security-council")]
    assert pair["n11"] == sentences["presidential-administration"]
    for ends in (("nazarbayev", "president"), ("security-council", "tokayev")):
        assert edges.at[ends, "p"] > 0.3
        assert 0.9 < edges.at[ends, "n11"] / edges.at[ends, "expected"] < 1.2


def test_what_is_said_of_small_words_and_laws_holds():
    english = words.english_keyness(ARTICLE).set_index("token")
    assert (english.loc[["the", "of"], "least"] > 0).all()
    assert (english.loc[["the", "of"], "log_ratio"] > 0.9).all()
    assert (english.loc[["is", "we", "they", "but", "or"], "least"] < 0).all()
    laws = fit_zipf(words.counts(ARTICLE, "token")).set_index("model")
    assert laws.at["zipf-mandelbrot", "shift"] < 0
    assert laws.at["zipf-mandelbrot", "aic"] < laws.at["zipf", "aic"]
    ranks = words.rank_frequency_table(ARTICLE)
    assert ranks.at[0, "count"] > ranks.at[0, "zipf"]


def test_what_is_said_of_diversity_holds():
    own = words.diversity_by_section(ARTICLE).set_index("section").drop(index="abstract")
    assert own["expected"].idxmax() == own["hdd"].idxmax() == own["yule_k"].idxmin() == "clarity"
    assert own.at["introduction", "yule_k"] - own.at["clarity", "yule_k"] < 1
    for order in (own["expected"], own["hdd"], -own["yule_k"]):
        assert set(order.nsmallest(2).index) == {"conclusion", "new-trend"}
    assert own["ttr"].idxmax() == "search-for-an-ideal-model"


def test_what_is_said_of_stance_holds():
    mark = words.stance_by_section(ARTICLE).set_index(["category", "section"])
    assert mark.at[("modal", "introduction"), "high"] < mark.at[("modal", "clarity"), "low"]
    assert mark.at[("booster", "introduction"), "low"] < mark.at[("booster", "new-trend"), "high"]
    assert mark.at[("booster", "new-trend"), "rate"] < mark.at[("booster", "introduction"), "rate"]
