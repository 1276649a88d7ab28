"""A Jupyter Book as a printed book: PDF and EPUB from one page of HTML.

`build_pdf` and `build_epub` start from the output of Sphinx's ``singlehtml`` builder.
Nothing but pip packages is needed: pandoc and Typst come as wheels, the fonts with Typst
and with this package.
"""

from transit.publishing.meta import Meta
from transit.publishing.print.epub import build_epub
from transit.publishing.print.normalise import Normalised, normalise
from transit.publishing.print.pdf import build_pdf

__all__ = ["Meta", "Normalised", "build_epub", "build_pdf", "normalise"]
