"""What is amiss, told once and treated as the policy says."""

import pytest

from transit.errors import TransitError
from transit.publishing.findings import STRICT, Findings, Policy


def test_a_book_that_sets_nothing_is_warned():
    assert not any(Policy.read(None).stops(kind) for kind in ("glyphs", "losses", "warnings"))


def test_one_word_holds_for_all_kinds_and_a_kind_may_have_its_own():
    policy = Policy.read({"default": "error", "glyphs": "warn"})
    assert policy.stops("losses") and not policy.stops("glyphs")


@pytest.mark.parametrize(
    "given, why",
    [("perhaps", "expected 'warn' or 'error'"), ({"fonts": "warn"}, "no kind 'fonts'")],
)
def test_what_is_no_policy_is_named(given, why):
    with pytest.raises(TransitError, match=f"place: .*{why}"):
        Policy.read(given, "place")


def test_errors_are_told_all_at_once_and_warnings_in_a_summary():
    findings = Findings(Policy.read({"losses": "error"}))
    for place in (3, 3, 7, 30002):
        findings.add("glyphs", "no font;\n a name stands", "one", place)
    findings.stop("nothing yet")
    assert findings.summary().splitlines() == [
        "The book is complete, with 3 stand-ins and warnings:",
        "  glyphs (3)",
        "    one:3, one:7, one (cell 3, line 2): no font; a name stands",
    ]
    findings.add("losses", "a table is gone")
    with pytest.raises(TransitError, match=r"page, which count as errors[^\n]*\n  losses \(1\)"):
        findings.stop("page")
    assert STRICT.stops("glyphs")


def test_a_summary_is_short_and_the_list_whole():
    findings = Findings()
    for number in range(20):
        findings.add("warnings", f"number {number}", "one", number + 1)
    assert findings.summary().endswith("    and 14 more of this kind")
    assert "number 19" in findings.summary(None)
