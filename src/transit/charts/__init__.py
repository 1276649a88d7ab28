"""Charts: one theme, one function per kind of figure, a data frame in and a chart out.

Every function returns an `altair` chart that `theme.finish` has given a text alternative
computed from the data, a source line and the table behind the picture. Importing the package
enables the theme and the renderer.
"""

from transit.charts import theme
from transit.charts.theme import finish
from transit.publishing import renderer

renderer.enable()

__all__ = ["finish", "theme"]
