"""An extension that writes a node of its own for the single page too."""

from docutils import nodes


class Remark(nodes.General, nodes.Element):
    """A node that no document has."""


def setup(app):
    write = (lambda self, node: None, lambda self, node: None)
    app.add_node(Remark, html=write, singlehtml=write)
    return {"parallel_read_safe": True}
