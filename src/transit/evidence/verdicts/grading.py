"""The few ways in which tests turn what they found into a verdict.

A case that the record leaves unknown is ``None`` and counts both ways: a verdict stands only
if it is the same whatever the unknown cases are, else the claim stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from transit.evidence.verdicts.base import Undecidable

Case = bool | None
"""Whether something holds; None if the record does not tell."""

WIDER = (
    " That bears the statement out in one respect; the statement says more than one act can show."
)
"""What is added where a coded gain is all that the record has for a wider statement."""


def cases(flags: Iterable[object]) -> list[Case]:
    """Return a case that holds for each true flag, and an unknown one for each false."""
    return [True if flag else None for flag in flags]


def settle(verdicts: Iterable[str], lacking: str) -> str:
    """Return the verdict that all possibilities share.

    Parameters
    ----------
    verdicts : iterable of str
        The verdict under each possibility.
    lacking : str
        A sentence that says what is missing.

    Raises
    ------
    Undecidable
        If they differ.
    """
    found = set(verdicts)
    if len(found) > 1:
        raise Undecidable(lacking)
    return found.pop()


def by_share(
    found: Iterable[Case], lacking: str, *, supported: float = 1.0, refined: float = 0.5
) -> str:
    """Grade by the share of cases that hold.

    Supported if the share is above `supported`, or all of them where that is 1; refined if it
    is above `refined`, else contradicted.

    Raises
    ------
    Undecidable
        If there is no case, or the unknown ones could change the verdict.
    """
    known = list(found)
    if not known:
        raise Undecidable(lacking)
    sure = sum(case is True for case in known)
    unknown = sum(case is None for case in known)

    def grade(hits: int) -> str:
        share = hits / len(known)
        if share > supported or (share == supported == 1.0):
            return "supported"
        return "refined" if share > refined else "contradicted"

    return settle((grade(sure + more) for more in range(unknown + 1)), lacking)


def by_count(sure: int, possible: int, at_least: int, lacking: str, *, some: int = 1) -> str:
    """Grade by how often something is on record.

    Supported with `at_least`, refined with `some`, else contradicted; `possible` more may be.

    Raises
    ------
    Undecidable
        If what is possible could change the verdict.
    """

    def grade(count: int) -> str:
        return "supported" if count >= at_least else "refined" if count >= some else "contradicted"

    return settle((grade(sure + more) for more in range(possible + 1)), lacking)


def by_any(found: Iterable[Case], lacking: str) -> str:
    """Return supported if a case holds, contradicted if none does.

    Raises
    ------
    Undecidable
        If none is sure to hold and one may.
    """
    known = list(found)
    if True in known:
        return "supported"
    if None in known or not known:
        raise Undecidable(lacking)
    return "contradicted"


def by_size(value: float, supported: float, refined: float) -> str:
    """Grade a number by two limits, of which the first is the stricter.

    Where the first is the greater, the number must reach them; where it is the smaller, the
    number must not exceed them.
    """
    reaches: Callable[[float], bool] = (
        (lambda limit: value >= limit) if supported >= refined else (lambda limit: value <= limit)
    )
    if reaches(supported):
        return "supported"
    return "refined" if reaches(refined) else "contradicted"
