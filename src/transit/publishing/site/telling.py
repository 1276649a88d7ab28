"""Telling a finding from within Sphinx: a warning of a type of its own."""

from typing import Any

from docutils import nodes
from sphinx.util import logging

from transit.publishing.findings import TYPE

_logger = logging.getLogger(__name__)


def tell(kind: str, message: str, location: Any = None) -> None:
    """Tell a finding.

    Parameters
    ----------
    kind : str
        One of :data:`transit.publishing.findings.KINDS`.
    message : str
        What it is, what stands in its place, and how to mend it.
    location : node, str or tuple, optional
        Where, as Sphinx's loggers take it; a node that knows no line is where its parent is.
    """
    while isinstance(location, nodes.Element) and not location.line and location.parent is not None:
        location = location.parent
    _logger.warning("%s", message, location=location, type=TYPE, subtype=kind)
