"""Using the site: search, keyboard, themes, copying, downloads, print."""

from __future__ import annotations

import json
import zipfile

import pytest


@pytest.fixture
def chart_page(site) -> str:
    """A page with a chart that has a caption."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf8")
        if "data-chart=" in text and "caption-number" in text:
            return path.relative_to(site).as_posix()
    raise AssertionError("no page of the site has a chart")


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_search_finds_a_word(site, served, visit, from_disk):
    base = site.as_uri() + "/" if from_disk else served
    seen = visit(f"{base}search.html?q=chart")
    seen.page.wait_for_selector("#search-results li a")
    assert seen.page.locator("#search-results li a").count() >= 1
    assert seen.complaints == []


def test_search_dialog_opens_and_leads_to_results(served, visit):
    seen = visit(served + "index.html")
    seen.page.keyboard.press("Control+k")
    seen.page.wait_for_selector("#pst-search-dialog[open] input")
    seen.page.keyboard.type("chart")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/search.html?q=chart*")
    seen.page.wait_for_selector("#search-results li a")


def test_first_tab_offers_to_skip_the_navigation(served, visit):
    seen = visit(served + "index.html")
    seen.page.keyboard.press("Tab")
    focused = seen.page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main-content"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("location.hash") == "#main-content"


def test_keyboard_reaches_table_and_downloads_of_a_chart(served, visit, chart_page):
    seen = visit(served + chart_page)
    seen.settle()
    summary = seen.page.locator(".chart-data > summary").first
    summary.focus()
    seen.page.keyboard.press("Enter")
    assert seen.page.locator(".chart-data[open] table").first.is_visible()
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.className") == "chart-table"
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "CSV"


def test_vega_comes_once_and_only_when_needed(served, visit, chart_page):
    seen = visit(served + "search.html")
    seen.settle()
    assert not [url for url in seen.requests if "/vega-" in url]
    seen = visit(served + chart_page)
    seen.settle()
    assert len([url for url in seen.requests if "/vega-" in url]) == 1


def test_theme_switch_recolours_charts(served, visit, chart_page):
    seen = visit(served + chart_page)
    seen.settle()
    colour = """() => {
        const mark = document.querySelector('.chart-live svg text[fill]');
        return getComputedStyle(mark).fill;
    }"""
    light = seen.page.evaluate(colour)
    for _ in range(3):
        seen.page.locator(".theme-switch-button:visible").first.click()
        if seen.page.evaluate("document.documentElement.dataset.theme") == "dark":
            break
    assert seen.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert seen.page.evaluate(colour) != light


def test_print_shows_the_pictures_in_light_colours(served, visit, chart_page):
    seen = visit(served + chart_page, scheme="dark")
    seen.settle()
    seen.page.emulate_media(media="print", color_scheme="dark")
    assert seen.page.locator(".chart-static").first.is_visible()
    assert not seen.page.locator(".chart-live").first.is_visible()
    written, shown = seen.page.evaluate("""() => {
        const mark = document.querySelector('.chart-static text[fill]');
        const probe = document.createElement('span');
        probe.style.color = mark.getAttribute('fill');
        document.body.append(probe);
        return [getComputedStyle(probe).color, getComputedStyle(mark).fill];
    }""")
    assert shown == written


def test_tooltip_appears(served, visit, site):
    for path in sorted(site.rglob("*.html")):
        if '"tooltip"' not in path.read_text("utf8"):
            continue
        seen = visit(served + path.relative_to(site).as_posix())
        seen.settle()
        marks = seen.page.locator(
            ".chart-live .role-mark path[aria-label], .chart-live .role-mark rect[aria-label]"
        )
        for index in range(min(marks.count(), 20)):
            marks.nth(index).scroll_into_view_if_needed()
            marks.nth(index).hover(force=True)
            if seen.page.locator("#vg-tooltip-element.visible").count():
                assert seen.page.locator("#vg-tooltip-element").inner_text().strip()
                return
    raise AssertionError("no chart of the site showed a tooltip")


def test_cite_box_copies(site, served, browser, until):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    try:
        page = context.new_page()
        page.goto(served + "index.html")
        for name, mark in (("BibTeX", "@"), ("RIS", "TY  - "), ("APA", "("), ("Chicago", ". ")):
            box = page.locator(".cite-box details", has_text=name).first
            if box.get_attribute("open") is None:
                box.locator("summary").click()
            box.locator("button").click()
            until(page, "document.querySelector('.cite-box [role=status]').textContent")
            assert mark in page.evaluate("navigator.clipboard.readText()")
    finally:
        context.close()


def test_notebooks_are_executed_and_steady(site):
    notebooks = sorted((site / "notebooks").rglob("*.ipynb"))
    assert notebooks
    for path in notebooks:
        content = json.loads(path.read_text("utf8"))
        assert [c["id"] for c in content["cells"]] == [
            f"cell-{i}" for i in range(len(content["cells"]))
        ]
        code = [c for c in content["cells"] if c["cell_type"] == "code"]
        assert all(c["execution_count"] for c in code if "".join(c["source"]).strip())


def test_data_archive_opens(site):
    (archive,) = (site / "downloads").glob("*-data.zip")
    with zipfile.ZipFile(archive) as content:
        assert content.testzip() is None
        assert any(name.endswith("datapackage.json") for name in content.namelist())


def test_social_picture_has_the_size_it_says(site):
    content = (site / "_static" / "social.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (1200, 630)


def test_tables_can_be_filtered_and_sorted(site, served, visit):
    path = next(p for p in sorted(site.rglob("*.html")) if "filterable" in p.read_text("utf8"))
    seen = visit(served + path.relative_to(site).as_posix())
    table = seen.page.locator("table.filterable").first
    rows = table.locator("tbody tr:not([hidden])")
    everything = rows.count()
    word = rows.nth(everything // 2).locator("th, td").first.inner_text().split()[0]
    search = seen.page.locator(".table-filter input[type=search]").first
    search.fill(word)
    assert 1 <= rows.count() <= everything
    assert word.lower() in rows.first.inner_text().lower()
    search.fill("no row holds these words")
    assert rows.count() == 0
    assert seen.page.locator(".table-filter output").first.inner_text().startswith("0 of ")
    search.fill("")
    head = table.locator("thead th").first
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    value = "row => row.cells[0].dataset.value || row.cells[0].textContent.trim()"
    first, last = rows.first.evaluate(value), rows.last.evaluate(value)
    assert first != last
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert rows.count() == everything
    assert (rows.first.evaluate(value), rows.last.evaluate(value)) == (last, first)
