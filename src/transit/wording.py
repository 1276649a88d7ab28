"""Words for computed findings: numbers, counts and lists as a sentence has them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Return a number rounded half up in its decimal digits, as `number` writes it.

    Examples
    --------
    >>> rounded(87.05, 1)
    Decimal('87.1')
    """
    return Decimal(repr(float(value))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )


def number(value: float, decimals: int | None = 0) -> str:
    """Return a number with thousands separators and a true minus sign, halves rounded up.

    The decimal digits of the number are rounded, not their binary neighbour: 95.55 is 95.6.

    Parameters
    ----------
    value : float
        The number; an infinite one is written as its sign.
    decimals : int, optional
        Digits after the point; None for as many as the number has.

    Examples
    --------
    >>> number(87.05, 1), number(1022), number(0.05, None), number(4.0, None)
    ('87.1', '1,022', '0.05', '4')
    """
    exact = Decimal(repr(float(value)))
    if exact.is_infinite():
        text = "-\N{INFINITY}" if exact < 0 else "\N{INFINITY}"
    else:
        exact = exact.normalize() if decimals is None else rounded(value, decimals)
        text = f"{abs(exact) if exact == 0 else exact:,f}"
    return text.replace("-", "\N{MINUS SIGN}")


def signed(value: float, decimals: int = 0) -> str:
    """Return a number with its sign, plus as well as minus; zero has none."""
    text = number(value, decimals)
    return text if value <= 0 or not text.strip("0.") else f"+{text}"


def figure(count: int) -> str:
    """Return a count as it stands before a noun: as a word up to ten, ``no`` for zero."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else number(count)


def word(count: int) -> str:
    """Return a count that stands alone: as a word up to ten, ``none`` for zero."""
    return "none" if count == 0 else figure(count)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: ``one election``, ``five elections``, ``12 elections``."""
    if many is None:
        many = one + "s"
    return f"{figure(count)} {one if count == 1 else many}"


def listed(parts: Iterable[object]) -> str:
    """Join parts as in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    words = [str(part) for part in parts]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def capital(sentence: str) -> str:
    """Return the sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
