"""The printed bibliography and the citations in the text."""

import re

import lxml.html
import pybtex.database
import pybtex.plugin
import pytest
from sphinx.testing.util import SphinxTestApp

from transit.publishing.bibliography.entries import set_year_letters
from transit.publishing.bibliography.formatting import AuthorYearStyle, written_date

PAGE = """
Index
=====

.. toctree::

   second
   list

Plain :cite:p:`petrov1998kurs{p. 50}` and :cite:t:`{see}kurtov2001demokratia{pp. 331--332}`.
Both :cite:p:`petrov1998kurs, kurtov2001demokratia{p. 3}`; :cite:author:`harris2020array`,
:cite:year:`harris2020array`, :cite:ts:`furman2006evolutsia`, :cite:alp:`abishev2019nyneshniy`,
:cite:yearpar:`rosbalt2019world`.
"""
SECOND = "Second\n======\n\nAgain :cite:p:`petrov1998kurs`.\n"
LIST = """
List
====

.. bibliography::
   :filter: keywords % "^cited-in-article"

.. bibliography::
   :filter: keywords % "^method"
"""


@pytest.fixture(scope="module")
def printed(repository):
    """Every entry of the report as plain text, by key."""
    data = pybtex.database.parse_file(str(repository / "references.bib"), bib_format="bibtex")
    set_year_letters(data.entries.values())
    style = AuthorYearStyle()
    backend = pybtex.plugin.find_plugin("pybtex.backends", "plaintext")()
    return {
        entry.key: style.format_entry("", entry).text.render(backend).replace("\xa0", " ")
        for entry in data.entries.values()
    }


@pytest.fixture(scope="module")
def site(repository, conf, tmp_path_factory):
    """A small book built with the report's bibliography; its pages and its warnings."""
    source = tmp_path_factory.mktemp("site")
    (source / "conf.py").write_text(conf, encoding="utf-8")
    for name, text in {"index": PAGE, "second": SECOND, "list": LIST}.items():
        (source / f"{name}.rst").write_text(text, encoding="utf-8")
    bib = (repository / "references.bib").read_text(encoding="utf-8")
    (source / "works.bib").write_text(bib, encoding="utf-8")
    app = SphinxTestApp("html", srcdir=source)
    app.build()
    app.build(force_all=False)
    pages = {
        name: lxml.html.fromstring((app.outdir / f"{name}.html").read_text(encoding="utf-8"))
        for name in ("index", "second", "list")
    }
    warnings = app.warning.getvalue()
    app.cleanup()
    return pages, warnings


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "aleksandrov2013kazakhstan",
            "Aleksandrov, Iu. G. 2013. Kazakhstan pered bar’erom modernizatsii [Kazakhstan before "
            "the Barrier of Modernization]. Moscow: Institute of Oriental Studies RAS. 288 pp. "
            "In Russian.",
        ),
        (
            "petrov1998kurs",
            "Petrov, N. I., and M. S. Gafarly. 1998. “Kurs na politicheskuiu stabilnost i "
            "sotrudnichestvo s sosediami” [Toward Political Stability and Cooperation with "
            "Neighbors]. In Postsovetskaia Tsentralnaia Azia. Poteri i obretenia [Post-Soviet "
            "Central Asia. Losses and Gains]. Moscow: Vostochnaia literatura Publishers, RAN. "
            "In Russian.",
        ),
        (
            "ivanov-vayskopf2019prezidentskie",
            "Ivanov-Vayskopf, A. 2019. “Prezidentskie vybory v Kazakhstane: poka tikho, no...” "
            "[Presidential Elections in Kazakhstan: Quiet So Far, but...]. Kursiv, 4 April 2019, "
            "1, 2. In Russian.",
        ),
        (
            "shkel2009political",
            "Shkel, Stanislav. 2009. “The Political Regime in Kazakhstan: Its Current State and "
            "Possible Future”. Central Asia and the Caucasus, no. 6 (60): 101–108. "
            "https://ca-c.org/CAC/index.php/cac/article/view/1328.",
        ),
        (
            "gries2020analyzing",
            "Gries, Stefan Th. 2020. “Analyzing dispersion”. In A Practical Handbook of Corpus "
            "Linguistics, edited by Magali Paquot and Stefan Th. Gries, 99–118. Cham: Springer. "
            "https://doi.org/10.1007/978-3-030-46216-1_5.",
        ),
        (
            "lijffijt2012correction",
            "Lijffijt, Jefrey, and Stefan Th. Gries. 2012. “Correction to Stefan Th. Gries’ "
            "‘Dispersions and adjusted frequencies in corpora’”. International Journal of Corpus "
            "Linguistics 17 (1): 147–149. https://doi.org/10.1075/ijcl.17.1.08lij.",
        ),
        (
            "rosbalt2019world",
            "Rosbalt. 2019. [Item 1767411, section World, 4 March 2019; title not given in the "
            "note]. 4 March 2019. In Russian. "
            "http://www.rosbalt.ru/world/2019/03/04/1767411.html (accessed 7 August 2019).",
        ),
    ],
)
def test_entries_of_each_kind(printed, key, text):
    assert printed[key] == text


def test_an_edited_book_stands_under_its_editor(printed):
    assert printed["sultanov2011kazakhstan"].startswith(
        "Sultanov, B. K., ed. 2011. Kazakhstan: 20 let nezavisimosti [Kazakhstan: 20 Years of "
        "Independence]. Almaty: KISI ["
    )


def test_cited_pages_and_status_are_not_printed(printed, bibliography):
    for entry in bibliography.itertuples():
        text = printed[entry.key]
        assert not re.search(r"\b(CONFIRMED|PARTIAL|ARTICLE-ONLY|GENERAL-KNOWLEDGE)\b", text)
        assert "=>" not in text
        if entry.kind in {"book", "chapter"} and entry.group == "cited-in-article":
            pages = re.split(r",\s*", entry.locator) if isinstance(entry.locator, str) else []
            assert not any(re.search(rf"\b{page}\b", text) for page in pages)


def test_every_entry_ends_like_a_sentence(printed):
    for key, text in printed.items():
        assert text.endswith("."), key
        assert ".." not in text.replace("...", ""), key
        assert "{" not in text and "\\" not in text, key


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2019", "2019"),
        ("2019?", "2019"),
        ("2019-03", "March 2019"),
        ("2019-04-09", "9\xa0April 2019"),
    ],
)
def test_dates_are_written_out(date, text):
    assert written_date(date) == text


def test_nothing_is_warned_of(site):
    _, warnings = site
    assert warnings == ""


def test_citations_have_locators_and_link_to_their_entry(site):
    pages, _ = site
    texts = [
        span.text_content().replace("\xa0", " ")
        for span in pages["index"].find_class("bibtex-citation")
    ]
    assert texts == [
        "(Petrov and Gafarly 1998, p. 50)",
        "Kurtov (see 2001, pp. 331–332)",
        "(Kurtov 2001, p. 3; Petrov and Gafarly 1998)",
        "Harris et al.",
        "2020",
        "Furman (2006)",
        "Abishev [2019]",
        "(2019)",
    ]
    links = [a.get("href") for a in pages["index"].xpath("//span[@id]/a")]
    assert links[0] == "list.html#ref-petrov1998kurs"
    assert links[1] == "list.html#ref-kurtov2001demokratia"


def test_entries_link_back_to_every_place(site):
    pages, _ = site
    entry = pages["list"].get_element_by_id("ref-petrov1998kurs")
    back = entry.find_class("cited-in")[0]
    assert back.text_content().replace("\xa0", " ") == "Cited in Index 2, Second."
    hrefs = [a.get("href") for a in back.iter("a")]
    assert hrefs == [
        "index.html#cite-index-1",
        "index.html#cite-index-3",
        "second.html#cite-second-1",
    ]
    for href in hrefs:
        page, _, target = href.partition(".html#")
        assert pages[page].get_element_by_id(target).get("class") == "bibtex-citation"


def test_entries_stand_once_and_carry_no_label(site, bibliography):
    pages, _ = site
    ids = [entry.get("id") for entry in pages["list"].find_class("citation")]
    wanted = bibliography[bibliography["group"].isin(["cited-in-article", "method"])]["key"]
    assert sorted(ids) == sorted(f"ref-{key}" for key in wanted)
    html = lxml.html.tostring(pages["list"], encoding="unicode")
    assert "doc-biblioentry" not in html
    assert 'class="label"' not in html


def test_transliterated_titles_are_marked_as_such(site):
    pages, _ = site
    entry = pages["list"].get_element_by_id("ref-furman2006evolutsia")
    marked = [span.text_content() for span in entry.xpath(".//span[@lang='ru-Latn']")]
    assert marked == [
        "Evolutsia politicheskikh system stran SNG",
        "Sredizemnomorie-Chernomorie-Caspian: mezhdu Bolshoi Evropoi i Bolshim Blizhnim Vostokom",
    ]
    english = pages["list"].get_element_by_id("ref-shkel2009political")
    assert not english.xpath(".//span[@lang]")
