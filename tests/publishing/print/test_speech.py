import pytest

from transit.publishing.print.speech import read_aloud


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\alpha \le 0.05", "alpha is at most 0.05"),
        (r"x^2 + y^3", "x squared plus y cubed"),
        (r"x_{ij}^{n}", "x sub i j to the power n"),
        (r"\frac{a + b}{c}", "the fraction a plus b over c end fraction"),
        (r"\sqrt{n}", "the square root of n"),
        (r"\sum_{i=1}^{n} x_i", "the sum over i equals 1 up to n of x sub i"),
        (r"\mathrm{DP} = \text{per part}", "DP equals per part"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a equals b ; c equals d"),
        (r"\binom{n}{k}", "n choose k"),
        (r"f'(x)", "f prime open bracket x close bracket"),
        (r"50\%", "50 per cent"),
        (r"\unheardof", "unheardof"),
    ],
)
def test_formulas_are_read_aloud(tex, words):
    assert read_aloud(tex) == words
