"""Words for computed findings: numbers, counts and lists as a sentence has them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(value: float, decimals: int = 0) -> str:
    """Return a number with thousands separators and a true minus sign, halves rounded up.

    The decimal digits of the number are rounded, not their binary neighbour: 95.55 is 95.6.
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,f}".replace("-", "\N{MINUS SIGN}")


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
    parts = [str(part) for part in parts]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def capital(sentence: str) -> str:
    """Return the sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
