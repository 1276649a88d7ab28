"""The form of a citation in the text: (Petrov and Gafarly 1998, p. 50)."""

import re
from dataclasses import dataclass
from typing import Any

from pybtex.richtext import Text
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import join, node, reference

from transit.publishing.bibliography.entries import short_names, year
from transit.publishing.bibliography.labels import NBSP


@node
def _names(children: object, data: dict[str, Any], full: bool = False) -> Text:
    return Text(short_names(data["entry"], full=full))


@node
def _year(children: object, data: dict[str, Any]) -> Text:
    return Text(year(data["entry"]))


@node
def _before(children: object, data: dict[str, Any]) -> Text:
    return Text(data["reference_info"].pre_text)


@node
def _locator(children: object, data: dict[str, Any]) -> Text:
    text = data["reference_info"].post_text
    return Text(re.sub(r"\b(pp?|no|vol|ch|art)\. ", rf"\1.{NBSP}", re.sub(r"-{2,}", "–", text)))


@dataclass
class AuthorYearReferences(BaseReferenceStyle):
    """Format citations in the text: (Petrov and Gafarly 1998, p. 50).

    A locator follows the key in braces and a lead precedes it:
    ``{see}petrov1998kurs{p. 50}``. All role names of sphinxcontrib-bibtex are served.
    """

    def role_names(self) -> list[str]:
        """Return the names of the roles."""
        names = ["author", "authors", "authorpar", "authorpars", "cauthor", "cauthors"]
        names += ["p", "ps", "alp", "alps", "t", "ts", "ct", "cts", "empty"]
        return [*names, "year", "yearpar", "label", "labelpar"]

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Return the template that joins several citations."""
        if role_name == "empty":
            return join[""]
        bracketed = role_name.endswith("par") or role_name in {"p", "ps"}
        left, right = ("(", ")") if bracketed else ("", "")
        separator = ", " if role_name in {"t", "ts", "ct", "cts"} else "; "
        return join[left, join(sep=separator)[children], right]

    def inner(self, role_name: str) -> Any:
        """Return the template of one citation."""
        full = role_name.rstrip("r").removesuffix("pa").endswith("s")
        names = _names(full=full)
        if role_name in {"t", "ts", "ct", "cts"}:
            detail = join(sep=" ")[_before, join(sep=", ")[_year, _locator]]
            return reference[join[names, " (", detail, ")"]]
        if "author" in role_name:
            shown = names
        elif "year" in role_name:
            shown = _year
        else:
            shown = join(sep=" ")[names, _year]
        return join(sep=", ")[join(sep=" ")[_before, reference[shown]], _locator]
