"""The size of a table in print and the widths of its columns, from the length of its texts."""

from collections.abc import Sequence

#: Characters of the sans face that fit across the text block, by layout of a table.
CHARACTERS = {"normal": 88, "small": 102, "landscape": 172}

_GAP = 2.2  # between two columns, in characters
_LONG_WORD = 16  # longer words may be broken
_STEP = 1.0


def lay_out(
    cells: Sequence[Sequence[Sequence[int]]],
    words: Sequence[int],
    *,
    layout: str | None = None,
) -> tuple[str, list[float] | None]:
    """Choose how to set a table.

    Parameters
    ----------
    cells : rows of columns of lengths
        For each cell the characters of each of its lines.
    words : sequence of int
        The characters of the longest word of each column, its head included.
    layout : str, optional
        A key of `CHARACTERS` that the table asks for.

    Returns
    -------
    layout : str
        A key of `CHARACTERS`.
    widths : list of float or None
        The share of each column in the width; None where every column fits as it is.

    Notes
    -----
    Every column starts with the width of its longest word; what is left goes step by step
    to the column that makes the rows of the table lowest. The height of a row is taken as
    the fourth-power mean of the heights of its cells, which comes near to the highest of
    them and yet rewards each step.
    """
    columns = len(words)
    gaps = _GAP * (columns - 1)
    least = [min(word, _LONG_WORD) * 1.12 + 1 for word in words]
    natural = [
        max(least[j], 1.04 * max((n for row in cells for n in row[j]), default=0))
        for j in range(columns)
    ]
    if layout not in CHARACTERS:
        layout = "normal"
        if sum(natural) + gaps > CHARACTERS["normal"]:
            layout = "small"
            room = CHARACTERS["small"] - gaps
            mean = sum(n for row in cells for cell in row for n in cell) / len(cells)
            if sum(words) > room or (columns >= 7 and mean > 2.5 * room):
                layout = "landscape"
    room = CHARACTERS[layout] - gaps
    if sum(natural) <= room:
        return layout, None
    widths = _share(cells, least, natural, room)
    return layout, [width / sum(widths) for width in widths]


def _share(
    cells: Sequence[Sequence[Sequence[int]]],
    least: Sequence[float],
    natural: Sequence[float],
    room: float,
) -> list[float]:
    widths = list(least)
    left = room - sum(widths)
    heights = [[_height(cell, widths[j]) for cell in column] for j, column in _columns(cells)]
    total = [sum(h[i] for h in heights) for i in range(len(cells))]
    while left >= _STEP:
        best, gain, lower = -1, 0.0, []
        for j, column in _columns(cells):
            if widths[j] >= natural[j]:
                continue
            tried = [_height(cell, widths[j] + _STEP) for cell in column]
            saved = sum(
                total[i] ** 0.25 - (total[i] - heights[j][i] + tried[i]) ** 0.25
                for i in range(len(cells))
            )
            if saved > gain:
                best, gain, lower = j, saved, tried
        if best < 0:
            break
        total = [t - old + new for t, old, new in zip(total, heights[best], lower, strict=True)]
        heights[best] = lower
        widths[best] += _STEP
        left -= _STEP
    return widths


def _columns(cells: Sequence[Sequence[Sequence[int]]]):
    return enumerate(zip(*cells, strict=True))


def _height(lines: Sequence[int], width: float) -> float:
    return sum(max(1.0, 1.1 * n / width) for n in lines) ** 4
