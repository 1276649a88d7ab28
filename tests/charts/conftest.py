"""The record, the article's counts, and one of every chart drawn from them."""

import pandas as pd
import pytest

import transit.evidence as evidence_package
from transit.article import load as load_article
from transit.charts import (
    elections,
    events,
    future,
    lead,
    leading,
    ledger,
    offices,
    pairs,
    plane,
    powers,
    series,
    terms,
    verdicts,
    vocabulary,
)
from transit.terms import growth, of_article, stance
from transit.terms import network as co_occurrence

CHECKS = "vdem15_v2xlg_legcon"


@pytest.fixture(scope="session")
def evidence(repository):
    return evidence_package.load(repository / "data")


@pytest.fixture(scope="session")
def article(repository):
    return load_article(repository / "data" / "article")


@pytest.fixture(scope="session")
def behind():
    """Return the function that reads the table behind a chart."""

    def read(chart):
        table = chart.rows()
        return pd.DataFrame(table["rows"], columns=table["columns"], dtype=object)

    return read


@pytest.fixture(scope="session")
def labels(article):
    return article.terms.set_index("term")["label"].to_dict()


@pytest.fixture(scope="session")
def keys(article):
    return of_article.section_keyness(article, "new-trend", draws=99)


@pytest.fixture(scope="session")
def named_together(article):
    return co_occurrence.network(
        article.term_sentences,
        article.paragraphs,
        article.terms,
        kinds=["institution", "person", "group"],
    )


@pytest.fixture(scope="session")
def markers(article):
    return article.marker_sentences, article.paragraphs, article.markers


@pytest.fixture(scope="session")
def panels():
    return [
        ("wdi_gdp_growth", "Growth of gross domestic product", "% a year", "bar"),
        ("wdi_cpi_inflation", "Rise of consumer prices", "% a year", "bar"),
        ("wdi_gini_gapminder", "Inequality of consumption", "Gini index, 0 to 100", "point"),
    ]


@pytest.fixture(scope="session")
def tenures():
    """Return who held two posts from which event to which, and the other arguments of a chart."""
    chair = "Security Council chair"
    bars = [
        ("President", "Nazarbayev", "", None, "E39"),
        ("President", "Tokayev", "", "E39", None),
        (chair, "Nazarbayev", "advisory", None, "E35"),
        (chair, "Nazarbayev, for life", "constitutional", "E35", "A07"),
        (chair, "Tokayev", "constitutional", "A07", None),
    ]
    options = {
        "notes": ["E35", "E38", "A01", "A07", "A11"],
        "first": 2016,
        "last": 2024,
        "names": {"advisory": "advisory body"},
    }
    return bars, options


@pytest.fixture(scope="session")
def gallery(
    evidence,
    panels,
    tenures,
    article,
    labels,
    keys,
    named_together,
    markers,
):
    """Every kind of chart by its name, drawn from the real tables."""
    shown = ["president", "security-council", "tokayev", "clans", "dual-power"]
    label = "Legislative constraints on the executive"
    countries = evidence.names("indicators", "country")
    blocs = evidence.names("seats", "bloc")
    region = {"countries": ["KAZ", "KGZ", "TJK", "TKM", "UZB"], "names": countries}
    world = region | {"countries": [*region["countries"], "WLD"]}
    judged = evidence_package.ledger(evidence, article)
    curve = of_article.growth(article)
    body = article.sections[article.sections["section"] != "abstract"]
    leaders = of_article.leading_terms(article, 16)
    introduction = evidence.events[evidence.events["section"] == "introduction"]
    return {
        "lead": lead.lead(
            evidence.events,
            evidence.indicators,
            CHECKS,
            label=label,
            institution="president",
            countries=["KAZ", "KGZ", "UZB", "WLD"],
            known=2019,
            institutions=evidence.institutions,
            names=countries,
        ),
        "democracy": series.country_panels(
            evidence.indicators, "vdem15_v2x_polyarchy", label="Electoral democracy index", **world
        ),
        "checks": series.country_series(
            evidence.indicators, CHECKS, label=label, last=2024, **world
        ),
        "gradualness": series.gradualness(evidence.indicators, CHECKS, label=label, **region),
        "economy": series.economy(evidence.indicators, panels, country="KAZ", names=countries),
        "rules": series.formal_and_measured(
            evidence.indicators,
            evidence_package.adopted(evidence.changes),
            CHECKS,
            label=label,
            institutions=evidence.institutions,
            country="KAZ",
            names=countries,
        ),
        "notice": elections.notice(evidence.notice),
        "winners": elections.winners(evidence.presidential),
        "seats": elections.seats(evidence.parliamentary, evidence.seats, names=blocs),
        "candidates": elections.candidates(evidence.candidates, evidence.presidential, "P2019"),
        "timeline": events.timeline(introduction, institutions=evidence.institutions),
        "days": events.days(
            evidence.events, "2019-03-19", "2019-06-09", milestones=["E38", "E44", "E45"]
        ),
        "council": events.posts(evidence.events, tenures[0], **tenures[1]),
        "powers": powers.grid(evidence.powers, (1998, 2017, 2022, 2026)),
        "articles": powers.articles(
            evidence.articles, {"C1998": "1998", "C2007": "2007", "C2022a": "Jun 2022"}
        ),
        "offices": offices.offices(
            evidence.offices, {"2019-03-19": "Nazarbayev resigns"}, year=2022
        ),
        "ledger": ledger.ledger(judged, article.sections),
        "kinds": verdicts.kinds(judged, list(evidence.names("claims", "kind"))),
        "margins": verdicts.margins(evidence_package.variants(evidence)),
        "keyness": terms.keyness(keys, part="New Trend"),
        "leading": leading.leading(leaders[leaders["section"].isin(body["section"])], body),
        "dispersion": terms.dispersion(
            article.term_counts, article.paragraphs, article.sections, terms=shown, labels=labels
        ),
        "future": future.futures(stance.future_certainty(*markers), article.sections),
        "growth": vocabulary.growth(curve, growth.fit_heaps(curve)),
        "plane": plane.plane(*of_article.plane(article, draws=200)),
        "pairs": pairs.pairs(named_together.edges),
    }
