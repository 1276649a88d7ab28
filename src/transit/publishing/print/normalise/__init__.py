"""Sphinx's single-page HTML as plain, unambiguous HTML for print.

Sphinx writes a page to be read in a browser: with header links, code cells, buttons, a
table behind every chart, and ids that are unique only within each source document. What
this package returns holds the text, the notes, the figures and the tables alone, with ids
that are unique in the book and links that all have a target, in the small vocabulary of
elements and ``data-`` attributes that the PDF and the EPUB are made from.

Each step is a function that changes the page; `PASSES` has them in their order.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from transit.errors import TransitError
from transit.publishing.contents import Counts
from transit.publishing.findings import STRICT, Findings
from transit.publishing.print.normalise.bibliography import set_bibliography
from transit.publishing.print.normalise.blocks import set_boxes, set_lists, set_marks
from transit.publishing.print.normalise.cleaning import (
    drop_empty_sections,
    number_captions,
    strip_furniture,
)
from transit.publishing.print.normalise.colours import note_colours
from transit.publishing.print.normalise.counting import count_in, count_out
from transit.publishing.print.normalise.figures import set_figures
from transit.publishing.print.normalise.formulas import set_formulas
from transit.publishing.print.normalise.headings import set_headings
from transit.publishing.print.normalise.index import mark_index
from transit.publishing.print.normalise.links import resolve_links
from transit.publishing.print.normalise.listings import set_listings
from transit.publishing.print.normalise.notes import gather_notes
from transit.publishing.print.normalise.page import ALL, NONE, SHOWN, Chapter, Page
from transit.publishing.print.normalise.pictures import choose_forms, gather_pictures
from transit.publishing.print.normalise.structure import collect_ids, mark_documents
from transit.publishing.print.normalise.tables import set_tables
from transit.publishing.print.normalise.volumes import choose_documents, number_chapters
from transit.publishing.print.normalise.writing import (
    flatten,
    hold_backslashes,
    serialise,
    set_apostrophes,
)
from transit.publishing.volumes import WHOLE, Volume

__all__ = ["ALL", "NONE", "PASSES", "SHOWN", "Chapter", "Normalised", "normalise"]

PASSES: tuple[Callable[[Page], None], ...] = (
    # Where things stand, before anything is taken out: documents, and the ids within them.
    mark_documents,
    collect_ids,
    number_chapters,
    mark_index,
    choose_documents,
    note_colours,
    strip_furniture,
    number_captions,
    count_in,
    # Each kind of content. Pictures need the ids of figures, boxes come before those in them.
    gather_pictures,
    choose_forms,
    gather_notes,
    set_formulas,
    set_listings,
    set_headings,
    set_tables,
    set_boxes,
    set_figures,
    set_lists,
    set_marks,
    # Links need every target in its last place, and the bibliography the links that cite.
    resolve_links,
    set_bibliography,
    drop_empty_sections,
    count_out,
    flatten,
    set_apostrophes,
    hold_backslashes,
)
"""The steps from Sphinx's page to plain HTML, in their order."""


@dataclass
class Normalised:
    """The book as plain HTML.

    Attributes
    ----------
    html : str
        The body of the book: headings, paragraphs, figures, tables and, at the end,
        the notes, which their references name in ``data-note``.
    folder : Path
        Where the pictures named in `html` are.
    chapters : list of Chapter
        The documents in reading order.
    figures, tables, notes, equations : int
        How many of each there are.
    lead : Path or None
        The first picture of the first document, for the cover.
    external : list of str
        The addresses outside the book that links lead to.
    contents : Counter
        What there is of each of :data:`transit.publishing.contents.KINDS`.
    """

    html: str
    folder: Path
    chapters: list[Chapter]
    figures: int = 0
    tables: int = 0
    notes: int = 0
    equations: int = 0
    lead: Path | None = None
    external: list[str] = field(default_factory=list)
    contents: Counts = field(default_factory=Counter)


def normalise(
    singlehtml: Path | str,
    folder: Path | str,
    *,
    parts: Sequence[tuple[str, Sequence[str]]] = (),
    url: str | None = None,
    root: str = "index",
    title: str | None = None,
    root_title: str | None = None,
    findings: Findings | None = None,
    code: str = SHOWN,
    narrow: bool = False,
    volume: Volume = WHOLE,
    volumes: Sequence[Volume] = (WHOLE,),
    names: Mapping[str, Sequence[str]] | None = None,
) -> Normalised:
    """Return the book that Sphinx wrote to `singlehtml` as plain HTML.

    Parameters
    ----------
    singlehtml : path
        The output folder of Sphinx's ``singlehtml`` builder, or its HTML file.
    folder : path
        Where to put the pictures.
    parts : sequence of (caption, documents), optional
        The parts of the book and the names of the documents in each.
    url : str, optional
        The address of the published site: relative links to other files are made
        absolute with it. Without it their text stays and the link goes.
    root : str
        The name of the first document.
    findings : Findings, optional
        Where to note what is amiss and has a stand-in; without it each is an error.
    code : str
        Whose cells' code stays: of those that `SHOWN` open on the site, of `ALL` or of `NONE`.
    narrow : bool
        Whether a chart that has a form for phones has this form.
    title, root_title : str, optional
        Where the first document's title is `title`, the book's, call it `root_title`.
    volume, volumes : Volume, sequence of Volume, optional
        The volume to return, and all that the book has.
    names : mapping, optional
        The names for the index, with their forms in the text; without it nothing is marked.

    Raises
    ------
    TransitError
        If there is no such page, or one without a section; and for what is found amiss where
        nothing is to note it.
    """
    source, folder = Path(singlehtml), Path(folder)
    if source.is_dir():
        source = source / f"{root}.html"
    if not source.is_file():
        raise TransitError(f"{source}: no such page; run Sphinx's singlehtml builder first")
    folder.mkdir(parents=True, exist_ok=True)
    strict = findings is None
    findings = Findings(STRICT) if findings is None else findings
    page = Page.read(
        source, folder, parts=parts, url=url, root=root, findings=findings, code=code, narrow=narrow,
        title=title, root_title=root_title, volume=volume, volumes=volumes, names=names,
    )  # fmt: skip
    for step in PASSES:
        step(page)
    if strict:
        findings.stop(f"{source}: the page has faults")
    return Normalised(
        html=serialise(page),
        folder=folder,
        chapters=page.chapters,
        figures=page.counts["figures"],
        tables=page.counts["tables"],
        notes=page.counts["notes"],
        equations=page.counts["equations"],
        lead=page.lead,
        external=page.external,
        contents=page.contents,
    )
