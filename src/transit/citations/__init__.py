"""The bibliography and the article's notes: read, checked, described, exported.

`transit.citations.style` is the Sphinx extension that prints them.
"""

from transit.citations.bibliography import load_bibliography

__all__ = ["load_bibliography"]
