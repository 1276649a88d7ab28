"""Mathematics in words, for readers who listen."""

import re

_WORDS = {
    "alpha": "alpha", "beta": "beta", "gamma": "gamma", "delta": "delta", "Delta": "Delta",
    "epsilon": "epsilon", "varepsilon": "epsilon", "theta": "theta", "lambda": "lambda",
    "mu": "mu", "pi": "pi", "rho": "rho", "sigma": "sigma", "Sigma": "Sigma", "tau": "tau",
    "phi": "phi", "varphi": "phi", "chi": "chi", "omega": "omega", "kappa": "kappa",
    "eta": "eta", "xi": "xi", "nu": "nu",
    "sum": "the sum", "prod": "the product", "int": "the integral", "max": "max", "min": "min",
    "log": "log", "ln": "natural log of", "exp": "exp", "lim": "limit",
    "le": "is at most", "leq": "is at most", "ge": "is at least", "geq": "is at least",
    "ne": "is not equal to", "neq": "is not equal to", "approx": "is approximately",
    "sim": "is distributed as", "propto": "is proportional to", "equiv": "is equivalent to",
    "in": "in", "notin": "not in", "subset": "is a subset of", "cup": "union",
    "cap": "intersection", "to": "to", "rightarrow": "to", "mid": "given", "vert": "bar",
    "times": "times", "cdot": "times", "div": "divided by", "pm": "plus or minus",
    "infty": "infinity", "partial": "partial", "forall": "for all", "exists": "there is",
    "dots": "and so on", "ldots": "and so on", "cdots": "and so on", "quad": ",", "qquad": ",",
    "lfloor": "floor of", "rfloor": "end floor", "lceil": "ceiling of", "rceil": "end ceiling",
    "bar": "mean", "hat": "estimated", "tilde": "tilde", "overline": "mean",
}  # fmt: skip
_SIGNS = {
    "=": "equals", "+": "plus", "-": "minus", "<": "is less than", ">": "is greater than",
    "*": "times", "/": "over", "|": "bar", "&": "", "!": "factorial",
}  # fmt: skip
_SILENT = {
    "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "limits",
    "nolimits", "text", "mathrm", "mathit", "mathbf", "mathsf", "operatorname", "textstyle",
    "begin", "end", "textrm", "textit", "mathcal", "boldsymbol", "nonumber",
}  # fmt: skip
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:[.,][0-9]+)?|[A-Za-z]|\S")
_VERBATIM = re.compile(r"\\(?:text|textrm|textit|mathrm|mathsf|operatorname)\*?\s*\{([^{}]*)\}")


def read_aloud(tex: str) -> str:
    r"""Read a formula in TeX aloud.

    Parameters
    ----------
    tex : str
        Mathematics without its delimiters.

    Returns
    -------
    str
        English words; a command that is not known is read by its name.

    Examples
    --------
    >>> read_aloud(r"D = \sum_i O_i \ln \frac{O_i}{2}")
    'D equals the sum over i of O sub i natural log of the fraction O sub i over 2 end fraction'
    """
    tex = re.sub(r"\\(?:begin|end)\{[a-z*]+\}(?:\{[lcr|]*\})?", " ", tex)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group(1).strip())
        return (
            "{\\held" + "abcdefghijklmnopqrstuvwxyz"[len(held) % 26] * (len(held) // 26 + 1) + "}"
        )

    names: dict[str, str] = {}

    def keep(match: re.Match[str]) -> str:
        text = hold(match)
        names[text[2:-1]] = held[-1]
        return text

    reader = _Reader(_TOKEN.findall(_VERBATIM.sub(keep, tex)), names)
    words = " ".join(" ".join(reader.all()).split())
    return words.replace(" ,", ",")


class _Reader:
    def __init__(self, tokens: list[str], names: dict[str, str]) -> None:
        self.tokens = tokens
        self.names = names
        self.at = 0

    def all(self) -> list[str]:
        words: list[str] = []
        while self.at < len(self.tokens):
            words.extend(self.one())
        return words

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def group(self) -> list[str]:
        """Read one argument: a braced group or a single token."""
        if self.peek() != "{":
            return self.one(scripts=False) if self.peek() else []
        self.at += 1
        words: list[str] = []
        while self.peek() not in ("", "}"):
            words.extend(self.one())
        self.at += 1
        return words

    def one(self, *, scripts: bool = True) -> list[str]:
        token = self.peek()
        if token == "{":
            words = self.group()
        else:
            self.at += 1
            words = self.word(token)
        return words + (self.scripts(token) if scripts else [])

    def word(self, token: str) -> list[str]:
        if token.startswith("\\"):
            name = token[1:]
            if name in self.names:
                return [self.names[name]]
            if name in ("frac", "dfrac", "tfrac"):
                return ["the fraction", *self.group(), "over", *self.group(), "end fraction"]
            if name == "sqrt":
                return ["the square root of", *self.group()]
            if name == "binom":
                return [*self.group(), "choose", *self.group()]
            if name in _SILENT or not name.isalpha():
                return {"\\%": ["per cent"], "\\\\": [";"], "\\|": ["bar"]}.get(token, [])
            return [_WORDS.get(name, name)]
        if token in "()[],.;:":
            return [{"(": "open bracket", ")": "close bracket"}.get(token, token)]
        return [_SIGNS.get(token, token)] if token not in "{}^_" else []

    def scripts(self, base: str) -> list[str]:
        words: list[str] = []
        large = base in ("\\sum", "\\prod", "\\int")
        while self.peek() in ("_", "^", "'"):
            mark = self.peek()
            self.at += 1
            if mark == "'":
                words.append("prime")
                continue
            script = self.group()
            if large:
                words += ["over" if mark == "_" else "up to", *script]
            elif mark == "_":
                words += ["sub", *script]
            elif script in (["2"], ["3"]):
                words.append({"2": "squared", "3": "cubed"}[script[0]])
            else:
                words += ["to the power", *script]
        return [*words, "of"] if large else words
