"""Everything that a report on an article needs, written at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import pandas as pd

from transit import article as tables
from transit import evidence, reading
from transit.article.schema import resource
from transit.citations.bibtex import load_works
from transit.display.figure import NARROW, WIDE
from transit.errors import TransitError
from transit.files import replacing, write
from transit.reading.assembly import slug_of, take_references
from transit.report.general import Section, Whole, ready
from transit.report.new.missing import AUTHOR, DOUBTFUL, EXAMPLE
from transit.report.new.proposing import propose_terms

if TYPE_CHECKING:
    from transit.corpus import Corpus

_TEMPLATES = resources(__package__) / "templates"
_LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
NOTICE = (
    "The text of the article is not copied into the report: it may be under copyright. What is "
    "published are counts, sorted and without order, from which no sentence can be read back."
)


@dataclass(frozen=True)
class Begun:
    """What was made: the folder, and the article as it was read."""

    folder: Path
    article: reading.Article


def begin(
    folder: str | Path,
    source: str | Path,
    bibliography: str | Path | None = None,
    reference: str | Path | None = None,
) -> Begun:
    """Begin a report on an article, complete enough to be built at once.

    Parameters
    ----------
    folder : path-like
        The new project; it must not exist, or be empty.
    source : path-like
        The article, of any format that `transit.reading.read_article` knows. It is not copied.
    bibliography : path-like, optional
        A BibTeX file of works that the article cites. Without it the article's own list of
        references is written as one, as far as it can be read.
    reference : path-like, optional
        A corpus of `transit.corpus`, whose articles of the same language tell what is particular
        to this one; the language at large does otherwise.

    Returns
    -------
    Begun

    Raises
    ------
    TransitError
        If the folder is not empty or the article cannot be read; then nothing is written.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TransitError(f"{folder}: exists and is not empty; name a new folder")
    settings = reading.Settings(notes_complete=False)
    article = reading.read_article(source, settings)
    works = None
    compared = _corpus(reference, article) if reference is not None else None
    if bibliography is not None:
        if not article.references:
            take_references(article, bibliography)
        works = load_works(bibliography) if article.notes else None
    with replacing(folder) as root:
        _csv(root / "data" / "article" / "terms.csv", propose_terms(article, compared))
        _write_data(root, article, works, bibliography)
        _write_bibliography(root, article, bibliography)
        _write_texts(root, article)
        _write_book(root, article)
        evidence.renew(root / "data")
    return Begun(folder, article)


def _corpus(reference: str | Path, article: reading.Article) -> Corpus:
    from transit import corpus

    return corpus.load(reference, article.settings.language)


def _write_data(
    root: Path,
    article: reading.Article,
    works: list[Any] | None,
    bibliography: str | Path | None,
) -> None:
    place = root / "data" / "article"
    language = article.settings.language
    markers = _TEMPLATES / f"markers-{language}.csv"
    if markers.is_file():
        write(place / "markers.csv", markers.read_text("utf-8"))
    else:
        _csv(place / "markers.csv", pd.DataFrame(columns=tables.columns("markers")))
    _csv(place / "lemmas.csv", pd.DataFrame(columns=tables.columns("lemmas")))
    built = reading.build(article, reading.load_lists(place), works)
    for name, content in built.items():
        write(place / name, content)
    write(place / "article.toml", "\n".join(_settings(article, bibliography)) + "\n")
    first = article.paragraphs[0]
    claim = {
        "claim": f"C-{article.sections[0].setting.abbr}-01",
        "section": first.section,
        "paragraph": first.id,
        "text": f"{EXAMPLE}: the article is divided into sections.",
        "kind": "count",
        "verdict": "supported",
        "reason": f"It has {len(article.sections)}; see data/article/sections.csv. Replace this "
        "row by the article’s claims, in your words.",
    }
    ledger = json.loads((_TEMPLATES / "claims.json").read_text("utf-8"))
    fields = [field["name"] for field in ledger["schema"]["fields"]]
    _csv(root / "data" / "claims.csv", pd.DataFrame([claim], columns=fields))
    package = _package(article, ledger, place)
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    write(root / "data" / "datapackage.json", text)


def _csv(path: Path, frame: pd.DataFrame) -> None:
    write(path, frame.to_csv(index=False, lineterminator="\n"))


def _package(article: reading.Article, ledger: dict[str, Any], place: Path) -> dict[str, Any]:
    """Return the description of the data: the article's tables and the ledger."""
    listed = (*tables.TABLES, *tables.OPTIONAL, *tables.LISTS)
    names = [name for name in listed if (place / f"{name}.csv").is_file()]
    described = []
    for name in names:
        own = resource(name)
        described.append(
            own
            | {
                "path": f"article/{own['path']}",
                "group": "article",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "licenses": [_LICENCE],
                "sources": [{"title": "Counts derived from the article’s text"}],
            }
        )
    title = _title(article)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug_of(title) or "report",
        "title": f"Data of a report on “{title}”",
        "description": "Counts derived from the text of an article, and the ledger of its claims.",
        "version": "0.1.0",
        "licenses": [_LICENCE],
        "contributors": [{"title": AUTHOR}],
        "resources": [ledger, *described],
    }


def _title(article: reading.Article) -> str:
    return article.title or Path(article.source.name).stem


def _names(article: reading.Article) -> list[str]:
    """Return the report's title, which quotes the article's, and what that has behind a colon."""
    title, *subtitle = _title(article).split(": ", 1)
    return [f"Reading “{title}”", *subtitle]


def _settings(article: reading.Article, bibliography: str | Path | None) -> Iterator[str]:
    """Give the lines of ``article.toml``: what was found, and how sure it is."""
    yield "# What was found in the article by general rules. Change what is wrong, then read again:"
    yield "#     transit read ARTICLE --out data/article"
    yield "#     transit check --renew"
    yield "# See what is taken for what:"
    yield "#     transit read ARTICLE --settings data/article --preview preview.html"
    yield ""
    doubts = sorted(article.doubts, key=lambda doubt: (doubt.page, doubt.line))
    if doubts:
        yield "# What reading was not certain of. Delete a line when you have looked at it."
        yield from (f"{DOUBTFUL}{' '.join(str(doubt).split())}" for doubt in doubts)
        yield ""
    yield "[article]"
    yield f"title = {json.dumps(_title(article), ensure_ascii=False)}"
    yield f"language = {json.dumps(article.settings.language)}"
    yield ""
    yield "[notes]"
    yield "complete = false         # a note may cite no work of the bibliography"
    if bibliography is not None and article.notes:
        yield 'bibliography = "../../references.bib"'
    yield ""
    yield f"# {len(article.sections)} sections were found, by their headings. To decide yourself,"
    yield "# write all of them here, in their order, as:"
    for section in article.sections:
        setting = section.setting
        words = sum(len(p.text.split()) for p in section.paragraphs)
        yield f"# [[section]]              # page {section.page}, about {words:,} words"
        yield f"# id = {json.dumps(setting.id)}"
        yield f"# abbr = {json.dumps(setting.abbr)}"
        yield f"# heading = {json.dumps(setting.heading, ensure_ascii=False)}"


def _write_bibliography(
    root: Path, article: reading.Article, bibliography: str | Path | None
) -> None:
    place = root / "references.bib"
    if bibliography is not None:
        write(place, Path(bibliography).read_text("utf-8-sig"))
        return
    lines = [
        "% The article's references, taken apart by rules of thumb: check each before citing it.",
        "",
    ]
    for reference in article.references:
        if not reference.certain:
            lines += [f"% not certain, left out: {reference.id}", ""]
            continue
        fields = {
            "author": " and ".join(f"{{{name}}}" for name in reference.names),
            "title": f"{{{reference.title}}}",
            "date": reference.year[:4],
            "doi": reference.doi,
            "url": reference.url,
            "langid": "english",
            "keywords": "cited-in-article",
            "annotation": "ARTICLE-ONLY. Taken from the article's list of references.",
        }
        key = slug_of(reference.id).replace("-", "")
        lines.append(f"@misc{{{key},")
        lines += [f"  {name} = {{{_tex(value)}}}," for name, value in fields.items() if value]
        lines += ["}", ""]
    write(place, "\n".join(lines))


def _tex(value: str) -> str:
    for sign in "&%#_$":
        value = value.replace(sign, f"\\{sign}")
    return value


def _write_texts(root: Path, article: reading.Article) -> None:
    """Write what stands beside book and data: read me, citation, licences, tests."""
    today = dt.date.today()
    values = {
        "title": _title(article),
        "name": json.dumps(_names(article)[0], ensure_ascii=False),
        "cited": json.dumps(": ".join(_names(article)), ensure_ascii=False),
        "article": json.dumps(_title(article), ensure_ascii=False),
        "author": AUTHOR,
        "today": today.isoformat(),
        "year": str(today.year),
        "language": article.settings.language,
        "notice": NOTICE,
    }
    for name, place in (
        ("README.md", "README.md"),
        ("CITATION.cff", "CITATION.cff"),
        ("LICENSE", "LICENSE"),
        ("LICENSE-CONTENT", "LICENSE-CONTENT"),
        ("Makefile", "Makefile"),
        ("config.yml", "_config.yml"),
        ("tests.txt", "tests/test_report.py"),
        ("gitignore", ".gitignore"),
    ):
        write(root / place, _filled(name, values))


def _filled(name: str, values: dict[str, str]) -> str:
    return Template((_TEMPLATES / name).read_text("utf-8")).substitute(values)


def _write_book(root: Path, article: reading.Article) -> None:
    book = root / "book"
    title = _title(article)
    whole = ready(root)
    charts = "".join(_whole_charts(whole))
    values = {"title": title, "authors": _by(article), "charts": charts, "notice": NOTICE}
    values |= {"name": _names(article)[0]}
    write(book / "index.md", _filled("index.md", values))
    ids = [section.setting.id for section in article.sections]
    for name in ids:
        write(book / f"{name}.md", _page(whole, name))
    appendices = ["terms", "claims", "methods", "data"]
    if article.references:
        appendices.insert(2, "references")
    repaired = len(whole.article.repairs) > 0
    repairs = _cell("whole.repair_table()") if repaired else "Nothing had to be repaired.\n"
    values = {"notice": NOTICE, "repairs": repairs}
    for name in appendices:
        write(book / "appendices" / f"{name}.md", _filled(f"{name}.md", values))
    lines = ["format: jb-book", "root: index", "parts:", "  - caption: The article"]
    lines += ["    chapters:", *(f"      - file: {name}" for name in ids)]
    lines += ["  - caption: Appendices", "    chapters:"]
    lines += [f"      - file: appendices/{name}" for name in appendices]
    write(book / "_toc.yml", "\n".join(lines) + "\n")


def _by(article: reading.Article) -> str:
    return (
        f"by {', '.join(article.authors)}" if article.authors else "whose authors are to be named"
    )


def _whole_charts(whole: Whole) -> Iterable[str]:
    caption = "Where the most frequent terms stand, paragraph by paragraph."
    yield from _figure("whole.terms_chart", whole.terms_chart, "fig-terms", caption)
    if len(whole.article.markers):
        yield _cell("whole.stance_table()")


def _page(whole: Whole, name: str) -> str:
    """Return the page of a section: with those charts and tables that its words allow."""
    chapter = Section(whole, name)
    charts: list[str] = []
    if chapter.compared:
        caption = "Terms that the section uses more or less often than the others."
        charts += _figure(
            "chapter.keyness_chart", chapter.keyness_chart, f"fig-{name}-keyness", caption
        )
    caption = "Where the section’s most frequent terms stand in the whole article."
    charts += _figure("chapter.terms_chart", chapter.terms_chart, f"fig-{name}-terms", caption)
    sources = []
    if len(chapter.notes):
        sources.append(_cell("chapter.plain_note_table()"))
    article = chapter.article
    own = article.paragraphs.loc[article.paragraphs["section"].eq(name), "paragraph"]
    if article.citations["paragraph"].isin(own).any():
        sources.append(_cell("chapter.reference_table()"))
    values = {
        "name": name,
        "heading": chapter.headings[name],
        "charts": "".join(charts),
        "sources": "".join(sources) or "The section has no notes and cites no entry of a list.\n",
    }
    return _filled("section.md", values)


def _figure(call: str, draw: Any, name: str, caption: str) -> Iterator[str]:
    """Give the cell of a chart, if what it draws can be drawn."""
    try:
        figure = draw()
        for width in (WIDE, NARROW):
            figure.to_dict(width)
    except (TransitError, ValueError):
        return
    yield (
        "\n```{code-cell} ipython3\n---\ntags: [hide-input]\nmystnb:\n  figure:\n"
        f"    name: {name}\n    caption: |\n      {caption}\n---\n{call}()\n```\n"
    )


def _cell(call: str) -> str:
    return f"\n```{{code-cell}} ipython3\n:tags: [hide-input]\n\n{call}\n```\n"
