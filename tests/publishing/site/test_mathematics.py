"""Mathematics as MathML."""

from docutils import nodes

from transit.publishing.site import mathematics


def test_formulas_become_mathml_in_their_order():
    inline, display = mathematics.to_mathml([("a^2", False), (r"\frac{1}{n}", True)])
    assert inline.startswith('<math display="inline"')
    assert "<msup>" in inline
    assert display.startswith('<math display="block"')
    assert "<mfrac>" in display
    assert '<annotation encoding="application/x-tex">' in display


def test_same_formula_in_both_forms_is_told_apart():
    inline, display, again = mathematics.to_mathml([("x", False), ("x", True), ("x", False)])
    assert inline == again != display


def test_lines_are_aligned():
    block = nodes.math_block("", r"a &= b \\ c &= d \label{eq}", nowrap=False)
    assert mathematics.tex_of(block) == r"\begin{aligned}a &= b \\ c &= d\end{aligned}"


def test_environment_of_its_own_is_kept():
    block = nodes.math_block("", r"\begin{cases}a \\ b\end{cases}", nowrap=False)
    assert mathematics.tex_of(block).startswith(r"\begin{cases}")
