"""Macros of TeX."""

import pytest

from transit.publishing.site import macros, mathematics

BOOK = macros.of_config({
    "tex": {"macros": {"N": r"\mathbb{N}", "floor": [r"\lfloor#1\rfloor", 1], "pair": [r"(#1,#2)", 2, "x"]}},
})  # fmt: skip


@pytest.mark.parametrize(
    "tex, written",
    [
        (r"\floor{x} \in \N", r"\lfloor x\rfloor \in \mathbb{N}"),
        (r"\pair{a} + \pair[b]{a}", r"(x,a) + (b,a)"),
        (r"\textcolor{red}{x} + \hbox{if}", r"x + \text{if}"),
        (r"{\rm d}x", r"\mathrm{d}x"),
        (r"{a \over b}", r"\frac{a }{ b}"),
        (r"\cal l", r"\mathcal{l}"),
    ],
)
def test_macros_are_written_out(tex, written):
    assert macros.expand([tex], macros.OWN + BOOK) == [written]


def test_definitions_are_taken_out_of_formulas():
    tex = r"\def\half{\frac{1}{2}} \DeclareMathOperator{\tr}{tr} \half \tr A"
    rest, defined = macros.take_definitions(tex)
    assert rest == r"\half \tr A"
    assert macros.names_in(defined) == {r"\half", r"\tr"}


def test_a_formula_that_cannot_be_read_leaves_the_others():
    made = mathematics.to_mathml([(r"\N", False), (r"\nosuch{x}", True), (r"a^2", True)], BOOK)
    assert [bool(markup) for markup in made] == [True, False, True]
    assert r"\mathbb{N}</annotation>" in made[0]
