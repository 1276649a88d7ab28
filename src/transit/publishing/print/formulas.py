"""Formulas that the compiler of the PDF rejects: their TeX in their place."""

import re
from pathlib import Path

from transit.publishing.findings import Findings

_FORMULA = re.compile(r"/\*tex (.*?)\*/.*?/\*end\*/", re.S)
_PLACE = re.compile(r"error: (.*?)\n\s*┌─ \S*?body\.typ:(\d+):(\d+)")
_DOCUMENT = re.compile(r"^// document: (.*)$", re.M)


_SOURCE = '#raw("{}", lang: "tex")'


def sources_in(path: Path) -> int:
    """Count the formulas that `put_sources` has left their source of."""
    return path.read_text("utf-8").count('lang: "tex")')


def put_sources(path: Path, message: str, findings: Findings) -> bool:
    """Put the TeX of the formulas that the compiler complains of in their place.

    Parameters
    ----------
    path : Path
        The body, in which each formula stands between comments, the first with its TeX.
    message : str
        What the compiler says.
    findings : Findings
        Where the formulas are noted.

    Returns
    -------
    bool
        Whether any was.
    """
    text = path.read_text("utf-8")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    faults: dict[int, tuple[re.Match[str], str]] = {}
    formulas = list(_FORMULA.finditer(text))
    for why, line, column in _PLACE.findall(message):
        at = starts[int(line) - 1] + int(column)
        for formula in formulas:
            if formula.start() <= at < formula.end():
                faults[formula.start()] = formula, why
    for start in sorted(faults, reverse=True):
        formula, why = faults[start]
        tex = formula[1]
        before = _DOCUMENT.findall(text[:start])
        findings.add(
            "mathematics",
            f"the PDF cannot set {tex!r} ({why}); its source stands in its place",
            before[-1] if before else "",
        )
        quoted = tex.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        text = text[:start] + _SOURCE.format(quoted) + text[formula.end() :]
    if faults:
        path.write_text(text, "utf-8", newline="\n")
    return bool(faults)
