"""Assets that depend on the whole site: icons, the theme's style sheet cut to use, Vega."""

import re
import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

_ICON_CLASSES = re.compile(r"\.(?:fa|fas|far|fab|fa-[\w-]+)(?![\w-])")
_FUNCTIONS = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_NAMES = re.compile(r"[.#]((?:\\.|[\w-])+)")
_NESTING = ("@media", "@supports", "@layer", "@container")


Spans = list[tuple[Any, int, int]]
"""Tokens and blocks of a style sheet, each with its begin and end in the text."""


class _Sheet:
    """The text of a style sheet, and where its tokens stand in it."""

    def __init__(self, css: str) -> None:
        self.css = re.sub("\r\n?|\f", "\n", css)
        self.lines = [0, *(match.end() for match in re.finditer("\n", self.css))]

    def spans(self) -> Spans:
        """Part the whole sheet; a block left open ends one character past the text."""
        end = len(self.css)
        # A semicolon after the end shows whether everything before it is closed.
        nodes = tinycss2.parse_component_value_list(self.css + ";")
        if self._start(nodes[-1]) == end:
            return self.within(nodes[:-1], end)
        return self.within(nodes, end + 1)

    def within(self, nodes: list[Any], end: int) -> Spans:
        """Place the nodes of a block that ends at `end`."""
        starts = [self._start(node) for node in nodes]
        return list(zip(nodes, starts, [*starts, end][1:] if starts else [], strict=True))

    def _start(self, node: Any) -> int:
        return self.lines[node.source_line - 1] + node.source_column - 1

    def rules(self, spans: Spans) -> Iterator[tuple[str, str | None, Spans]]:
        """Give each rule's prelude, its body and the parts of that; statements have no body."""
        prelude = ""
        for node, start, end in spans:
            if node.type == "{} block":
                inner = self.within(node.content, end - 1)
                yield prelude.strip(), self.css[start + 1 : end - 1], inner
            elif node == ";":
                yield prelude.strip(), None, []
            else:
                prelude += "" if node.type == "comment" else self.css[start:end]
                continue
            prelude = ""

    def cut(self, spans: Spans, names: set[str]) -> str:
        """Keep the rules that can apply; see `cut_style_sheet`."""
        kept = []
        for prelude, body, inner in self.rules(spans):
            if body is None:
                if not prelude.startswith("@charset"):
                    kept.append(f"{prelude};" if prelude else "")
            elif prelude.startswith(_NESTING):
                within = self.cut(inner, names)
                if within:
                    kept.append(f"{prelude}{{{within}}}")
            elif prelude.startswith("@font-face"):
                if "awesome" not in urllib.parse.unquote(body).lower():
                    kept.append(f"{prelude}{{{body}}}")
            elif prelude.startswith("@"):
                kept.append(f"{prelude}{{{body}}}")
            else:
                able = [s for s in _selectors(prelude) if _can_apply(s, names)]
                if able:
                    kept.append(f"{','.join(able)}{{{body}}}")
        return "".join(kept)


def _selectors(prelude: str) -> list[str]:
    if not re.search(r"[\[(\"'\\]", prelude):
        return [part.strip() for part in prelude.split(",")]
    sheet = _Sheet(prelude)
    parts = [""]
    for node, start, end in sheet.spans():
        if node == ",":
            parts.append("")
        else:
            parts[-1] += sheet.css[start:end]
    return [part.strip() for part in parts]


def cut_style_sheet(css: str, names: set[str]) -> str:
    """Keep the rules of a style sheet that can apply.

    Parameters
    ----------
    css : str
        The style sheet.
    names : set of str
        Classes and ids that occur in pages or scripts.

    Returns
    -------
    str
        Rules with a selector all of whose classes and ids are in `names`. Rules for icon fonts
        go, as do the fonts themselves.
    """
    sheet = _Sheet(css)
    return sheet.cut(sheet.spans(), names)


def _can_apply(selector: str, names: set[str]) -> bool:
    if _ICON_CLASSES.search(selector):
        return False
    bare = _FUNCTIONS.sub("", selector)
    bare = re.sub(r"\[[^\]]*\]", "", bare)
    return all(name.replace("\\", "") in names for name in _NAMES.findall(bare))


def properties_in_use(sources: Iterable[str]) -> set[str]:
    """Collect the custom properties that style sheets and scripts read."""
    return {
        name for source in sources for name in re.findall(r"(?:var\(\s*|[\"'])(--[\w-]+)", source)
    }


def drop_properties(css: str, used: set[str]) -> str:
    """Leave out the custom properties of a style sheet that nothing reads.

    Parameters
    ----------
    css : str
        The style sheet.
    used : set of str
        The properties that are read; see `properties_in_use`.

    Returns
    -------
    str
        The style sheet; declarations with a string in their value are kept as they are.
    """
    return re.sub(
        r"(?<=[{;])(--[\w-]+):[^;}\"']*(?:;|(?=}))",
        lambda match: match[0] if match[1] in used else "",
        css,
    )


def names_in_use(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Collect what may serve as a class or id.

    Parameters
    ----------
    pages : iterable of str
        The pages of the site.
    scripts : iterable of str
        Sources of the scripts, which may set classes.

    Returns
    -------
    set of str
        Values of ``class`` and ``id`` attributes, and every word of the scripts.
    """
    names: set[str] = set()
    for page in pages:
        for value in re.findall(r'\b(?:class|id)="?([^">]*)', page):
            names.update(value.split())
    for script in scripts:
        names.update(re.findall(r"[A-Za-z_][\w-]*", script))
    return names


def icon_rules(pages: Iterable[str], library: str) -> str:
    """Draw the icons in use as masks, in place of an icon font or a script.

    Parameters
    ----------
    pages : iterable of str
        The pages of the site.
    library : str
        Source of Font Awesome's script, which holds the outlines.

    Returns
    -------
    str
        A style sheet.
    """
    wanted = sorted({n for page in pages for n in re.findall(r"\bfa-([a-z][a-z0-9-]*)", page)})
    rules = [
        ".fa-solid,.fa-regular,.fa-brands,.fas,.far,.fab{display:inline-block;width:1em;"
        "height:1em;vertical-align:-.125em;background:currentColor;"
        "mask:var(--icon) center/contain no-repeat}",
        ".fa-lg{font-size:1.25em}",
    ]
    for name in wanted:
        found = re.search(
            rf'[{{,]"?{re.escape(name)}"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]', library
        )
        if found:
            width, height, outline = found.groups()
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
                f'<path d="{outline}"/></svg>'
            )
            rules.append(
                f'.fa-{name}{{--icon:url("data:image/svg+xml,{urllib.parse.quote(svg)}")}}'
            )
    return "\n".join(rules) + "\n"


_MEASURES_ALL = re.compile(
    r',?"complete"===document\.readyState\?(\w+)\(\):window\.addEventListener\("load",\1\)'
)


def spare_layout(script: str) -> str:
    """Keep the theme's script from measuring every box of a page that may scroll.

    It does so one box after the other when a page is loaded, which lays out the whole page;
    ``publishing.js`` asks each box when it is laid out.

    Examples
    --------
    >>> spare_layout('e(),"complete"===document.readyState?I():window.addEventListener("load",I)})')
    'e()})'
    """
    return _MEASURES_ALL.sub("", script)


def remove_unused(static: Path) -> None:
    """Delete copied files that no page loads: source maps, the icon script, live kernels."""
    for pattern in (
        "**/*.map",
        "scripts/fontawesome.js*",
        "scripts/bootstrap.js*",
        "searchtools.js",
        "language_data.js",
        "locales/**/*",
        "sphinx-thebe.*",
        "vendor/fontawesome/**/*",
        "webpack-macros.html",
        "sbt-webpack-macros.html",
    ):
        for path in static.glob(pattern):
            if path.is_file():
                path.unlink()
