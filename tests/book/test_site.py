"""Every page of the built site, as a reader meets it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as parser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHAPTER_BYTES = 600_000
APPENDIX_BYTES = 750_000  # the explorer carries the counts of every term


def document(site: Path, page_path: str):
    return parser.fromstring((site / page_path).read_text("utf8"))


def test_no_request_leaves_the_site(served, visit, page_path):
    seen = visit(served + page_path)
    seen.settle()
    assert [url for url in seen.requests if not url.startswith((served, "data:"))] == []
    assert seen.complaints == []


def test_opens_from_disk(site, visit, page_path):
    seen = visit((site / page_path).as_uri())
    seen.settle()
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert seen.complaints == []


def test_policy_allows_only_the_site(site, page_path):
    metas = document(site, page_path).xpath("//meta[@http-equiv='Content-Security-Policy']")
    assert len(metas) == 1
    policy = dict(
        rule.strip().split(" ", 1) for rule in metas[0].get("content").split(";") if rule.strip()
    )
    assert policy["default-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    sources = policy["script-src"].split()
    assert sources[0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[\w+/]+='", source) for source in sources[1:])
    assert "unsafe" not in metas[0].get("content")
    assert "http" not in metas[0].get("content")


def test_policy_is_in_force(served, visit):
    seen = visit(served + "index.html")
    seen.page.evaluate("""() => {
        const tag = document.createElement('script');
        tag.textContent = 'window.intruder = 1';
        document.body.append(tag);
    }""")
    assert seen.page.evaluate("window.intruder === undefined")
    assert any("Content Security Policy" in text for text in seen.complaints)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_meets_wcag_2_2_aa(served, visit, page_path, scheme):
    seen = visit(served + page_path, scheme=scheme)
    seen.settle()
    assert seen.page.evaluate("document.documentElement.dataset.theme") == scheme
    results = Axe().run(seen.page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert [
        (rule["id"], node["target"], node.get("failureSummary"))
        for rule in results.response["violations"]
        for node in rule["nodes"]
    ] == []


def test_fits_a_phone(served, visit, page_path):
    seen = visit(served + page_path, width=360)
    seen.settle()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_charts_are_pictures_without_scripts(site, served, visit, page_path):
    charts = len(document(site, page_path).xpath("//*[@data-chart]"))
    seen = visit(served + page_path, scripts=False)
    pictures = seen.page.locator(".chart svg.chart-static[role=img]")
    assert pictures.count() == charts
    for index in range(charts):
        assert pictures.nth(index).is_visible()
        assert pictures.nth(index).get_attribute("aria-label")


def test_every_chart_has_its_apparatus(site, page_path):
    page = document(site, page_path)
    for chart in page.xpath("//*[@data-chart]"):
        name = chart.get("data-chart")
        figure = chart.getparent()
        assert figure.tag == "figure"
        notes = figure.getnext()
        assert "chart-notes" in notes.get("class")
        assert notes.xpath(".//p[@class='chart-source']"), name
        assert notes.xpath(".//details//table"), name
        for link in notes.xpath(".//p[@class='chart-downloads']/a/@href"):
            assert (site / page_path).parent.joinpath(link).resolve().stat().st_size > 0
        if figure.xpath("./figcaption"):
            assert figure.xpath(".//span[@class='caption-number']"), name
        assert figure.xpath(".//svg/@aria-label")[0].strip(), name


def test_links_lead_somewhere(site, page_path):
    page = document(site, page_path)
    ids: dict[Path, set[str]] = {}
    broken = []
    for link in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
        address, fragment = urldefrag(urljoin(page_path, link))
        if urlsplit(address).scheme or link.startswith("mailto:"):
            continue
        target = site / unquote(urlsplit(address).path)
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
            broken.append(link)
        elif fragment and target.suffix == ".html":
            if target not in ids:
                ids[target] = set(parser.fromstring(target.read_text("utf8")).xpath("//@id"))
            if unquote(fragment) not in ids[target]:
                broken.append(link)
    assert broken == []


def test_ids_are_unique(site, page_path):
    ids = document(site, page_path).xpath("//@id")
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_weighs_little(served, visit, page_path):
    seen = visit(served + page_path)
    seen.settle()
    weight = sum(size for url, size in seen.sizes.items() if "/_static/vega-" not in url)
    assert weight <= (APPENDIX_BYTES if page_path.startswith("appendices/") else CHAPTER_BYTES)


def test_describes_itself(site, page_path):
    page = document(site, page_path)
    if page_path in ("genindex.html", "search.html"):
        return
    for name in ("citation_title", "citation_author", "citation_publication_date", "DC.title"):
        assert page.xpath(f"//meta[@name='{name}']/@content"), name
    for name in ("og:title", "og:type", "og:image"):
        assert page.xpath(f"//meta[@property='{name}']/@content"), name
    assert page.xpath("//meta[@name='description']/@content")
    parts = page.findtext(".//title").split(" \N{EM DASH} ")
    assert len(parts) == len(set(parts))
    assert len(page.xpath("//script[@type='application/ld+json']")) == 1
    assert page.xpath("//link[@rel='icon' or @rel='shortcut icon']")
