"""Macros of TeX: where a book defines them, and formulas written out without them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from transit.pandoc import convert

_DEFINES = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator)\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))"
    r"|\\def\s*(\\[A-Za-z]+)|\\let\s*(\\[A-Za-z]+)"
)
_NAME = re.compile(r"\\[A-Za-z]+")

_SWITCH = re.compile(r"\{\s*\\(rm|bf|it|cal|sf|tt)\b\s*([^{}]*)\}")
_TO_THE_END = re.compile(r"\\(rm|bf|it|cal|sf|tt)\b\s*([^{}&\\]+)$")
_OVER = re.compile(r"\{([^{}]*)\\over\b([^{}]*)\}")
OWN: Final = r"""
\newcommand{\textcolor}[2]{#2}\newcommand{\color}[1]{}\newcommand{\colorbox}[2]{\text{#2}}
\newcommand{\href}[2]{#2}\newcommand{\class}[2]{#2}\newcommand{\cssId}[2]{#2}
\newcommand{\style}[2]{#2}\newcommand{\bbox}[2][]{#2}\newcommand{\enclose}[2]{#2}
\newcommand{\require}[1]{}\newcommand{\hbox}[1]{\text{#1}}\newcommand{\mbox}[1]{\text{#1}}
\newcommand{\mathbbm}[1]{\mathbb{#1}}\newcommand{\mathds}[1]{\mathbb{#1}}
\newcommand{\ensuremath}[1]{#1}\newcommand{\smash}[1]{#1}\newcommand{\vcenter}[1]{#1}
\newcommand{\Bbb}[1]{\mathbb{#1}}\newcommand{\textsc}[1]{\text{#1}}
\newcommand{\vspace}[1]{}\newcommand{\xrightarrow}[2][]{\overset{#2}{\rightarrow}}
\newcommand{\xleftarrow}[2][]{\overset{#2}{\leftarrow}}\newcommand{\Pr}{\operatorname{Pr}}
\newcommand{\lvert}{|}\newcommand{\rvert}{|}\newcommand{\ce}[1]{\mathrm{#1}}
\newcommand{\notag}{}\newcommand{\nonumber}{}\newcommand{\displaylimits}{}
\newcommand{\argmin}{\operatorname*{argmin}}\newcommand{\argmax}{\operatorname*{argmax}}
\newcommand{\bold}[1]{\mathbf{#1}}\newcommand{\N}{\mathbb{N}}\newcommand{\Z}{\mathbb{Z}}
\newcommand{\Q}{\mathbb{Q}}\newcommand{\R}{\mathbb{R}}\newcommand{\C}{\mathbb{C}}
\newcommand{\middle}{}\newcommand{\raise}[1]{}\newcommand{\lower}[1]{}
\newcommand{\phantom}[1]{}\newcommand{\hphantom}[1]{}\newcommand{\vphantom}[1]{}
\newcommand{\cancel}[1]{#1}\newcommand{\boxed}[1]{#1}\newcommand{\tag}[1]{\quad\text{(#1)}}
"""
"""What MathJax knows and pandoc does not, in words that it knows: colours, links and boxes go."""

LOST: Final = re.compile(r"\\(?:textcolor|color|colorbox|cancel|boxed|enclose|bbox)\b")
"""The commands of which `OWN` leaves only what they are applied to."""


def of_config(config: Mapping[str, Any]) -> str:
    r"""Write the macros of a configuration of MathJax as definitions of TeX.

    Parameters
    ----------
    config : mapping
        As MathJax 3 or 2 takes it.

    Examples
    --------
    >>> print(of_config({"tex": {"macros": {"N": r"\mathbb{N}", "floor": [r"\lfloor#1\rfloor", 1]}}}))
    \newcommand{\N}{\mathbb{N}}\newcommand{\floor}[1]{\lfloor#1\rfloor}
    """
    found: dict[Any, Any] = {}
    for group, key in (("TeX", "Macros"), ("tex", "macros")):
        given = (config.get(group) or {}).get(key)
        found.update(given if isinstance(given, Mapping) else {})
    return "".join(_definition(str(name), value) for name, value in found.items())


def _definition(name: str, value: Any) -> str:
    body, *rest = [value] if isinstance(value, str) else list(value)
    count = f"[{rest[0]}]" if rest else ""
    default = f"[{rest[1]}]" if len(rest) > 1 and isinstance(rest[1], str) else ""
    return rf"\newcommand{{\{name}}}{count}{default}{{{body}}}"


def take_definitions(tex: str) -> tuple[str, str]:
    r"""Part a formula from the macros that it defines.

    Returns
    -------
    tuple of str
        The formula without them, and the definitions.

    Examples
    --------
    >>> take_definitions(r"\newcommand{\half}[1]{\frac{#1}{2}} \half{x}")
    ('\\half{x}', '\\newcommand{\\half}[1]{\\frac{#1}{2}}')
    """
    definitions = []
    while match := _DEFINES.search(tex):
        end = match.end()
        if match[0].startswith(r"\let"):
            end += len(re.match(r"\s*=?\s*(\\[A-Za-z]+|.)?", tex[end:])[0])  # type: ignore[index]
        else:
            end = _after_group(tex, end)
        definitions.append(tex[match.start() : end])
        tex = tex[: match.start()] + tex[end:]
    return tex.strip(), "".join(definitions)


def _after_group(tex: str, at: int) -> int:
    """Return where the group in braces ends that follows, its arguments before it skipped."""
    start = tex.find("{", at)
    if start < 0:
        return len(tex)
    depth = 0
    for place in range(start, len(tex)):
        if tex[place] in "{}" and tex[place - 1] != "\\":
            depth += 1 if tex[place] == "{" else -1
            if not depth:
                return place + 1
    return len(tex)


def names_in(definitions: str) -> set[str]:
    """Return the names that definitions define."""
    return {next(filter(None, match.groups())) for match in _DEFINES.finditer(definitions)}


def uses(tex: str, names: Iterable[str]) -> bool:
    """Whether a formula uses any of some macros."""
    return bool(set(_NAME.findall(tex)).intersection(names))


def expand(formulas: Sequence[str], definitions: str) -> list[str]:
    """Write formulas out without the macros that are defined.

    Parameters
    ----------
    formulas : sequence of str
        TeX.
    definitions : str
        Definitions, later ones in the place of earlier ones.

    Returns
    -------
    list of str
        Each formula; one that pandoc cannot read as it was.
    """
    text = definitions + "".join(f"\n\n\\[{_modern(tex)}\\]" for tex in formulas)
    made, _ = convert(text, "--from=latex+latex_macros", "--to=json")
    found = [item["c"][1] for item in _maths(json.loads(made)["blocks"])]
    return found if len(found) == len(formulas) else list(formulas)


def _modern(tex: str) -> str:
    r"""Write what plain TeX switches on or puts between as commands with arguments.

    Examples
    --------
    >>> _modern(r"{\rm d}x {a \over b}")
    '\\mathrm{d}x \\frac{a }{ b}'
    """
    tex = _TO_THE_END.sub(r"\\math\1{\2}", _SWITCH.sub(r"\\math\1{\2}", tex))
    return _OVER.sub(r"\\frac{\1}{\2}", tex)


def _maths(node: Any) -> Iterable[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("t") == "Math":
            yield node
        else:
            yield from _maths(node.get("c"))
    elif isinstance(node, list):
        for child in node:
            yield from _maths(child)
