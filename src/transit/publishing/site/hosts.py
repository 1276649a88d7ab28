"""Other hosts: which a page may ask, and what stands in the place of the rest."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from transit.publishing.findings import UNTOLD
from transit.publishing.site.plots import LIVE
from transit.publishing.site.telling import tell

_REMOTE = re.compile(r"(?:https?:)?//", re.I)
_IMAGE = re.compile(r"<img\b[^>]*>", re.I)
_FRAME = re.compile(r"<(iframe|embed|object)\b[^>]*>(?:.*?</\1\s*>)?", re.I | re.S)
_LIVE = re.compile(r"<script\b(?![^>]*(?:\bsrc=|type=[\"']application/(?:ld\+)?json))[^>]*>", re.I)
ASKED = re.compile(r"[\"'](https?://[\w.-]+)/[^\"'\s]*\.(?:m?js|css)\b", re.I)
_CODE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.I | re.S)
_SHOWN = re.compile(r"<(?:img|svg|table|a|math)\b", re.I)
DRAWN_ONLINE = "Here the edition for browsers shows what a script draws."
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")


def is_remote(address: str) -> bool:
    """Whether an address is one of another host."""
    return bool(_REMOTE.match(address.strip()))


def is_allowed(address: str, hosts: Sequence[str]) -> bool:
    """Whether the host of an address is among those that pages may ask.

    Examples
    --------
    >>> is_allowed("https://cdn.hypothes.is/embed.js", ["https://*.hypothes.is"])
    True
    """
    name = urlsplit(address.strip()).netloc.lower()
    for host in hosts:
        allowed = urlsplit(host if "//" in host else f"//{host}").netloc.lower()
        if name == allowed or (allowed.startswith("*.") and name.endswith(allowed[1:])):
            return True
    return False


def tell_remote(address: str, place: nodes.Node) -> None:
    """Tell that a link stands in the place of a picture of another host."""
    tell("pictures", f"the picture {address} is of another host; a link to it stands in its place; "
         "give the book a copy, or name the host in transit_hosts", place)  # fmt: skip


class LinkForeign(SphinxPostTransform):
    """Put links in the place of what raw HTML shows of other hosts, and of frames in print."""

    default_priority = 20
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Change the raw HTML of one document."""
        for node in list(self.document.findall(nodes.raw)):
            text = node.astext()
            if "html" not in node.get("format", "").split() or "<" not in text:
                continue
            made = _FRAME.sub(self._changed(node, self._frame), text)
            made = _IMAGE.sub(self._changed(node, self._image), made)
            made = self._live(node, made)
            if made != text:
                new = nodes.raw(node.rawsource, made, **node.attributes)
                new.source, new.line = node.source, node.line
                node.replace_self(new)

    def _live(self, node: nodes.raw, text: str) -> str:
        """Mark on the site what a script draws; in print, say where it stands if nothing else does.

        A script with the attribute ``data-unstyled`` sets no style attributes, and leaves its page
        the strict policy.
        """
        scripts = _LIVE.findall(text)
        if not scripts:
            return text
        asked = {
            m[1] for m in ASKED.finditer(text) if not is_allowed(m[1], self.config.transit_hosts)
        }
        for host in sorted(asked):
            tell("pictures", f"the script of an output asks {host}, which no page may; name the host "
                 "in transit_hosts", node)  # fmt: skip
        if self.app.builder.name != "singlehtml":
            return text if all("data-unstyled" in script for script in scripts) else LIVE + text
        rest = _CODE.sub("", text)
        if re.sub(r"<[^>]*>", "", rest).strip() or _SHOWN.search(rest):
            return text
        tell("losses", "an output is drawn by a script alone; in print a line says so in its place; "
             "show a picture or a table beside it", node)  # fmt: skip
        return f"<p><em>{DRAWN_ONLINE}</em></p>"

    def _changed(
        self, node: nodes.raw, change: Callable[[nodes.raw, str, dict[str, str]], str]
    ) -> Callable[[re.Match[str]], str]:
        return lambda match: change(node, match[0], _attributes(match[0]))

    def _frame(self, node: nodes.raw, tag: str, attributes: dict[str, str]) -> str:
        address = attributes.get("src") or attributes.get("data") or ""
        refused = is_remote(address) and not is_allowed(address, self.config.transit_hosts)
        if not address or (self.app.builder.name != "singlehtml" and not refused):
            return tag
        if refused:
            tell("pictures", f"a frame shows {address} of another host; a link stands in its "
                 "place; name the host in transit_hosts to have the frame", node)  # fmt: skip
        words = html.escape(attributes.get("title") or address)
        return f'<a class="frame-link" href="{html.escape(address)}">{words}</a>'

    def _image(self, node: nodes.raw, tag: str, attributes: dict[str, str]) -> str:
        address = attributes.get("src", "")
        words = attributes.get("alt", "")
        if is_remote(address) and not is_allowed(address, self.config.transit_hosts):
            tell_remote(address, node)
            return f'<a href="{html.escape(address)}">{html.escape(words or address)}</a>'
        if "alt" not in attributes and attributes.get("role") not in ("presentation", "none"):
            tell("alternatives", f"a picture in HTML has no text alternative; “{UNTOLD}” stands in "
                 "its place; state in its alt attribute what it shows, or leave that empty where "
                 "it only decorates", node)  # fmt: skip
            return re.sub(r"^<img\b", f'<img alt="{UNTOLD}"', tag, flags=re.I)
        return tag


def _attributes(tag: str) -> dict[str, str]:
    head = tag[: tag.find(">") + 1]
    return {
        name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(head)
    }
