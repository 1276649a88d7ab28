"""The pass over finished pages."""

import base64
import hashlib
import re

from transit.publishing.site import pages

PAGE = """<html lang="en" data-content_root="./" data-theme="auto">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<!-- a note -->
<script data-cfasync="false">localStorage.x</script>
<noscript>
<style>.a{}</style>
</noscript>
<script src="https://cdn.example/mathjax.js"></script>
<script src="//cdn.example/other.js"></script>
<script src="_static/scripts/bootstrap.js?digest=1"></script>
<script src="_static/searchtools.js"></script>
<script src="_static/own.js"></script>
<link rel="preload" as="script" href="_static/scripts/bootstrap.js" />
<link rel="stylesheet" href="_static/icons.css?v=1234" />
<script>const THEBE_JS_URL = "https://unpkg.com/thebe";</script>
<script>let kept = 1;</script>
<script>DOCUMENTATION_OPTIONS.pagename = "a";</script>
<script type="application/ld+json">{"@type": "Book"}</script>
<meta name="viewport" content="width=device-width, initial-scale=1" />
</head>
<body><p style="color: red;text-align: left">x</p>
<button onclick="window.print()">p</button><button onclick="other()">o</button>
<pre><span style="color: red">kept as it is</span></pre>
</body></html>"""


def test_scripts_of_other_hosts_and_unused_ones_go():
    text = pages.finish_page(PAGE)[0]
    for gone in ("cdn.example", "bootstrap", "THEBE", "searchtools", "a note"):
        assert gone not in text
    assert "_static/own.js" in text
    assert "let kept = 1;" in text


def test_policy_names_exactly_the_inline_scripts():
    text = pages.finish_page(PAGE)[0]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    codes = re.findall(r"<script>(.*?)</script>", text, re.S)
    expected = {
        f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
        for code in codes
    }
    assert set(re.findall(r"'sha256-[^']+'", policy)) == expected
    assert len(expected) == 2
    assert "unsafe" not in policy
    assert text.index("Content-Security-Policy") < text.index("<script")


def test_attributes_with_code_or_style_become_data():
    text = pages.finish_page(PAGE)[0]
    assert 'data-style="color: red; text-align: left"' in text
    assert 'data-action="print"' in text
    assert "onclick" not in text
    assert '<pre><span style="color: red">kept as it is</span></pre>' in text


def test_viewport_is_stated_once_and_theme_before_scripts():
    text = pages.finish_page(PAGE)[0]
    assert text.count('name="viewport"') == 1
    assert 'data-theme="light"' in text
    assert 'href="./_static/noscript.css"' in text


def test_a_page_asks_for_one_sheet_and_waits_for_no_script():
    text = pages.finish_page(PAGE)[0]
    assert '<link rel="stylesheet" href="./_static/book.css" data-sheets="icons.css">' in text
    assert re.findall(r"<script\b[^>]*src=[^>]*>", text) == ['<script defer src="_static/own.js">']
    assert "DOCUMENTATION_OPTIONS" not in text


def test_style_rules_are_sorted_and_unique():
    text = '<p data-style="b: 1"></p><p data-style="a: 2"></p><p data-style="b: 1"></p>'
    assert pages.style_rules([text]) == '[data-style="a: 2"]{a: 2}\n[data-style="b: 1"]{b: 1}\n'


def test_the_skip_link_leads_past_the_header():
    page = '<body><a href="#main-content">Skip</a><article class="bd-article">A</article></body>'
    text = pages.finish_page(page)[0]
    assert '<a href="#text">' in text
    assert '<article class="bd-article" id="text" tabindex="-1">' in text
    assert '<a href="#main-content">' in pages.finish_page('<body><a href="#main-content">')[0]


def test_sections_of_a_long_page_wait_for_the_reader_unless_something_leaves_the_column():
    page = '<article class="bd-article"><div class="bd-sidebar">a</div>{}'
    assert "in-parts" not in pages.finish_page(page.format("") + "</article>")[0]
    page += f"{'<p>b</p>' * pages.LONG}</article>"
    assert '"bd-article in-parts"' in pages.finish_page(page.format(""))[0]
    for name in ("margin", "tag_full-width", "admonition sidebar"):
        aside = f'<div class="{name}">b</div>'
        assert "in-parts" not in pages.finish_page(page.format(aside))[0]
