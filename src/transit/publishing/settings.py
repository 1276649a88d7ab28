"""The settings of the publishing extension: one table that registers and documents them."""

from dataclasses import dataclass
from typing import Any, Final

from transit.publishing.findings import KINDS, WARN

PREFIX: Final = "transit_"


@dataclass(frozen=True)
class Setting:
    """A setting under ``sphinx: config:`` of ``_config.yml``.

    Attributes
    ----------
    name : str
        Without ``transit_``.
    default : object
        What holds where it is not set.
    about : str
        What it does.
    rebuild : str
        What Sphinx makes anew when it changes: ``html``, ``env`` or nothing.
    """

    name: str
    default: Any
    about: str
    rebuild: Any = ""

    @property
    def key(self) -> str:
        """The name in ``_config.yml``."""
        return PREFIX + self.name


SETTINGS: Final = (
    Setting("policy", WARN,
            "`warn` delivers the book with stand-ins and a summary, `error` stops the build; or one "
            f"of the two for each of {', '.join(f'`{kind}`' for kind in KINDS)}, and `default` for "
            "the others"),
    Setting("print_code", "shown",
            "the code in PDF and EPUB: of the cells that show it open on the site (`shown`), of "
            "`all`, or of `none`", "html"),
    Setting("hosts", [],
            "other hosts that pages may ask for scripts, frames and pictures, as "
            "`https://hypothes.is`; none unless named", "html"),
    Setting("fonts", [], "folders with fonts for print, for characters that no font at hand has"),
    Setting("citation_file", "", "`CITATION.cff`: source of metadata and of the cite box", "html"),
    Setting("data", [], "tables, with their `datapackage.json`, offered as an archive", "html"),
    Setting("rerun", [], "files and folders that a rerun needs, offered with the notebooks and the "
            "package as one archive", "html"),
    Setting("package", "", "project folder of the package that the cells import, where the archive "
            "for a rerun has one; its extras in brackets", "html"),
    Setting("lead_chart", "", "name of the figure that the social picture is made from", "html"),
    Setting("volumes", [],
            "volumes of the PDF, each with `name`, `file` and `documents`; one unless named"),
    Setting("index", "", "file of the names in the index of the PDF, with their forms"),
    Setting("execution_depends", [], "files and folders on which the outputs of cells depend"),
    Setting("execution_jobs", 0, "notebooks executed at a time; 0: as many as there are cores"),
    Setting("execution_preload", [], "modules that kernels find imported, and functions (`module:name`) that have been called there"),
    Setting("link_glossary", True, "link the first use of each glossary term on a page", "env"),
    Setting("chart_table_rows", 100, "most rows shown in the data table of a chart", "html"),
    Setting("dark_ground", "#14181e", "the ground of charts in the dark theme", "html"),
    Setting("site_branch", "gh-pages", "branch the site is published from, for Colab", "html"),
    Setting("search_weights", {}, "weights of pages in search results, by address"),
    Setting("search_aliases", {}, "words that readers may search for, and the book's own for them"),
)  # fmt: skip
"""Every setting that a book may make; paths are relative to the folder of the chapters."""

MADE_BY_BUILD: Final = (
    Setting("pdf", [], "the PDFs, each with file, name and what it holds", "html"),
    Setting("epub", "", "the EPUB", "html"),
    Setting("findings", None, "where findings are noted"),
)
"""What ``transit build`` sets itself."""

_NAMED = {str: "text", bool: "yes or no", int: "number", list: "list", dict: "keys and values"}


def table() -> list[dict[str, str]]:
    """Return the settings as rows of words: name, kind, default and what each does.

    Examples
    --------
    >>> table()[1]["setting"], table()[1]["default"]
    ('transit_print_code', 'shown')
    """
    return [
        {
            "setting": setting.key,
            "value": "text, or keys and values" if setting.name == "policy"
            else _NAMED[type(setting.default)],
            "default": _written(setting.default),
            "what it does": setting.about,
        }
        for setting in SETTINGS
    ]  # fmt: skip


def _written(default: Any) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return str(default) if default else "0" if default == 0 else "–"
