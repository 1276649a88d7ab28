"""The methods as tables: repairs of the text, worked examples, settings, rules, software."""

import importlib.metadata
import inspect
import re
import tomllib
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pandas as pd

from transit.article import labels
from transit.display.tables import Markup, Table, show_table
from transit.errors import TransitError
from transit.evidence.verdicts import parse_call, verdict_functions
from transit.report.works import link_keys
from transit.terms.examples import variants, worked_examples

KINDS = labels("repairs", "kind")
"""Kinds of repair and what each means."""

MINUS = "\N{MINUS SIGN}"

THRESHOLDS = ("at_least", "below", "by", "margin", "most", "ratio", "times", "turnout",
              "winner_share", "window", "within")  # fmt: skip
"""Arguments of a test that set where it draws the line; the others say what is claimed."""

PURPOSES = {
    "altair": "charts",
    "beautifulsoup4": "pages read again for print",
    "bibtexparser": "the bibliography",
    "frictionless": "tables held against their description",
    "ipykernel": "execution of the chapters",
    "jupyter-book": "the book",
    "jupyterlab": "chapters opened as notebooks",
    "jupytext": "chapters as text and as notebooks",
    "lxml": "pages and EPUB",
    "networkx": "layout of networks",
    "numpy": "arithmetic and random numbers",
    "pandas": "tables",
    "pypandoc-binary": "formulas, PDF and EPUB",
    "scipy": "distributions and fits",
    "simplemma": "lemmas",
    "tinycss2": "style sheets read for the site",
    "typst": "PDF",
    "vl-convert-python": "charts as pictures",
    "wordfreq": "rates of general English",
}
"""What each package that the report asks for is used for."""


def repair_table(repairs: pd.DataFrame, caption: str | None = None) -> Table:
    """Return every kind of repair with its meaning, how often it was made, and instances.

    Parameters
    ----------
    repairs : DataFrame
        Columns kind, page, what, repaired, count; ``ArticleTables.repairs``.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        One row per kind, in the order of the article's schema.

    Raises
    ------
    TransitError
        If a kind is not known.
    """
    _known_kinds(repairs)
    rows = []
    for kind, meaning in KINDS.items():
        own = repairs[repairs["kind"].eq(kind)]
        if own.empty:
            continue
        total = own.groupby(["what", "repaired"], sort=False, dropna=False)["count"].sum()
        total = total.sort_values(ascending=False, kind="stable")
        rows.append(
            {
                "kind": kind,
                "meaning": meaning,
                "count": int(own["count"].sum()),
                "instances": "; ".join(_change(*pair) for pair in total.index[:2]),
            }
        )
    return show_table(
        pd.DataFrame(rows),
        columns={"kind": "Kind", "meaning": "What it is", "count": "Times",
                 "instances": "For instance"},
        caption=caption,
    )  # fmt: skip


def repair_pages_table(repairs: pd.DataFrame, caption: str | None = None) -> Table:
    """Return how often each kind of repair was made on each page.

    Parameters
    ----------
    repairs : DataFrame
        As in `repair_table`.
    caption : str, optional
        The table's caption.

    Raises
    ------
    TransitError
        If a kind is not known.
    """
    _known_kinds(repairs)
    wide = repairs.pivot_table(index="kind", columns="page", values="count", aggfunc="sum")
    wide = wide.reindex([kind for kind in KINDS if kind in wide.index])
    wide["all"] = wide.sum(axis="columns")
    pages = {page: f"p. {page}" if page != "all" else "All" for page in wide.columns}
    wide = wide.reset_index()
    return show_table(
        wide,
        columns={"kind": "Kind", **pages},
        formats=dict.fromkeys(pages, "{:.0f}".format),
        caption=caption,
        missing="",
    )


def _known_kinds(repairs: pd.DataFrame) -> None:
    unknown = sorted(set(repairs["kind"]) - set(KINDS))
    if unknown:
        raise TransitError(f"data/article/repairs.csv: no kind of repair is called {unknown[0]!r}")


_INVISIBLE = {"U+0020": "space", "U+000A": "line end"}


def _change(what: str, repaired: str) -> str:
    return f"{_INVISIBLE.get(what, what)} → {_INVISIBLE.get(repaired, repaired) or 'taken out'}"


def example_table(
    family: str, labels: pd.Series, caption: str | None = None, page: str = "bibliography.html"
) -> Table:
    """Return the worked examples of a family: published values beside those computed now.

    Parameters
    ----------
    family : str
        A family of `transit.terms.examples.FAMILIES`.
    labels : Series
        Labels by bibliography key; see `transit.report.works.load_labels`.
    caption : str, optional
        The table's caption.
    page : str
        The bibliography's page, relative to the page of the table.

    Raises
    ------
    TransitError
        If a computed value does not round to the published one: the report does not print a
        statistic that fails its example.
    """
    frame = worked_examples(family)
    wrong = frame[~frame["agrees"]]
    if len(wrong):
        row = wrong.iloc[0]
        raise TransitError(
            f"{row['family']}, {row['statistic']}: {row['computed']} does not agree with the "
            f"published {row['printed']}"
        )
    digits = [len(text.partition(".")[2]) for text in frame["printed"]]
    frame["shown"] = [
        f"{value:,.{min(n + 2, 10)}f}".replace("-", MINUS)
        for value, n in zip(frame["computed"], digits, strict=True)
    ]
    frame["cited"] = [
        _cited(*row, labels, page)
        for row in frame[["origin", "source", "where"]].itertuples(index=False)
    ]
    return show_table(
        frame,
        columns={"statistic": "Statistic", "example": "Example", "printed": "Published",
                 "shown": "Computed", "cited": "Published in"},
        formats={"printed": lambda text: text.replace("-", MINUS), "cited": Markup},
        caption=caption,
        css_class="examples",
    )  # fmt: skip


def _cited(origin: str, source: str, where: str, labels: pd.Series, page: str) -> str:
    if origin == "by hand":
        return f"by hand: {escape(where)}"
    work = str(link_keys(source, labels, page)) if source else ""
    return ", ".join(filter(None, (work, escape(where))))


def variant_table(caption: str | None = None) -> Table:
    """Return what tools that disagree give for one example, and what the report takes.

    Parameters
    ----------
    caption : str, optional
        The table's caption.
    """
    frame = variants()
    frame["shown"] = [f"{value:.3f}".replace("-", MINUS) for value in frame["value"]]
    again = frame.duplicated("statistic")
    frame.loc[again, ["statistic", "example"]] = ""
    return show_table(
        frame,
        columns={"statistic": "Statistic", "example": "Example", "variant": "Variant",
                 "tools": "Followed by", "shown": "Value", "taken": "Here"},
        formats={"taken": lambda taken: "taken" if taken else ""},
        caption=caption,
    )  # fmt: skip


def settings_table(
    settings: Sequence[tuple[str, Callable, dict[str, str]]], caption: str | None = None
) -> Table:
    """Return the values that analyses use where nothing else is said.

    Parameters
    ----------
    settings : sequence of (str, callable, dict)
        For each analysis its name, the function, and for each of the function's arguments what
        it means.
    caption : str, optional
        The table's caption.

    Raises
    ------
    TransitError
        If a function has no such argument, or the argument no default.
    """
    rows = []
    for analysis, function, arguments in settings:
        for name, meaning in arguments.items():
            value = default(function, name)
            value = f"{value:,}" if isinstance(value, int) else str(value)
            rows.append({"analysis": analysis, "meaning": meaning, "value": value})
    return show_table(
        pd.DataFrame(rows),
        columns={"analysis": "Analysis", "meaning": "Setting", "value": "Value"},
        caption=caption,
    )


def default(function: Callable, name: str) -> object:
    """Return the default of an argument.

    Raises
    ------
    TransitError
        If the function has no such argument, or the argument no default.
    """
    parameters = inspect.signature(function).parameters
    value = parameters[name].default if name in parameters else inspect.Parameter.empty
    if value is inspect.Parameter.empty:
        raise TransitError(f"{function.__name__} has no argument {name!r} with a default")
    return value


def rule_table(claims: pd.DataFrame, caption: str | None = None) -> Table:
    """Return the tests that decide claims: the rule of each and its thresholds in the ledger.

    Parameters
    ----------
    claims : DataFrame
        Column test, a call or missing; ``Evidence.claims``.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        One row per test that is used, in alphabetical order, searchable: its name with the
        number of rows of the ledger it decides, and its description with the thresholds given
        to it.

    Raises
    ------
    TransitError
        If a call does not parse.
    """
    calls = [parse_call(cell) for cell in claims["test"].dropna()]
    rows = []
    for name in sorted({name for name, _ in calls}):
        given = [arguments for used, arguments in calls if used == name]
        limits = {
            key: sorted({arguments[key] for arguments in given if key in arguments})
            for key in THRESHOLDS
        }
        thresholds = "; ".join(
            f"<code>{key}</code> {', '.join(f'{value:g}' for value in values)}"
            for key, values in limits.items() if values
        )  # fmt: skip
        rows.append({
            "test": f"<code>{name.replace('_', '_<wbr>')}</code><br>"
            f"<small>{len(given)} row{'s' * (len(given) > 1)}</small>",
            "rule": _described(verdict_functions[name])
            + (f"<br><small>Used with {thresholds}.</small>" if thresholds else ""),
        })  # fmt: skip
    return show_table(
        pd.DataFrame(rows),
        columns={"test": "Test", "rule": "What it tests, and when"},
        formats=dict.fromkeys(("test", "rule"), Markup),
        caption=caption,
        facets=[],
    )


def _described(function: Callable) -> str:
    text = " ".join((inspect.getdoc(function) or "").split())
    text = re.sub("^Test (?=w|t)", "", text)
    text = text[:1].upper() + text[1:]
    text = escape(re.sub(r"(?<=\w)'", "\N{RIGHT SINGLE QUOTATION MARK}", text), quote=False)
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)


def bloc_table(seats: pd.DataFrame, meanings: dict[str, str], caption: str | None = None) -> Table:
    """Return the blocs with their meaning and every party put into each.

    Parameters
    ----------
    seats : DataFrame
        Columns election, party, bloc; ``Evidence.seats``.
    meanings : dict of str to str
        What each bloc means; also the order of the rows.
    caption : str, optional
        The table's caption.

    Raises
    ------
    TransitError
        If a bloc has no meaning.
    """
    blocs = seats["bloc"].astype("string")
    unknown = sorted(set(blocs) - set(meanings))
    if unknown:
        raise TransitError(f"data/elections/seats.csv: bloc {unknown[0]!r} is not explained")
    rows = []
    for bloc, meaning in meanings.items():
        own = seats[blocs.eq(bloc)]
        if own.empty:
            continue
        years = own["election"].astype("string").str[1:]
        parties = years.groupby(own["party"].astype("string"), sort=False).agg(", ".join)
        rows.append(
            {
                "bloc": bloc,
                "meaning": meaning,
                "parties": "; ".join(f"{party} ({when})" for party, when in parties.items()),
            }
        )
    return show_table(
        pd.DataFrame(rows),
        columns={"bloc": "Bloc", "meaning": "What it means", "parties": "Who is in it, and when"},
        caption=caption,
    )


def version_table(
    series: pd.DataFrame, values: pd.DataFrame, labels: pd.Series, caption: str | None = None,
    page: str = "bibliography.html",
) -> Table:  # fmt: skip
    """Return the versions of data that the country series come from.

    Bounds are those of the measurement model, where the source gives them (`pemstein2025vdem`).

    Parameters
    ----------
    series : DataFrame
        Columns series, version, source; ``Evidence.series``.
    values : DataFrame
        Columns series, year, value, low; ``Evidence.indicators``.
    labels : Series
        Labels by bibliography key.
    caption : str, optional
        The table's caption.
    page : str
        The bibliography's page, relative to the page of the table.
    """
    known = values[values["value"].notna()]
    spans = known.groupby("series")["year"].agg(["min", "max"])
    bounded = set(known.loc[known["low"].notna(), "series"])
    rows = []
    for version, own in series.groupby(series["version"].astype("string"), sort=True):
        names = own["series"].astype("string")
        first, last = spans.loc[names, "min"].min(), spans.loc[names, "max"].max()
        rows.append({
            "version": version, "series": len(names),
            "years": f"{first}–{last}" if first < last else str(first),
            "bounds": int(names.isin(bounded).sum()),
            "source": ";".join(dict.fromkeys(own["source"].astype("string"))),
        })  # fmt: skip
    return show_table(
        pd.DataFrame(rows),
        columns={"version": "Version", "series": "Series", "years": "Years",
                 "bounds": "With bounds", "source": "Source"},
        formats={"source": lambda cell: link_keys(cell, labels, page)},
        caption=caption,
    )  # fmt: skip


def software_table(root: Path | str, caption: str | None = None) -> Table:
    """Return the packages that the report asks for, as locked, and whether those are installed.

    Parameters
    ----------
    root : path-like
        The folder of ``pyproject.toml`` and ``requirements.txt``.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        One row per package: its name, the versions that the lock allows (more than one where
        they differ between versions of Python), whether the installed one is among them, and
        what it is used for.

    Raises
    ------
    TransitError
        If a package is asked for but not locked, not installed, or has no purpose here.
    """
    root = Path(root)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = locked_versions(root)
    rows = []
    for requirement in project["dependencies"]:
        name = re.match(r"[\w.-]+", requirement)[0]
        if name not in allowed:
            raise TransitError(f"requirements.txt does not lock {name}; run make lock")
        if name not in PURPOSES:
            raise TransitError(f"{name}: say in PURPOSES what it is used for")
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError as error:
            raise TransitError(f"{name} is not installed; install requirements.txt") from error
        rows.append(
            {
                "name": name,
                "versions": " or ".join(allowed[name]),
                "installed": installed in allowed[name],
                "purpose": PURPOSES[name],
            }
        )
    return show_table(
        pd.DataFrame(rows),
        columns={"name": "Package", "purpose": "For", "versions": "Locked version",
                 "installed": "Used here"},
        formats={"installed": lambda same: "yes" if same else "another version"},
        caption=caption,
    )  # fmt: skip


def locked_versions(root: Path | str) -> dict[str, list[str]]:
    """Return the versions that ``requirements.txt`` allows, by package."""
    found: dict[str, list[str]] = {}
    text = (Path(root) / "requirements.txt").read_text(encoding="utf-8")
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, flags=re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def python_versions(root: Path | str) -> str:
    """Return the versions of Python that the report runs on, as "3.11 to 3.13"."""
    project = tomllib.loads((Path(root) / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first, last = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["requires-python"]).groups()
    return f"3.{first} to 3.{int(last) - 1}"
