"""Print how often findings are false, and how often true ones are seen, with 95 per cent intervals.

    python benchmarks/terms/simulate_findings.py [--runs 400] [--draws 1999]

False: the article's own paragraphs are dealt out to its sections at random, so that every finding
is false. True: to texts of clustered words one word is added that favours a section. Exits with 1
if a rate of false findings is above 5 per cent by more than chance allows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from transit.article import load
from transit.terms import of_article, resampling
from transit.terms.association import turned
from transit.terms.dispersion import chance_deviation
from transit.terms.uncertainty import rate_interval

DATA = Path(__file__).parents[2] / "data" / "article"
LEVEL = 0.05


def rate(what: str, found: int, runs: int, bound: float | None = LEVEL) -> bool:
    """Print a rate with its interval and return whether it keeps to the bound."""
    low, high = rate_interval(found, runs, per=100, method="exact").iloc[0][["low", "high"]]
    good = bound is None or low <= 100 * bound
    verdict = "" if bound is None else f"   [{'ok' if good else 'MISSED'}]"
    print(f"{what:<58}{100 * found / runs:6.1f} %  ({low:.1f} to {high:.1f}){verdict}", flush=True)
    return good


def shuffled(unit: str, draws: int) -> Callable[[np.random.Generator], bool]:
    """Deal the article's paragraphs out to its sections and look for findings."""
    article = load(DATA)
    body = ["abstract"]
    wide = of_article.counts(article, unit, without=body)
    wide = wide[wide.sum(axis=1) >= 5]
    length = of_article.sizes(article, without=body)
    section = article.paragraphs.set_index("paragraph")["section"].reindex(wide.columns)

    def once(generator: np.random.Generator) -> bool:
        dealt = pd.Series(generator.permutation(section.to_numpy()), index=section.index)
        seed = int(generator.integers(2**31))
        found = resampling.exchanged(wide, dealt, length, draws=draws, seed=seed)
        return bool((found["p_adjusted"] <= LEVEL).any())

    return once


def course(draws: int) -> Callable[[np.random.Generator], bool]:
    """Put the article's paragraphs in a random order and look for rises and falls."""
    article = load(DATA)
    wide = of_article.counts(article, without=["abstract"])
    wide = wide[wide.sum(axis=1) >= 5]
    length = of_article.sizes(article, without=["abstract"])
    section = article.paragraphs.set_index("paragraph")["section"].reindex(wide.columns)
    late = pd.Series(np.arange(len(section)) >= len(section) // 2, index=section.index)

    def once(generator: np.random.Generator) -> bool:
        order = generator.permutation(len(section))
        seed = int(generator.integers(2**31))
        found = resampling.exchanged_course(
            wide,
            pd.Series(late.to_numpy()[order], index=section.index),
            pd.Series(section.to_numpy()[order], index=section.index),
            length,
            draws=draws,
            seed=seed,
        )
        return bool((found[["p_adjusted", "p_groups_adjusted"]] <= LEVEL).any(axis=None))

    return once


def scattered(draws: int) -> Callable[[np.random.Generator], bool]:
    """Scatter the terms' occurrences over the paragraphs and look for uneven terms."""
    article = load(DATA)
    wide = of_article.counts(article)
    total = wide.sum(axis=1)
    total = total[total >= 5]
    length = of_article.sizes(article)

    def once(generator: np.random.Generator) -> bool:
        share = length / length.sum()
        placed = pd.DataFrame(
            generator.multinomial(total, share), index=total.index, columns=length.index
        )
        seed = int(generator.integers(2**31))
        found = chance_deviation(placed, length, draws=draws, seed=seed)
        return bool((found["p_adjusted"] <= LEVEL).any())

    return once


def moved(draws: int) -> Callable[[np.random.Generator], bool]:
    """Turn the sentences of each term round the article and look for pairs."""
    article = load(DATA)
    chosen = article.terms.loc[
        article.terms["kind"].isin(["institution", "person", "group"]), "term"
    ]
    number = article.paragraphs["sentences"]
    order = pd.DataFrame(
        {
            "paragraph": article.paragraphs["paragraph"].repeat(number).to_numpy(),
            "sentence": np.concatenate([np.arange(1, n + 1) for n in number]),
        }
    )
    place = pd.Series(range(len(order)), index=pd.MultiIndex.from_frame(order))
    found = article.term_sentences[article.term_sentences["term"].isin(chosen)]
    at = place[pd.MultiIndex.from_frame(found[["paragraph", "sentence"]])].to_numpy()
    code, names = pd.factorize(found["term"])

    def once(generator: np.random.Generator) -> bool:
        turn = generator.integers(len(order), size=len(names))
        there = order.iloc[(at + turn[code]) % len(order)].assign(type=names[code])
        seed = int(generator.integers(2**31))
        pairs = turned(there, order, draws=draws, seed=seed)
        return bool((pairs["p_adjusted"] <= LEVEL).any())

    return once


def power(times: int, share: float, draws: int) -> Callable[[np.random.Generator], bool]:
    """Add to clustered text a word that stands in one section of five with some probability."""

    def once(generator: np.random.Generator) -> bool:
        parts = 40
        scale = generator.gamma(0.5, size=(37, parts)) * generator.uniform(0.2, 2, size=(37, 1))
        wide = pd.DataFrame(generator.poisson(scale))
        section = pd.Series(np.repeat(np.arange(5), parts // 5))
        inside = generator.random(times) < share
        where = np.where(inside, generator.integers(0, 8, times), generator.integers(8, 40, times))
        wide.loc["key"] = np.bincount(where, minlength=parts)
        wide = wide[wide.sum(axis=1) >= 5]
        length = pd.Series(generator.integers(70, 110, parts))
        seed = int(generator.integers(2**31))
        found = resampling.exchanged(wide, section, length, draws=draws, seed=seed)
        own = found[(found["type"] == "key") & (found["group"] == 0)]
        return bool((own["p_adjusted"] <= LEVEL).any())

    return once


def main() -> int:
    """Print the rates."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--draws", type=int, default=1999)
    options = parser.parse_args()

    def times(once: Callable[[np.random.Generator], bool]) -> int:
        return sum(once(np.random.default_rng(seed)) for seed in range(1, options.runs + 1))

    good = True
    for what, once in (
        ("false findings among terms and sections", shuffled("term", options.draws)),
        (
            "false findings among markers of stance and sections",
            shuffled("category", options.draws),
        ),
        ("false rises, falls and variation", course(options.draws)),
        ("false findings of uneven terms", scattered(options.draws)),
        ("false findings among pairs", moved(options.draws)),
    ):
        good &= rate(what, times(once), options.runs)
    for count, share in ((12, 2 / 3), (12, 1.0), (24, 2 / 3), (24, 1.0)):
        what = f"seen: {count} occurrences, {100 * share:.0f} % in one section of five"
        rate(what, times(power(count, share, options.draws)), options.runs, None)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
