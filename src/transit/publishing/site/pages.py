"""The last pass over every page of the site: nothing from other hosts, nothing inline.

The theme and the stock extensions write inline scripts, style attributes and links to content
delivery networks.  Each page passes through `finish_page` as it is rendered, so that it can carry
a Content-Security-Policy that allows the book's own files only.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

from sphinx.jinja2glue import BuiltinTemplateLoader

from transit.publishing.site import sheets
from transit.publishing.site.charts import INTERACTIVE_BUILDERS
from transit.publishing.site.stacking import mark_tables

# Scripts that serve live kernels, remote mathematics and icon drawing, none of which is used;
# Bootstrap's, of which publishing.js has the few lines that are; and Sphinx's search.
_UNUSED_FILES = re.compile(
    r"sphinx-thebe|mathjax|fontawesome|/bootstrap\.js|searchtools|language_data|searchindex", re.I
)
# Scripts that only some pages need, and what shows that a page does.
_IF_NEEDED = {
    "togglebutton": re.compile(r'class="(?:[^"]*\s)?(?:toggle\b|admonition[^"]*\bdropdown\b)'),
    "design-tabs": re.compile(r'class="[^"]*\bsd-tab-set\b'),
    "copybutton|clipboard": re.compile(r'class="highlight\b'),
}
_UNUSED_CODE = re.compile(r"THEBE_JS_URL|window\.MathJax|^\s*DOCUMENTATION_OPTIONS\.")
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>\s*", re.S | re.I)
_STYLE_ATTRIBUTE = re.compile(r'(<[a-zA-Z][^<>]*?\s)style="([^"]*)"')
_COMMENT = re.compile(r"<!--(?!\[if).*?-->\s*", re.S)
_PRESERVED = re.compile(r"<pre\b.*?</pre>|<textarea\b.*?</textarea>|<script\b.*?</script>", re.S)

POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)

TEXT = "text"
"""The id of where the text begins."""

# Ask for the fonts, which may not be asked for so early on a page opened from disk, and choose the
# theme before anything is drawn.  The theme's own script leaves "auto" to a script that
# comes later, so that a page in the dark theme flashes white first.
_CHOOSE_THEME = """
    (function () {
      const root = document.documentElement.dataset;
      const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
      root.mode = localStorage.getItem("mode") || "auto";
      root.theme = root.mode === "auto" ? (dark ? "dark" : "light") : root.mode;
      for (const face of location.protocol === "file:" ? [] : ["serif", "sans"]) {
        const font = document.createElement("link");
        font.href = `${root.content_root}_static/fonts/book-${face}-latin-wght-normal.woff2`;
        Object.assign(font, {rel: "preload", as: "font", type: "font/woff2", crossOrigin: ""});
        document.head.append(font);
      }
    })();
  """


class PageBridge(BuiltinTemplateLoader):
    """Sphinx's own template loader, with the pass over finished pages."""

    def init(self, builder: Any, theme: Any = None, dirs: list[str] | None = None) -> None:
        """Remember the builder; the rest is Sphinx's."""
        super().init(builder, theme, dirs)
        self._builder = builder

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Render one page."""
        text = super().render(template, context)
        if self._builder.name in INTERACTIVE_BUILDERS and template.endswith(".html"):
            text = finish_page(text)
        return text


def finish_page(text: str) -> str:
    """Make a page self-contained.

    Parameters
    ----------
    text : str
        A rendered page.

    Returns
    -------
    str
        The page without scripts of other hosts and unused scripts; style attributes become
        ``data-style`` (see `style_rules`), ``onclick`` becomes ``data-action``, other inline
        scripts are allowed by their hash in a Content-Security-Policy.
    """
    text = _COMMENT.sub("", text)
    text = re.sub(
        r"<script data-cfasync.*?</script>", f"<script>{_CHOOSE_THEME}</script>", text, flags=re.S
    )
    text = text.replace('data-theme="auto"', 'data-theme="light"', 1)
    hashes: dict[str, None] = {}
    body = text[text.find("<body") :]

    def script(match: re.Match[str]) -> str:
        attributes, code = match.groups()
        source = re.search(r'\bsrc="([^"]*)"', attributes)
        if source:
            url = source[1]
            unused = _UNUSED_FILES.search(url) or re.match(r"(?:https?:)?//", url)
            idle = any(re.search(name, url) and not sign.search(body)
                       for name, sign in _IF_NEEDED.items())  # fmt: skip
            if unused or idle:
                return ""
            if not re.search(r"\b(?:defer|async)\b", attributes):
                return match[0].replace("<script", "<script defer", 1)
        elif re.search(r'\btype="application/(ld\+)?json"', attributes):
            return match[0]
        elif _UNUSED_CODE.search(code):
            return ""
        else:
            digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
            hashes[f" 'sha256-{digest}'"] = None
        return match[0]

    text = _SCRIPT.sub(script, text)
    text = re.sub(
        r'<link\b[^>]*\bhref="[^"]*(?:sphinx-thebe|fontawesome|bootstrap\.js)[^"]*"[^>]*>\s*',
        "",
        text,
    )
    text = re.sub(r"<style\b[^>]*>.*?</style>\s*", "", text, flags=re.S)
    text = sheets.join_links(text, _static(text))
    text = re.sub(
        r"<noscript>\s*</noscript>",
        f'<noscript><link rel="stylesheet" href="{_static(text)}noscript.css"></noscript>',
        text,
        count=1,
    )
    text = _outside_preserved(mark_tables(text), _neutralise_attributes)
    text = _lead_to_the_text(text)
    for other in re.findall(r'<meta name="viewport"[^>]*>', text)[1:]:
        head, _, tail = text.rpartition(other)
        text = head + tail
    policy = POLICY.format(hashes="".join(hashes))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return re.sub(r"(<meta charset=[^>]*>)", lambda m: f"{m[1]}\n    {meta}", text, count=1)


def _lead_to_the_text(text: str) -> str:
    """Have the skip link lead past the buttons of the header."""
    text = re.sub(
        r'<(article class="bd-article"|div class="bd-search-container")',
        rf'<\1 id="{TEXT}" tabindex="-1"',
        text,
        count=1,
    )
    if f'id="{TEXT}"' in text:
        text = text.replace('<a href="#main-content">', f'<a href="#{TEXT}">', 1)
    return text


def _static(text: str) -> str:
    root = re.search(r'data-content_root="([^"]*)"', text)
    return f"{root[1] if root else './'}_static/"


def _outside_preserved(text: str, change: Callable[[str], str]) -> str:
    pieces, end = [], 0
    for match in _PRESERVED.finditer(text):
        pieces += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*pieces, change(text[end:])])


def _neutralise_attributes(text: str) -> str:
    text = text.replace('onclick="window.print()"', 'data-action="print"')
    text = re.sub(r'\sonclick="[^"]*"', "", text)
    while True:
        changed = _STYLE_ATTRIBUTE.sub(lambda m: f'{m[1]}data-style="{_tidy(m[2])}"', text)
        if changed == text:
            return re.sub(r"\n\s*\n+", "\n", text)
        text = changed


def _tidy(style: str) -> str:
    return "; ".join(part.strip() for part in style.split(";") if part.strip())


def style_rules(pages: list[str]) -> str:
    """Write the rules for the ``data-style`` attributes of finished pages.

    Parameters
    ----------
    pages : list of str
        The finished pages.

    Returns
    -------
    str
        One rule per distinct value, sorted.
    """
    values = sorted({v for page in pages for v in re.findall(r'\bdata-style="([^"]+)"', page)})
    return "".join(
        f'[data-style="{value}"]{{{value.replace("&quot;", chr(34))}}}\n' for value in values
    )
