"""What was taken for what: a page of it for the terminal, and as HTML."""

from __future__ import annotations

from collections import Counter
from html import escape

from transit.reading.assembly import CALL
from transit.reading.document import CALL_BASE, KINDS, Article, Block
from transit.reading.languages import LANGUAGES

_WIDTH = 76
_SHADES = {
    "title": "#e4d9f5",
    "heading": "#cfe0f7",
    "subheading": "#e3edf9",
    "text": "#ffffff",
    "note": "#fdf0cf",
    "reference": "#dff0df",
    "keywords": "#e4d9f5",
}
_OTHER = "#ececec"
_STYLE = """
:root { color-scheme: light }
body { font: 16px/1.5 Georgia, serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem;
  color: #222; background: #fafafa }
.block { margin: .35rem 0; padding: .3rem .6rem; border-left: .3rem solid #0003;
  overflow-wrap: anywhere }
.kind { display: block; font: 12px/1.4 sans-serif; color: #555 }
.out { color: #666; white-space: pre-line; font-size: 14px }
h2 { font: 600 15px sans-serif; margin: 1.5rem 0 .3rem; border-top: 1px solid #ccc }
.doubts { background: #fff3e0; padding: .5rem 1rem }
sup { color: #a04000; font-weight: bold }
"""


def summary_lines(article: Article) -> list[str]:
    """Lines that sum up what was read, and every doubt."""
    words = sum(len(p.text.split()) for p in article.paragraphs)
    language = article.settings.language
    name = LANGUAGES[language].name if language in LANGUAGES else language
    lines = [
        f"title: {article.title or 'not found'}",
        f"language: {name}; pages: {article.pages}; words: about {words:,}",
        f"sections: {len(article.sections)}, paragraphs: {len(article.paragraphs)}, "
        f"notes: {len(article.notes)}, references: {len(article.references)}, "
        f"citations of them: {sum(c.count for c in article.citations)}",
        "",
    ]
    for section in article.sections:
        size = sum(len(p.text.split()) for p in section.paragraphs)
        lines.append(
            f"  {section.setting.id:40} p. {section.page:<4} {len(section.paragraphs):3} "
            f"paragraphs {size:6,} words  “{section.setting.heading}”"
        )
    return lines


def doubt_lines(article: Article) -> list[str]:
    """Everything that reading is not certain of, by page and line."""
    if not article.doubts:
        return ["Nothing is doubtful."]
    doubts = sorted(article.doubts, key=lambda doubt: (doubt.page, doubt.line))
    return [f"Doubtful ({len(doubts)}):", *(f"  {doubt}" for doubt in doubts)]


def preview_lines(article: Article) -> list[str]:
    """Everything in reading order, one line each, with what it was taken for."""
    lines = [*summary_lines(article), ""]
    page = 0
    for block in article.blocks:
        if block.page != page:
            page = block.page
            lines.append(f"-- page {page} " + "-" * 60)
        text = " ".join(_called(block.text).split())
        shown = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
        lines.append(f"{block.kind:>13} | {shown}")
    return [*lines, "", *doubt_lines(article)]


def preview_html(article: Article) -> str:
    """The whole article as one HTML page, each piece marked with what it was taken for.

    It holds the article's text: for reading beside the original, not for publishing.
    """
    counts = Counter(block.kind for block in article.blocks)
    legend = ", ".join(f"{KINDS[kind]} ({counts[kind]})" for kind in KINDS if counts[kind])
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(article.settings.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(article.title or article.source.name)}: what was taken for what</title>",
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{escape(article.title or article.source.name)}</h1>",
        f"<p>{escape(legend)}. Only running text is counted. This page holds the text of the "
        "article; it is for reading beside the original, not for publishing.</p>",
        f"<pre>{escape(chr(10).join(summary_lines(article)))}</pre>",
        f'<div class="doubts">{"<br>".join(map(escape, doubt_lines(article)))}</div>',
    ]
    page = 0
    for block in article.blocks:
        if block.page != page:
            page = block.page
            parts.append(f"<h2>page {page}</h2>")
        parts.append(_div(block))
    return "\n".join([*parts, "</body></html>", ""])


def _div(block: Block) -> str:
    shade = _SHADES.get(block.kind, _OTHER)
    counted = "" if block.kind in _SHADES else " out"
    line = f", line {block.line}" if block.line else ""
    text = escape(_called(block.text)).replace("⟨", "<sup>").replace("⟩", "</sup>")
    return (
        f'<div class="block{counted}" style="background:{shade}"><span class="kind">'
        f"{escape(KINDS[block.kind])}{line}</span>{text}</div>"
    )


def _called(text: str) -> str:
    return CALL.sub(lambda mark: f"⟨{ord(mark[0]) - CALL_BASE}⟩", text)
