"""Assets that depend on the whole site: icons, the theme's style sheet cut to use, Vega."""

import re
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

_ICON_CLASSES = re.compile(r"\.(?:fa|fas|far|fab|fa-[\w-]+)(?![\w-])")
_FUNCTIONS = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_NAMES = re.compile(r"[.#]((?:\\.|[\w-])+)")
_NESTING = ("@media", "@supports", "@layer", "@container")


def _blocks(css: str) -> Iterable[tuple[str, str | None]]:
    """Split a style sheet into (prelude, body); the body is None for statements."""
    at, start, length = 0, 0, len(css)
    while at < length:
        char = css[at]
        if char in "\"'":
            at = _end_of_string(css, at)
        elif css.startswith("/*", at):
            end = css.find("*/", at)
            end = length if end < 0 else end + 2
            css = css[:at] + css[end:]
            length = len(css)
            continue
        elif char == ";":
            yield css[start:at].strip(), None
            start = at + 1
        elif char == "{":
            end = _end_of_block(css, at)
            yield css[start:at].strip(), css[at + 1 : end]
            at = end
            start = at + 1
        at += 1


def _end_of_string(css: str, at: int) -> int:
    quote, at = css[at], at + 1
    while at < len(css) and css[at] != quote:
        at += 2 if css[at] == "\\" else 1
    return at


def _end_of_block(css: str, at: int) -> int:
    depth = 0
    while at < len(css):
        char = css[at]
        if char in "\"'":
            at = _end_of_string(css, at)
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return at


def _selectors(prelude: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(prelude):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(prelude[start:at].strip())
            start = at + 1
    return [*parts, prelude[start:].strip()]


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
    kept = []
    for prelude, body in _blocks(css):
        if body is None:
            if not prelude.startswith("@charset"):
                kept.append(f"{prelude};" if prelude else "")
        elif prelude.startswith(_NESTING):
            inner = cut_style_sheet(body, names)
            if inner:
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@font-face"):
            if (
                "awesome" not in body.lower()
                and "awesome" not in urllib.parse.unquote(body).lower()
            ):
                kept.append(f"{prelude}{{{body}}}")
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        else:
            able = [s for s in _selectors(prelude) if _can_apply(s, names)]
            if able:
                kept.append(f"{','.join(able)}{{{body}}}")
    return "".join(kept)


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


def remove_unused(static: Path) -> None:
    """Delete copied files that no page loads: source maps, the icon script, live kernels."""
    for pattern in (
        "**/*.map",
        "scripts/fontawesome.js*",
        "scripts/bootstrap.js*",
        "locales/**/*",
        "sphinx-thebe.*",
        "vendor/fontawesome/**/*",
        "webpack-macros.html",
        "sbt-webpack-macros.html",
    ):
        for path in static.glob(pattern):
            if path.is_file():
                path.unlink()
