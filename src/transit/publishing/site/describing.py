"""Pictures without words, and pictures of other hosts: what stands in their place is told."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from transit.publishing.findings import UNTOLD
from transit.publishing.site.charts import chart
from transit.publishing.site.hosts import is_allowed, is_remote, tell_remote
from transit.publishing.site.plots import plot
from transit.publishing.site.telling import tell


class DescribePictures(SphinxPostTransform):
    """Give pictures that lack one a text alternative, and put links in the place of remote ones."""

    default_priority = 20  # after MyST-NB has chosen among the forms of an output
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Change the pictures of one document."""
        for image in list(self.document.findall(nodes.image)):
            if isinstance(image.parent, chart | plot):
                continue
            uri = str(image.get("uri", ""))
            if is_remote(uri) and not is_allowed(uri, self.config.transit_hosts):
                self._link(image, uri)
            elif not _has_words(image, uri):
                image["alt"] = words = caption_of(image) or UNTOLD
                tell("alternatives", f"a picture has no text alternative; “{words}” stands in its "
                     "place; state in its alt text what it shows", image)  # fmt: skip

    def _link(self, image: nodes.image, uri: str) -> None:
        words = str(image["alt"]) if _has_words(image, uri) else uri
        tell_remote(uri, image)
        new: nodes.Node = nodes.Text(words)
        if not isinstance(image.parent, nodes.reference):
            new = nodes.reference("", words, refuri=uri)
            if not isinstance(image.parent, nodes.TextElement):
                new = nodes.paragraph("", "", new)
        image.replace_self(new)


def _has_words(image: nodes.image, uri: str) -> bool:
    words = str(image.get("alt") or "").strip()
    return bool(words) and PurePosixPath(words).name != PurePosixPath(urlsplit(uri).path).name


def caption_of(image: nodes.Element) -> str:
    """Return the caption of the figure that an element is in, empty where there is none."""
    node: Any = image
    while node is not None and not isinstance(node, nodes.figure):
        node = node.parent
    caption = next(iter(node.findall(nodes.caption)), None) if node is not None else None
    return " ".join(caption.astext().split()) if caption is not None else ""
