"""The last pass over every page of the site: nothing from other hosts, nothing inline.

The theme and the stock extensions write inline scripts, style attributes and links to content
delivery networks.  Each page passes through `finish_page` as it is rendered, so that it can carry
a Content-Security-Policy that allows the book's own files only.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any

from sphinx.jinja2glue import BuiltinTemplateLoader

from transit.publishing.site import sheets
from transit.publishing.site.charts import INTERACTIVE_BUILDERS
from transit.publishing.site.hosts import ASKED, is_allowed, is_remote
from transit.publishing.site.stacking import mark_tables
from transit.publishing.site.telling import tell

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
_STYLE = re.compile(r"<style\b([^>]*)>(.*?)</style>\s*", re.S)
_MARK = re.compile("\x02(\\d+)\x03")
# Scripts of other hosts that the stock theme and extensions load, of which none is needed.
_STOCK = re.compile(r"mathjax|require(?:\.min)?\.js|thebe|mermaid|polyfill", re.I)
_COMMENT = re.compile(r"<!--(?!\[if).*?-->\s*", re.S)
_PRESERVED = re.compile(r"<pre\b.*?</pre>|<textarea\b.*?</textarea>", re.S)
_ELEMENT = re.compile(r"<[a-z]")

# What the theme sets beside or across the column of the text.
_IN_THE_MARGIN = re.compile(
    r'class="(?:[^"]*\s)?(?:tag_)?(?:margin|marginnote|sidenote|margin[-_]caption|full[-_]width|sidebar'
    r'|popout)[\s"]'
)

POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self'{sheets}; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)

LONG = 5000
"""Elements of a page from which it is laid out section by section."""
TEXT = "text"
"""The id of where the text begins."""

# Lay out the page at once where a place in it is asked for or come back to (see publishing.css).
# Ask for the fonts, which may not be asked for so early on a page opened from disk, and choose the
# theme before anything is drawn.  The theme's own script leaves "auto" to a script that
# comes later, so that a page in the dark theme flashes white first.
_CHOOSE_THEME = """
    (function () {
      const root = document.documentElement.dataset;
      const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
      root.mode = localStorage.getItem("mode") || "auto";
      root.theme = root.mode === "auto" ? (dark ? "dark" : "light") : root.mode;
      const [visit] = performance.getEntriesByType("navigation");
      if (location.hash || location.search || (visit && visit.type !== "navigate")) root.whole = "";
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
            config = self._builder.config
            text, refused = finish_page(text, config.transit_hosts)
            for address in refused:
                tell("pictures", f"the script {address} is of another host and is left out; name "
                     "the host in transit_hosts to have it", context.get("pagename"))  # fmt: skip
        return text


def finish_page(text: str, hosts: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Make a page self-contained.

    Parameters
    ----------
    text : str
        A rendered page.
    hosts : sequence of str
        Other hosts that it may ask.

    Returns
    -------
    str
        The page without scripts of other hosts and unused scripts; style attributes become
        ``data-style`` (see `style_rules`), ``onclick`` becomes ``data-action``; inline scripts and
        the style sheets of outputs are allowed by their hash in a Content-Security-Policy.
    list of str
        The scripts of other hosts that were left out and are not the theme's own.
    """
    text = re.sub(
        r"<script data-cfasync.*?</script>", f"<script>{_CHOOSE_THEME}</script>", text, flags=re.S
    )
    text = text.replace('data-theme="auto"', 'data-theme="light"', 1)
    code = _Code(text, hosts)
    text = _COMMENT.sub("", code.hold(text))
    text = re.sub(
        r'<link\b[^>]*\bhref="[^"]*(?:sphinx-thebe|fontawesome|bootstrap\.js)[^"]*"[^>]*>\s*',
        "",
        text,
    )
    text = sheets.join_links(text, _static(text))
    text = re.sub(
        r"<noscript>\s*</noscript>",
        f'<noscript><link rel="stylesheet" href="{_static(text)}noscript.css"></noscript>',
        text,
        count=1,
    )
    text = _outside_preserved(mark_tables(text), _neutralise_attributes)
    text = code.put_back(_in_parts(_lead_to_the_text(text)))
    for other in re.findall(r'<meta name="viewport"[^>]*>', text)[1:]:
        head, _, tail = text.rpartition(other)
        text = head + tail
    policy = POLICY.format(hashes="".join(code.hashes), sheets="".join(code.sheets))
    if hosts or code.live:
        policy = _opened(policy, hosts)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    text = re.sub(r"(<meta charset=[^>]*>)", lambda m: f"{m[1]}\n    {meta}", text, count=1)
    return text, list(dict.fromkeys(code.refused))


class _Code:
    """The scripts and style sheets inside a page, held apart while the rest is changed.

    Nothing may change them afterwards: the policy names them by their hashes.
    """

    def __init__(self, text: str, hosts: Sequence[str]) -> None:
        self.hosts = hosts
        self.body = text[text.find("<body") :]
        # What outputs ask is told where they stand.
        self.live = 'class="live-output"' in text
        self.hashes: dict[str, None] = {}
        self.sheets: dict[str, None] = {}
        self.refused: list[str] = []
        self._held: list[str] = []

    def hold(self, text: str) -> str:
        """Take out what the page does not need, and put marks in the place of the rest."""
        text = _SCRIPT.sub(self._script, text)
        head, mark, body = text.partition("<body")
        return _STYLE.sub("", head) + mark + _STYLE.sub(self._sheet, body)

    def put_back(self, text: str) -> str:
        """Put what was held in the place of its mark."""
        return _MARK.sub(lambda match: self._held[int(match[1])], text)

    def _keep(self, source: str) -> str:
        self._held.append(source)
        return f"\x02{len(self._held) - 1}\x03"

    def _script(self, match: re.Match[str]) -> str:
        attributes, code = match.groups()
        source = re.search(r'\bsrc="([^"]*)"', attributes)
        if source:
            return self._keep(_deferred(match[0], attributes)) if self._needs(source[1]) else ""
        if not re.search(r'\btype="application/(?:[\w.+-]+\+)?json"', attributes):
            if _UNUSED_CODE.search(code):
                return ""
            asked = [] if self.live else ASKED.findall(code)
            self.refused += [a for a in asked if not is_allowed(a, self.hosts)]
            self.hashes[_hash_of(code)] = None
        return self._keep(match[0])

    def _needs(self, url: str) -> bool:
        if _UNUSED_FILES.search(url):
            return False
        if is_remote(url) and not is_allowed(url, self.hosts):
            if not _STOCK.search(url):
                self.refused.append(url)
            return False
        return not any(
            re.search(name, url) and not sign.search(self.body) for name, sign in _IF_NEEDED.items()
        )

    def _sheet(self, match: re.Match[str]) -> str:
        attributes, code = match.groups()
        if "scoped" in attributes:  # pandas' own for every frame, which the book's replaces
            return ""
        self.sheets[_hash_of(code)] = None
        return self._keep(match[0])


def _deferred(script: str, attributes: str) -> str:
    """Let a script of the book's own wait until the page is read."""
    if "_static/" not in attributes or re.search(r"\b(?:defer|async)\b", attributes):
        return script
    return script.replace("<script", "<script defer", 1)


def _hash_of(code: str) -> str:
    """Write what a policy says of an inline script or style sheet that it allows."""
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f" 'sha256-{digest}'"


def _opened(policy: str, hosts: Sequence[str]) -> str:
    """Let a page ask hosts for everything but forms, and let code style what it draws."""
    parts = []
    for part in [*policy.split("; "), "frame-src 'self'"]:
        kind = part.partition(" ")[0]
        if kind == "style-src":
            part = "style-src 'self' 'unsafe-inline'"
        open_to = kind.removesuffix("-src") in (
            "script",
            "style",
            "img",
            "connect",
            "font",
            "frame",
        )
        parts.append(" ".join([part, *hosts]) if open_to else part)
    return "; ".join(parts)


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


def _in_parts(text: str) -> str:
    """Let the sections of a long page be laid out when near, unless something leaves them."""
    if _IN_THE_MARGIN.search(text) or len(_ELEMENT.findall(text)) < LONG:
        return text
    return text.replace('<article class="bd-article"', '<article class="bd-article in-parts"', 1)


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
