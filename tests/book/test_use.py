"""Using the site: search, keyboard, themes, copying, downloads, print."""

from __future__ import annotations

import json
import re
import time
import zipfile

import pytest

WORKSHOP = tuple(f"appendices/{name}" for name in ("data", "methods", "terms", "bibliography"))


@pytest.fixture
def chart_page(site) -> str:
    """A page with a chart that has a caption."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf8")
        if "data-chart=" in text and "caption-number" in text:
            return path.relative_to(site).as_posix()
    raise AssertionError("no page of the site has a chart")


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_search_finds_the_place_whatever_the_script_or_spelling(site, served, visit, from_disk):
    base = site.as_uri() + "/" if from_disk else served
    seen = visit(f"{base}search.html?q=early+elections", width=340)
    page = seen.page
    links = page.locator("#search-results li > a")

    def first(query: str) -> str:
        page.locator(".bd-search-container input[name=q]").fill(query)
        page.keyboard.press("Enter")
        return links.first.get_attribute("href")

    assert page.locator(".bd-search-container input[name=q]").input_value() == "early elections"
    assert not links.first.get_attribute("href").startswith("appendices/")
    assert page.locator("#search-results mark").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 340
    assert first("C-int-12") == "appendices/claims.html#C-int-12"
    for query, word in (("Назарбаев", "nazarbayev"), ("Казахстан", "kazakhstan")):
        assert not first(query).startswith(WORKSHOP), query
        assert word in page.locator("#search-results").inner_text().lower()
    for query in ("kazakstan", "parlament"):
        first(query)
        assert links.count() > 10, query
    assert first("akim") == "appendices/glossary.html#term-Akim"
    page.locator(".bd-search-container input[name=q]").fill("zzzqq")
    page.keyboard.press("Enter")
    assert "Nothing" in page.locator("#search-results [role=status]").inner_text()
    assert links.count() == 0
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
    assert focused == "#text"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("location.hash") == "#text"
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.closest('article') !== null")


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


def test_theme_switch_recolours_charts(served, visit, chart_page):
    seen = visit(served + chart_page)
    seen.settle()
    colour = """() => {
        const mark = document.querySelector('.chart-view svg text[fill]');
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


def test_the_nearest_mark_tells_its_value(served, visit, site):
    path = next(p for p in sorted(site.rglob("*.html")) if "data-tip=" in p.read_text("utf8"))
    page = visit(served + path.relative_to(site).as_posix()).page
    view = page.locator(".chart-view:visible:has([data-tip])").first
    room = view.evaluate("view => getComputedStyle(view).containIntrinsicHeight")
    assert room and room in view.get_attribute("data-style")  # before it is laid out
    view.scroll_into_view_if_needed()
    tip = page.locator("#chart-tip")
    box = view.bounding_box()
    for across in (0.1, 0.35, 0.6, 0.85):
        for down in (0.2, 0.5, 0.8):
            page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
            assert tip.is_visible()
            assert tip.inner_text().strip()
    page.mouse.move(1, 1)
    assert not tip.is_visible()
    view.focus()
    page.keyboard.press("ArrowRight")
    first = tip.inner_text()
    page.keyboard.press("ArrowRight")
    assert tip.inner_text() != first
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_series_that_is_chosen_stays_in_the_address(served, visit, site):
    path = next(p for p in sorted(site.rglob("*.html")) if "data-of=" in p.read_text("utf8"))
    page = visit(served + path.relative_to(site).as_posix()).page
    choice = page.locator(".chart-choice button").nth(1)
    name = page.locator(".chart:has(.chart-choice)").first.get_attribute("data-chart")
    wanted = choice.inner_text()
    choice.click()
    assert f"{name}=" in page.url
    again = visit(page.url).page
    assert again.locator(f"[data-chart={name}] [aria-pressed=true]:visible").inner_text() == wanted
    assert again.locator(f"[data-chart={name}] .has-chosen").count() > 0


def test_cite_box_copies(served, visit, until):
    page = visit(served + "index.html").page
    for name, mark in (("BibTeX", "@"), ("RIS", "TY  - "), ("APA", "("), ("Chicago", ". ")):
        box = page.locator(".cite-box details", has_text=name).first
        if box.get_attribute("open") is None:
            box.locator("summary").click()
        box.locator("button").click()
        until(page, "document.querySelector('.cite-box [role=status]').textContent")
        assert mark in page.evaluate("navigator.clipboard.readText()")


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
    seen.page.locator(".table-filter").first.scroll_into_view_if_needed()
    rows = table.locator("tbody tr:not([hidden])")
    everything = rows.count()
    word = rows.nth(everything // 2).locator("th, td").first.text_content().split()[0]
    search = seen.page.locator(".table-filter input[type=search]").first
    search.fill(word)
    assert 1 <= rows.count() <= everything
    assert word.lower() in rows.first.text_content().lower()
    search.fill("no row holds these words")
    assert rows.count() == 0
    told = seen.page.locator(".table-filter output").first.inner_text()
    assert told.startswith("0 of ") and told.endswith(": nothing found")
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


def test_the_ledger_keeps_its_choice_in_the_address_and_its_head_in_sight(served, visit):
    seen = visit(served + "appendices/claims.html")
    page = seen.page
    counts = page.locator(".table-filter output")
    verdict = page.locator(".table-filter label", has_text="Verdict").locator("select")
    first = re.fullmatch(r"(\d+) of (\d+) rows, (\d+) of (\d+) readings", counts.inner_text())
    assert first[1] == first[2]
    assert first[3] == first[4]
    text = page.locator("#what-the-ledger-says").inner_text()
    assert "four rows of our own" in text
    assert f"makes {int(first[2]) - 4} statements" in text
    assert f"makes {int(first[4]) - 4} readings" in text
    verdict.select_option("depends")
    assert "verdict=depends" in page.evaluate("location.search")
    depends = re.search(r"For (\d+) the readings differ", text)[1]
    assert counts.inner_text().startswith(f"{depends} of {first[2]} rows")
    page.reload()
    assert verdict.input_value() == "depends"
    assert counts.inner_text().startswith(f"{depends} of ")
    page.locator("table.ledger tbody tr:not([hidden])").nth(8).scroll_into_view_if_needed()
    head = page.locator("table.filterable.ledger thead th").first.bounding_box()
    assert 0 <= head["y"] < 300


def test_on_a_phone_rows_of_the_ledger_are_stacked_with_their_verdict(served, visit):
    page = visit(served + "appendices/claims.html", width=340).page
    row = page.locator("table.filterable.ledger tbody tr").first
    verdict = row.locator(".verdict").first
    verdict.scroll_into_view_if_needed()
    assert verdict.bounding_box()["x"] + verdict.bounding_box()["width"] <= 340
    cells = row.locator("td").evaluate_all(
        "cells => cells.map((cell) => cell.getBoundingClientRect().top)"
    )
    assert cells == sorted(set(cells))
    small = page.evaluate("""() => Array.from(
        document.querySelectorAll(".table-filter :is(input, select)"),
        (field) => field.getBoundingClientRect().height).filter((height) => height < 24)""")
    assert small == []


def test_terms_and_works_are_previewed_by_keyboard_mouse_and_touch(served, visit, until):
    seen = visit(served + "clarity.html")
    page = seen.page
    term = page.locator("a.glossary-term").first
    shown = "document.querySelector('.preview')"
    page.keyboard.press("Tab")
    term.focus()
    until(page, f"{shown} !== null")
    assert page.locator(".preview").inner_text().lower().startswith(term.inner_text().lower()[:4])
    assert term.get_attribute("aria-describedby") == page.locator(".preview").get_attribute("id")
    page.keyboard.press("Escape")
    assert page.locator(".preview").count() == 0
    work = page.locator(".bibtex-citation a").first
    work.hover()
    until(page, f"{shown} !== null")
    page.locator(".preview").hover()
    page.wait_for_timeout(400)
    assert page.locator(".preview").is_visible()
    page.keyboard.press("Escape")
    tap = """link => {
        link.dispatchEvent(new PointerEvent("pointerdown", {pointerType: "touch", bubbles: true}));
        link.click();
    }"""
    term.evaluate(tap)
    until(page, f"{shown} !== null")
    assert page.evaluate("location.pathname").endswith("clarity.html")
    term.evaluate(tap)
    page.wait_for_url("**/glossary.html#*")
    assert seen.complaints == []


def test_folded_code_stands_behind_its_chart_and_says_whose_it_is(served, visit, chart_page):
    page = visit(served + chart_page).page
    names = page.locator("details.hide > summary").all_inner_texts()
    assert any(re.search(r"Show the code\s+of Fig\. \d", name) for name in names)
    assert page.locator("details.hide + .cell_output figure").count() == 0
    assert page.locator("summary p, summary[aria-label]").count() == 0


@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_moves_when_fonts_come_late(served, visit, windows, chart_page, width):
    windows[True].route("**/*.woff2", lambda route: (time.sleep(0.3), route.continue_()))
    try:
        page = visit(served + chart_page, width=width).page
        page.evaluate("document.fonts.ready.then(() => 0)")
        shift = page.evaluate("""() => new Promise((done) => {
            new PerformanceObserver((list) => done(
                list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
            )).observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(0), 500);
        })""")
    finally:
        windows[True].unroute("**/*.woff2")
    assert shift < 0.1
