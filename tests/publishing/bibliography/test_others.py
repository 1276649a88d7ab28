"""Bibliographies of other people: printed as they should be, and what is faulty named."""

import pybtex.plugin
import pytest
from sphinx.testing.util import SphinxTestApp

from transit.publishing.bibliography.entries import set_year_letters
from transit.publishing.bibliography.formatting import AuthorYearStyle
from transit.publishing.bibliography.reading import LenientParser

WORKS = r"""
@string{jx = "Journal of "}
@online{range, author={Smith, Jane}, title={Log}, url={https://x.org}, date={2015-03/2015-06}}
@online{season, author={Smith, Jane}, title={Walk}, date={2014-21}, urldate={2019-08-07T10:00}}
@article{untitled, author={Smith, Jane}, journal={J}, year=2015}
@misc{others, author={others}, title={Nobody}, year=2000}
@article{latex, author={{\'E}mile Zola}, title={On \emph{Things} in \LaTeX{} \& \enquote{More}},
  journaltitle= jx # "Things", date={2015}, volume={3}, doi={https://doi.org/10.1000/x_y}}
@inproceedings{part, author={Smith, J.}, title={Paper}, crossref={whole}, pages={1-2}}
@proceedings{whole, title={Proc. of X}, editor={Doe, J.}, year=1999, publisher={P}}
@book{junior, author={King, Jr., Martin Luther and de la Cruz, Ana}, title={Strength},
  subtitle={To Love}, location={New York}, publisher={H}, year=1963, edition=2}
@inbook{chapter, author={Roe, R.}, title={The Book}, chapter=3, pages={10--20}, publisher={P},
  year={in press}}
@inbook{named, author={Roe, R.}, title={Chapter}, booktitle={Book}, pages={10--20}, year=1993,
  month=00, langid={american}}
@online{bare, title={A Page}, url={https://y.org}, langid={ngerman}}
@thesis{thesis, author={Roe, R.}, title={T}, type={phdthesis}, institution={U}, year=2001}
@article{eprint, author={Roe, R.}, title={E}, journal={J}, eprint={1008.2849}, year=2010}
@article{issue, author={Roe, R.}, title={F}, number=4, year=2011}
"""
PRINTED = {
    "range": "Smith, Jane. 2015b. “Log”. March–June 2015. https://x.org.",
    "season": "Smith, Jane. 2014. “Walk”. spring 2014.",
    "untitled": "Smith, Jane. 2015a. J.",
    "others": "Nobody. 2000.",
    "latex": "Zola, Émile. 2015. “On Things in LaTeX & ‘More’”. Journal of Things 3. "
    "https://doi.org/10.1000/x_y.",
    "part": "Smith, J. 1999. “Paper”. In Proc. of X, edited by J. Doe, 1–2. P.",
    "whole": "Doe, J., ed. 1999. Proc. of X. P.",
    "junior": "King, Martin Luther, Jr., and Ana de la Cruz. 1963. Strength: To Love. 2nd ed., "
    "New York: H.",
    "chapter": "Roe, R. in press. The Book. P, chap. 3, 10–20.",
    "named": "Roe, R. 1993. “Chapter”. In Book, 10–20.",
    "bare": "“A Page”. n.d. In German. https://y.org.",
    "thesis": "Roe, R. 2001. T. PhD diss., U.",
    "eprint": "Roe, R. 2010. “E”. J. https://arxiv.org/abs/1008.2849.",
    "issue": "Roe, R. 2011. “F”. no. 4.",
}
FAULTY = """@book{good, title={Good}, year=2001}
@book{bad, title={Bad} year=2002}
@book{worse, author={A, B, C, D, E}, title={Worse}}
@book{Good, title={Again}}
@misc{<script>alert(1)</script>, title={<script>alert(2)</script> \\input{x} $$}, year=2003,
  url={javascript:alert(3)}}
"""
PAGE = """
Index
=====

By :cite:t:`good`.

.. bibliography::
   :all:
"""


@pytest.fixture(scope="module")
def printed():
    parser = LenientParser("utf-8")
    parser.parse_string(WORKS)
    set_year_letters(parser.data.entries.values())
    backend = pybtex.plugin.find_plugin("pybtex.backends", "plaintext")()
    return {
        entry.key: AuthorYearStyle().format_entry("", entry).text.render(backend)
        for entry in parser.data.entries.values()
    }


@pytest.mark.parametrize("key", PRINTED)
def test_entries_of_every_make(printed, key):
    assert printed[key].replace("\xa0", " ") == PRINTED[key]


def test_what_is_faulty_is_named_and_the_rest_is_printed(conf, tmp_path):
    (tmp_path / "conf.py").write_text(conf, "utf-8")
    (tmp_path / "index.rst").write_text(PAGE, "utf-8")
    (tmp_path / "works.bib").write_text(FAULTY, "utf-8")
    warnings = []
    for _ in range(2):
        app = SphinxTestApp("html", srcdir=tmp_path)
        app.build()
        told = app.warning.getvalue().splitlines()
        # The first Sphinx of a process finds node classes of another test registered.
        warnings.append("\n".join(line for line in told if "works.bib" in line))
        page = (app.outdir / "index.html").read_text("utf-8")
        app.cleanup()
    warned = warnings[0]
    assert warnings[1] == warned  # a build is not better for being the second
    assert "works.bib:2: WARNING: bad: cannot be parsed" in warned
    assert "works.bib:3: WARNING: worse: Too many commas" in warned
    assert "works.bib:4: WARNING: Good: another entry has this key" in warned
    assert warned.count("WARNING") == 3
    assert "<em>Good</em>" in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
