"""The size of a table in print and the widths of its columns, from the length of its texts."""

from collections.abc import Iterator, Sequence

#: How much text fits across, in ems, by layout of a table: the text column, both, a page on its side.
MEASURE = {"normal": 34.6, "wide": 47.9, "landscape": 69.9}

_GAP = 1.05  # between two columns, in ems
_LONG_WORD = 9.0  # longer words may be broken
_STEP = 0.4
_BOLD = 1.03
# The advance widths of Source Sans 3, in hundredths of an em, to two hundredths.
_ADVANCES = {
    20: " ", 24: "',.:;ij|’‘·", 26: "Il", 28: "!", 30: "()[]f{}", 32: "-", 34: "rt", 36: "/\\",
    42: '"*?sz“”', 44: "x", 46: "cvy", 48: "JLY–", 50: "#$+0123456789<=>F^_aegk~−×", 52: "EVX",
    54: "ASTZ`hnou", 56: "PRbdpq", 58: "BCK", 60: "&", 62: "DG", 64: "NU", 66: "HOQ", 72: "Mw",
    78: "W", 80: "—", 82: "%m", 84: "@", 94: "…",
}  # fmt: skip
_WIDTH = {letter: width / 100 for width, letters in _ADVANCES.items() for letter in letters}
_OTHER = 0.55


def measure(text: str, *, bold: bool = False) -> float:
    """Return the width of a text in the sans face, in ems."""
    width = sum(_WIDTH.get(letter, _OTHER) for letter in text)
    return width * _BOLD if bold else width


def lay_out(
    cells: Sequence[Sequence[Sequence[float]]],
    words: Sequence[float],
    *,
    layout: str | None = None,
) -> tuple[str, list[float] | None]:
    """Choose how to set a table.

    Parameters
    ----------
    cells : rows of columns of lines
        For each cell the width of each of its lines, in ems (see `measure`).
    words : sequence of float
        The width of the widest word of each column, its head included, in ems.
    layout : str, optional
        A key of `MEASURE` that the table asks for.

    Returns
    -------
    layout : str
        A key of `MEASURE`.
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
    least = [min(word, _LONG_WORD) + 0.15 for word in words]
    natural = [
        max(least[j], 0.15 + max((n for row in cells for n in row[j]), default=0))
        for j in range(columns)
    ]
    if layout not in MEASURE:
        layout = "normal"
        if sum(natural) + gaps > MEASURE["normal"]:
            layout = "wide"
            room = MEASURE["wide"] - gaps
            mean = sum(n for row in cells for cell in row for n in cell) / len(cells)
            if sum(words) > room or (columns >= 7 and mean > 2.5 * room):
                layout = "landscape"
    room = MEASURE[layout] - gaps
    if sum(natural) <= room:
        return layout, None
    widths = _share(cells, least, natural, room)
    # The space between two columns belongs half to each.
    edges = [_GAP / 2 * ((j > 0) + (j < columns - 1)) for j in range(columns)]
    whole = [width + edge for width, edge in zip(widths, edges, strict=True)]
    return layout, [width / sum(whole) for width in whole]


def _share(
    cells: Sequence[Sequence[Sequence[float]]],
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


def _columns(
    cells: Sequence[Sequence[Sequence[float]]],
) -> Iterator[tuple[int, tuple[Sequence[float], ...]]]:
    return enumerate(zip(*cells, strict=True))


def _height(lines: Sequence[float], width: float) -> float:
    return sum(max(1.0, 1.1 * n / width) for n in lines) ** 4
