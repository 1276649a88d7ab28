"""Figures: headline, picture, notes and sources, caption, in this order."""

from bs4 import Tag

from transit.publishing.print.normalise.elements import unwrap_paragraphs, value
from transit.publishing.print.normalise.page import Page

_KEY = ".chart-explained"
_SOURCES = ".transit-source, .chart-source, p.source, .figure-source"
_CHARTS = ["transit-chart", "chart"]


def set_figures(page: Page) -> None:
    """Leave of each figure its headline, pictures, notes, sources and caption.

    An empty one, as that of a chart that only a script draws, is told.
    """
    for figure in page.body.find_all("figure"):
        table = figure.find("table")
        if table is not None and not figure.find("img"):
            _give_to_table(page, figure, table)
        else:
            _set_figure(page, figure)
    for image in page.body.find_all("img"):
        if image.find_parent("figure") is None and image.find_parent("p") is None:
            _frame(page, image)


def _set_figure(page: Page, figure: Tag) -> None:
    number = value(figure, "data-number")
    caption = figure.find("figcaption")
    images = [image.extract() for image in figure.find_all("img")]
    headline = [paragraph.extract() for paragraph in figure.select(".chart-headline")]
    key = [paragraph.extract() for paragraph in figure.select(_KEY)]
    figure.attrs = {"data-number": number} if number else {}
    source = [paragraph.extract() for paragraph in figure.select(_SOURCES)]
    if caption is not None:
        legend = caption.select_one(".legend")
        if legend is not None:
            source.extend(paragraph.extract() for paragraph in legend.find_all("p"))
        caption.extract()
        caption.attrs = {}
        unwrap_paragraphs(caption)
    if not images:
        if not figure.get_text(strip=True):
            page.tell("losses", figure, f"{number or 'a figure'} has no picture; a chart that only "
                      "a script draws cannot be printed, so its caption stands alone")  # fmt: skip
        _leave_words(page, figure, caption)
        return
    figure.clear()
    figure.extend([page.line("headline", paragraph) for paragraph in headline])
    figure.extend(images)
    figure.extend([page.line("key", paragraph) for paragraph in key])
    figure.extend([page.line("source", paragraph) for paragraph in source])
    if caption is not None:
        figure.append(caption)
    page.counts["figures"] += 1


def _leave_words(page: Page, figure: Tag, caption: Tag | None) -> None:
    """Leave of a figure without a picture what it says."""
    figure.name = "div"
    figure.attrs = {}
    if caption is not None:
        caption.name = "p"
        figure.append(caption)
    mark = page.new("span")
    figure.insert(0, mark)
    page.ids.move(figure, mark)


def _give_to_table(page: Page, figure: Tag, table: Tag) -> None:
    """Give a table in a figure the figure's number and caption."""
    number = value(figure, "data-number")
    caption = figure.find("figcaption")
    if number:
        table["data-number"] = number
    if caption is not None:
        unwrap_paragraphs(caption)
        caption.name = "caption"
        caption.attrs = {}
        old = table.find("caption")
        if old is not None:
            old.decompose()
        table.insert(0, caption.extract())
    page.ids.move(figure, table)
    source = [paragraph.extract() for paragraph in figure.select(_SOURCES)]
    figure.name = "div"
    figure.attrs = {}
    figure.extend([page.line("source", paragraph) for paragraph in source])


def _frame(page: Page, image: Tag) -> None:
    """Make a figure of a picture that stands alone, with the sources of its chart."""
    block = image.find_parent(class_=_CHARTS)
    figure = page.new("figure")
    if block is None:
        image.wrap(figure)
    else:
        figure.extend([page.line("source", paragraph) for paragraph in block.select(_SOURCES)])
        figure.insert(0, image.extract())
        block.replace_with(figure)
    page.counts["figures"] += 1
