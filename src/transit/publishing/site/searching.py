"""The search: an index of passages, made from the finished pages, in place of Sphinx's.

Sphinx's index knows words of pages; a reader who searches wants the place.  Here every section and
every entry with a place of its own can be found, those of some pages before those of others.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from transit.files import write
from transit.publishing.site.charts import INTERACTIVE_BUILDERS
from transit.publishing.site.passages import Passage

INDEX = "search-index.js"
PAGE = "search"


def replace_sphinx_search(app: Sphinx) -> None:
    """Have Sphinx write no index of its own, nor name a former one of ours by its checksum."""
    if app.builder.name in INTERACTIVE_BUILDERS:
        app.builder.search = False  # type: ignore[attr-defined]
        Path(app.outdir, "_static", INDEX).unlink(missing_ok=True)


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Ask for the page that Sphinx leaves out with its index."""
    if app.builder.name in INTERACTIVE_BUILDERS:
        yield PAGE, {}, "search.html"


def add_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the search page its scripts."""
    if pagename == PAGE:
        for name in (INDEX, "search.js"):
            app.add_js_file(name, defer="defer")


def search_index(
    passages: Iterable[Passage], weights: Mapping[str, float], aliases: Mapping[str, str]
) -> str:
    """Write the index that `search.js` reads.

    Parameters
    ----------
    passages : iterable of Passage
        What can be found.
    weights : mapping of str to float
        How much a find counts, by pattern of the page's name; the first pattern that fits is
        taken, and 1 where none does.
    aliases : mapping of str to str
        Words, and the words of the book that are meant by them.

    Returns
    -------
    str
        A script that sets ``window.bookIndex``: pages (path, title, weight), passages (place of
        the page, id, further ids, whether it is an entry, title, text) and aliases.
    """
    pages: dict[str, list[Any]] = {}
    rows = []
    passages = list(passages)
    for passage in passages:
        if passage.page not in pages:
            weight = next((w for p, w in weights.items() if fnmatchcase(passage.page, p)), 1)
            pages[passage.page] = [passage.page, passage.page, weight]
        if not passage.place:
            pages[passage.page][1] = passage.title
    order = {name: place for place, name in enumerate(pages)}
    for own in passages:
        rows.append(
            [order[own.page], own.place, list(own.also), int(own.is_entry), own.title, own.text]
        )
    data = {"pages": list(pages.values()), "passages": rows, "aliases": dict(aliases)}
    return f"window.bookIndex = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def write_index(app: Sphinx, passages: Iterable[Passage]) -> None:
    """Write the index of a site."""
    config = app.config
    text = search_index(passages, config.transit_search_weights, config.transit_search_aliases)
    write(Path(app.outdir, "_static", INDEX), text)
