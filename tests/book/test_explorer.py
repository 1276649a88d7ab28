"""The explorer of terms, used by keyboard, by address and without scripts."""

from __future__ import annotations

import json
import re

import pytest

PAGE = "appendices/terms.html"


@pytest.fixture
def data(site) -> dict:
    """What the page carries for the explorer."""
    text = (site / PAGE).read_text("utf8")
    return json.loads(re.search(r'id="term-explorer-data">(.*?)</script>', text, re.S)[1])


def term(data: dict, name: str) -> dict:
    return next(own for own in data["terms"] if own["id"] == name)


@pytest.fixture
def explore(served, visit):
    """Open the page and come near the explorer, which is built then."""

    def come_near():
        seen = visit(served + PAGE)
        seen.page.locator(".term-explorer").scroll_into_view_if_needed()
        seen.page.locator(".explorer-list").wait_for()
        return seen

    return come_near


def chosen(page) -> list[str]:
    return page.locator(".explorer-chosen strong").all_inner_texts()


def status(page) -> str:
    return page.locator(".explorer-status[role=status]").inner_text()


def caption(page, text: str):
    return page.locator(".term-explorer table", has=page.locator("caption", has_text=text))


def test_starts_with_the_terms_that_the_page_names_once_it_is_near(served, visit, explore, data):
    assert visit(served + PAGE).page.locator(".explorer-option").count() == 0
    seen = explore()
    names = seen.page.locator(".term-explorer").get_attribute("data-start").split(",")
    assert chosen(seen.page) == [term(data, name)["label"] for name in names]
    assert seen.page.locator(".explorer-option").count() == len(data["terms"])
    assert seen.complaints == []


def test_a_term_is_found_and_chosen_by_keyboard(explore, data):
    seen = explore()
    page = seen.page
    first = chosen(page)
    page.get_by_label("Find", exact=True).focus()
    page.keyboard.type("kinship")
    assert page.locator(".explorer-option").all_inner_texts()[0].startswith("Clans")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "listbox"
    page.keyboard.press("Space")
    assert chosen(page) == [*first, "Clans"]
    assert "Clans" in status(page)
    assert page.locator(".explorer-option[aria-selected=true]").count() == 1
    own = term(data, "clans")
    row = caption(page, "Over the whole article").locator("tr", has_text="Clans")
    assert row.locator("td").all_inner_texts()[0] == str(own["total"])
    page.keyboard.press("Enter")
    assert chosen(page) == first
    assert "Clans taken off" in status(page)


def test_arrows_letters_and_ends_move_in_the_list(explore, data):
    page = explore().page
    page.locator(".explorer-list").focus()

    def active() -> str:
        place = page.locator(".explorer-list").get_attribute("aria-activedescendant")
        return page.locator(f"#{place} .explorer-name").inner_text()

    labels = [own["label"] for own in data["terms"]]
    page.keyboard.press("Home")
    assert active() == labels[0]
    page.keyboard.press("ArrowRight")
    assert active() == labels[1]
    page.keyboard.press("ArrowDown")
    assert active() == labels[3]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert active() == labels[0]
    page.keyboard.press("End")
    assert active() == labels[-1]
    assert page.locator(".explorer-option.is-active").is_visible()
    page.keyboard.type("elb")
    assert active() == term(data, "elbasy")["label"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.explorer-chosen') !== null")


def test_two_terms_are_compared_section_by_section(served, visit, data):
    page = visit(served + PAGE + "#terms=parliament,president").page
    assert chosen(page) == ["Parliament", "President (the office)"]
    page.locator("summary", has_text="Section by section").click()
    rows = caption(page, "Occurrences by section").locator("tbody tr")
    for k, section in enumerate(data["sections"]):
        cells = rows.nth(k).locator("th, td").all_inner_texts()
        assert cells[:2] == [section["title"], str(section["tokens"])]
        for cell, name in zip(cells[2:], ("parliament", "president"), strict=True):
            own = data["cells"][term(data, name)["by_section"][k]]
            assert cell.startswith(f"{own[0]} ({own[1]:.1f};")
    pair = caption(page, "in the same sentence").locator("tbody td").all_inner_texts()
    places = [k for k, own in enumerate(data["terms"]) if own["id"] in ("parliament", "president")]
    (tie,) = [data["ties"][k] for *ends, k in data["pairs"] if sorted(ends) == places]
    assert pair[0] == str(tie[0])
    assert float(pair[1]) == pytest.approx(tie[1], abs=0.051)
    assert page.locator(".explorer-figure svg[role=img]").count() == 3
    bars = page.locator(".explorer-bar")
    assert bars.count() == sum(term(data, name)["range"] for name in ("parliament", "president"))


def test_terms_that_never_meet_are_told_so(served, visit, data):
    page = visit(served + PAGE + "#terms=clans,security-council").page
    pair = caption(page, "in the same sentence").locator("tbody td").all_inner_texts()
    ends = [term(data, name)["sentences"] for name in ("clans", "security-council")]
    assert pair == ["0", f"{ends[0] * ends[1] / data['sentences']:.1f}", "−1.00", "–"]


def test_a_bound_that_does_not_exist_is_said_in_words(served, visit):
    page = visit(served + PAGE + "#terms=clans").page
    page.locator("summary", has_text="Keyness in numbers").click()
    table = caption(page, "against the others").inner_text()
    assert "no bound to" in table
    assert "null" not in page.locator(".term-explorer").inner_text()
    assert "NaN" not in page.locator(".term-explorer").inner_text()


def test_the_list_is_filtered_and_ordered(explore, data):
    page = explore().page
    page.locator(".explorer-controls").get_by_label("Kind").select_option("person")
    persons = [own["label"] for own in data["terms"] if own["kind"] == "person"]
    assert page.locator(".explorer-name").all_inner_texts() == persons
    assert page.locator(".explorer-controls output").inner_text() == (
        f"{len(persons)} of {len(data['terms'])} terms"
    )
    page.locator(".explorer-controls").get_by_label("Order").select_option("alphabetical")
    assert page.locator(".explorer-name").all_inner_texts() == sorted(persons)
    page.get_by_label("Find", exact=True).fill("no such thing")
    assert "No term matches" in page.locator(".explorer-list").inner_text()


def test_a_fifth_term_is_refused(served, visit):
    page = visit(served + PAGE + "#terms=clans,elbasy,parliament,president").page
    page.locator(".explorer-option", has_text="Security Council").first.click()
    assert len(chosen(page)) == 4
    assert "take one off first" in status(page)


def test_taking_terms_off_keeps_the_focus_in_the_explorer(served, visit):
    page = visit(served + PAGE + "#terms=clans,elbasy").page
    page.get_by_role("button", name="Take off Clans").press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Take off Elbasy"
    )
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "listbox"
    assert "No term is chosen" in status(page)
    assert page.evaluate("location.hash") == ""


def test_a_neighbour_joins_the_comparison(served, visit):
    page = visit(served + PAGE + "#terms=presidential-administration").page
    page.get_by_title("Compare with Security Council", exact=True).press("Enter")
    assert chosen(page) == ["Presidential Administration", "Security Council"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Take off Security Council"
    )
    assert page.evaluate("location.hash") == "#terms=presidential-administration,security-council"


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_the_address_leads_to_a_choice_and_follows_it(site, served, visit, until, from_disk):
    base = site.as_uri() + "/" if from_disk else served
    seen = visit(f"{base}{PAGE}#terms=dual-power,rivalry,khanate")
    page = seen.page
    assert chosen(page) == ["Dual power", "Rivalry and competition"]
    assert "khanate" in status(page)
    until(
        page, "Math.abs(document.querySelector('.term-explorer').getBoundingClientRect().top) < 200"
    )
    page.locator(".explorer-option", has_text="Clans").click()
    assert page.evaluate("location.hash") == "#terms=dual-power,rivalry,clans"
    page.reload()
    assert chosen(page) == ["Dual power", "Rivalry and competition", "Clans"]
    page.evaluate("location.hash = '#terms=elbasy'")
    until(page, "document.querySelectorAll('.explorer-chosen li').length === 1")
    assert seen.complaints == []


def test_the_table_leads_to_the_explorer(explore, until):
    page = explore().page
    page.locator("#entry-clans td a").click()
    until(page, "location.hash === '#terms=clans'")
    assert chosen(page) == ["Clans"]


def test_four_terms_meet_wcag_2_2_aa_and_fit(served, visit):
    seen = visit(served + PAGE + "#terms=clans,rivalry,security-council,dual-power")
    for summary in seen.page.locator(".term-explorer summary").all():
        summary.click()
    assert seen.barriers(".term-explorer") == []
    seen.page.set_viewport_size({"width": 340, "height": 900})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 340
    assert seen.barriers(".term-explorer", schemes=()) == []


def test_without_scripts_the_table_has_every_term(served, visit, data):
    page = visit(served + PAGE, scripts=False).page
    rows = page.locator("table.term-list tbody tr")
    assert rows.count() == len(data["terms"])
    assert rows.first.is_visible()
    assert "needs scripts" in page.locator(".term-explorer").inner_text()


def test_print_shows_the_table_and_not_the_explorer(explore):
    page = explore().page
    page.emulate_media(media="print")
    assert not page.locator(".term-explorer").is_visible()
    assert page.locator("table.term-list tbody tr").last.is_visible()
    assert (
        page.evaluate("""() => {
        const box = document.querySelector('table.term-list').closest('.table-scroll');
        return box.scrollHeight - box.clientHeight;
    }""")
        <= 1
    )
