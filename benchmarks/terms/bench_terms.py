"""Time the term statistics against their peers and against plain loops, in one run.

    python benchmarks/terms/bench_terms.py [--tokens 100000 1000000 10000000]

Text is generated: words drawn from a Zipf-Mandelbrot distribution, with capitals, commas, stops,
hyphens and apostrophes. Every comparison checks that both sides give the same numbers. Times are
processor time; the figures to read are the ratios, which carry from machine to machine. Exits with
1 if a goal is missed.
"""

import argparse
import gc
import math
import re
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pandas as pd
from nltk import FreqDist
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from scipy import stats
from sklearn.feature_extraction.text import CountVectorizer

from transit.terms import association, counting, dispersion, keyness

VOCABULARY = 100_000
ENDS = np.array(
    ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ",", ",", ".", ";"]
)


def vocabulary(generator):
    letters = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))
    words = set()
    while len(words) < VOCABULARY:
        length = 2 + generator.poisson(1 + math.log2(len(words) + 2) / 3)
        word = "".join(generator.choice(letters, length))
        if len(words) % 23 == 22:
            word += "-" + word[:4]
        if len(words) % 37 == 36:
            word += "'s"
        words.add(word)
    words = sorted(words, key=lambda word: (len(word), word))
    return np.array(words, dtype=object)


def codes(tokens, generator):
    weight = (np.arange(1, VOCABULARY + 1) + 2.7) ** -1.05
    return np.searchsorted(np.cumsum(weight) / weight.sum(), generator.random(tokens))


def write(path, tokens, words, generator):
    """Write a text of `tokens` tokens, 12 to a line, block by block."""
    capital = np.array([word.capitalize() for word in words], dtype=object)
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, tokens, 240_000):
            size = min(240_000, tokens - start)
            drawn = codes(size, generator)
            line = np.where(generator.random(size) < 0.06, capital[drawn], words[drawn])
            line = (line + ENDS[generator.integers(len(ENDS), size=size)].astype(object)).tolist()
            for at in range(0, size, 12):
                file.write(" ".join(line[at : at + 12]) + "\n")


def best(function, repeat):
    times, result = [], None
    for _ in range(repeat):
        gc.collect()
        start = time.process_time()
        result = function()
        times.append(time.process_time() - start)
    return min(times), result


def count_ours(path):
    with path.open(encoding="utf-8") as file:
        return counting.count_types(file)


def count_nltk(path):
    expression = re.compile(counting.TOKEN)
    return FreqDist(expression.findall(path.read_text("utf-8").lower()))


def count_sklearn(path):
    vectorizer = CountVectorizer(token_pattern=counting.TOKEN)
    with path.open(encoding="utf-8") as file:
        matrix = vectorizer.fit_transform(file)
    return pd.Series(np.asarray(matrix.sum(axis=0)).ravel(), vectorizer.get_feature_names_out())


def peak(function):
    gc.collect()
    tracemalloc.start()
    function()
    _, top = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return top / 2**20


def measure_counting(paths, report):
    seconds = {}
    for tokens, path in paths.items():
        repeat = 5 if tokens <= 1_000_000 else 2
        ours, found = best(lambda p=path: count_ours(p), repeat)
        nltk, freq = best(lambda p=path: count_nltk(p), min(repeat, 3))
        sklearn, series = best(lambda p=path: count_sklearn(p), min(repeat, 3))
        assert found.sum() == tokens
        assert dict(freq) == found.to_dict() == series.to_dict()
        memory = peak(lambda p=path: count_ours(p))
        with path.open(encoding="utf-8") as file:
            stretches = len({stretch for line in file for stretch in line.lower().split()})
        seconds[tokens] = ours, memory, stretches
        report(
            f"count {tokens:>10,} tokens",
            ours,
            f"FreqDist {nltk / ours:5.1f}x   "
            f"CountVectorizer {sklearn / ours:5.1f}x   {len(found):,} types   "
            f"peak {memory:.1f} MiB",
            min(nltk, sklearn) / ours,
            1.5,
        )
    small, large = min(seconds), max(seconds)
    if large > small:
        slope = math.log(seconds[large][0] / seconds[small][0]) / math.log(large / small)
        report(
            "growth of time with tokens",
            None,
            f"exponent {slope:.2f} (1 is linear)",
            1.15 / slope,
            1,
        )
        per_type = {n: 2**20 * m / v for n, (_, m, v) in seconds.items()}
        report(
            "memory per type as it is written",
            None,
            "   ".join(
                f"{n:,}: {value:,.0f} bytes x {seconds[n][2]:,}" for n, value in per_type.items()
            ),
            1.2 * per_type[small] / per_type[large],
            1,
        )


def loop_keyness(a, b, n1, n2):
    """What `keyness` computes, one type at a time, without exact tests."""
    z = 1.959963984540054
    rows = []
    for x, y in zip(a, b, strict=True):
        total, size = x + y, n1 + n2
        cells = (x, y, n1 - x, n2 - y)
        expected = (
            n1 * total / size,
            n2 * total / size,
            n1 * (size - total) / size,
            n2 * (size - total) / size,
        )
        g2 = 2 * sum(o * math.log(o / e) for o, e in zip(cells, expected, strict=True) if o)
        two = 2 * sum(
            o * math.log(o / e) for o, e in zip(cells[:2], expected[:2], strict=True) if o
        )
        gap = abs(x * (n2 - y) - y * (n1 - x))
        margins = n1 * n2 * total * (size - total)
        chi2 = gap**2 * size / margins
        yates = max(gap - size / 2, 0) ** 2 * size / margins
        u, v = x or 0.5, y or 0.5
        ratio = math.log2((u / n1) / (v / n2))
        half = z * math.sqrt(1 / u - 1 / n1 + 1 / v - 1 / n2) / math.log(2)
        percent = 100 * ((u / n1) / (v / n2) - 1)
        odds = (u / (n1 - u)) / (v / (n2 - v))
        simple = (x / n1 * 1e6 + 1) / (y / n2 * 1e6 + 1)
        coefficient = (x / n1 - y / n2) / (x / n1 + y / n2)
        least = min(expected[:2])
        ell = two / (size * math.log(least)) if least > 1 else math.nan
        p = math.erfc(math.sqrt(max(g2, 0) / 2))
        rows.append(
            (
                x,
                y,
                expected[0],
                x / n1 * 1000,
                y / n2 * 1000,
                ratio,
                ratio - half,
                ratio + half,
                g2,
                two,
                chi2,
                yates,
                percent,
                odds,
                simple,
                coefficient,
                g2 - math.log(size),
                ell,
                p,
            )
        )
    return rows, loop_adjusted([row[-1] for row in rows])


def loop_adjusted(p):
    """Benjamini and Hochberg's correction, one value at a time."""
    adjusted, least = [0.0] * len(p), 1.0
    for place, i in enumerate(sorted(range(len(p)), key=lambda i: -p[i])):
        least = min(least, p[i] * len(p) / (len(p) - place))
        adjusted[i] = least
    return adjusted


def measure_keyness(counts, report):
    target, reference = counts
    n1, n2 = int(target.sum()), int(reference.sum())
    types = target.index.union(reference.index)
    target, reference = (counts.reindex(types, fill_value=0) for counts in counts)
    a, b = target.tolist(), reference.tolist()
    loop, (rows, _) = best(lambda: loop_keyness(a, b, n1, n2), 1)
    ours, frame = best(
        lambda: keyness.keyness(
            target, reference, n1, n2, interval="katz", exact_below=0, zero=0.5
        ),
        3,
    )
    check = frame.set_index("type").reindex(types)
    assert np.allclose(check["g2"], [row[8] for row in rows], atol=1e-6)
    assert np.allclose(check["low"], [row[6] for row in rows], atol=1e-9)
    report(f"keyness, {len(types):,} types", ours, f"loop {loop / ours:6.0f}x", loop / ours, 20)
    full, frame = best(lambda: keyness.keyness(target, reference, n1, n2), 1)
    sample = np.random.default_rng(1).choice(len(types), 500, replace=False)
    start = time.process_time()
    exact = [stats.fisher_exact([[a[i], n1 - a[i]], [b[i], n2 - b[i]]]).pvalue for i in sample]
    fisher = (time.process_time() - start) / len(sample) * len(types)
    small = frame.set_index("type").reindex(types[sample])
    exactly = (small["test"] == "fisher").to_numpy()
    assert np.allclose(small["p"][exactly], np.array(exact)[exactly], rtol=1e-6)
    share = (frame["test"] == "fisher").mean()
    report(
        "  with score intervals and exact tests",
        full,
        f"SciPy's fisher_exact alone, in a loop {fisher * share / full:6.0f}x (scaled up "
        f"from {len(sample)} types)",
        fisher * share / full,
        20,
    )


def loop_dispersion(matrix, sizes):
    """What `dispersion` computes, one type at a time."""
    n, whole = len(sizes), sum(sizes)
    s = [size / whole for size in sizes]
    rows = []
    for v in matrix:
        f = sum(v)
        r = [x / size for x, size in zip(v, sizes, strict=True)]
        mean = sum(r) / n
        sd = math.sqrt(sum((x - mean) ** 2 for x in r) / n)
        juilland = 1 - sd / mean / math.sqrt(n - 1)
        total = sum(r)
        carroll = -sum(x / total * math.log(x / total) for x in r if x) / math.log(n)
        rosengren = sum(math.sqrt(x * share) for x, share in zip(v, s, strict=True)) ** 2 / f
        even = f / n
        lyne = 1 - sum((x - even) ** 2 for x in v) / even / (4 * f)
        pairs = sum(x * (2 * rank - n - 1) for rank, x in enumerate(sorted(r), start=1))
        da = 1 - pairs / (n * (n - 1) / 2) / (2 * mean)
        dp = sum(abs(x / f - share) for x, share in zip(v, s, strict=True)) / 2
        kl = sum(x / f * math.log2(x / f / share) for x, share in zip(v, s, strict=True) if x)
        rows.append(
            (
                f,
                sum(x > 0 for x in v),
                juilland,
                carroll,
                rosengren,
                lyne,
                da,
                dp,
                dp / (1 - min(s)),
                kl,
                1 - kl / (1 + kl),
            )
        )
    return rows


def measure_dispersion(drawn, words, report):
    parts = np.array_split(drawn, 100)
    matrix = np.stack([np.bincount(part, minlength=VOCABULARY) for part in parts], axis=1)
    keep = matrix.sum(axis=1) > 0
    counts = pd.DataFrame(matrix[keep], index=words[keep])
    ours, frame = best(lambda: dispersion.dispersion(counts), 3)
    sample = np.random.default_rng(1).choice(len(counts), min(4000, len(counts)), replace=False)
    sizes = [len(part) for part in parts]
    rows = counts.to_numpy()[sample].tolist()
    loop, found = best(lambda: loop_dispersion(rows, sizes), 1)
    loop *= len(counts) / len(sample)
    ours_there = frame.iloc[sample]
    for column, at in (("juilland_d", 2), ("da", 6), ("dp_norm", 8), ("kl", 9)):
        assert np.allclose(ours_there[column], [row[at] for row in found], atol=1e-9)
    report(
        f"dispersion, {len(counts):,} types x 100 parts",
        ours,
        f"loop {loop / ours:6.0f}x (scaled up from {len(sample):,} types)",
        loop / ours,
        20,
    )


def loop_windows(tokens, window):
    joint, single = {}, {}
    for at, first in enumerate(tokens):
        single[first] = single.get(first, 0) + 1
        for second in tokens[at + 1 : at + window]:
            joint[first, second] = joint.get((first, second), 0) + 1
    return joint, single


def loop_association(joint, single, n):
    """What `association` computes, one pair at a time, without exact tests."""
    rows = {}
    for pair, n11 in joint.items():
        n1, n2 = single[pair[0]], single[pair[1]]
        expected = n1 * n2 / n
        pmi = math.log2(n11 / expected)
        npmi = max(-1, min(1, pmi / -math.log2(n11 / n))) if n11 < n else math.nan
        mi3, t = math.log2(n11**3 / expected), (n11 - expected) / math.sqrt(n11)
        dice, least = 2 * n11 / (n1 + n2), min(n11 / n1, n11 / n2)
        jaccard = n11 / (n1 + n2 - n11) if n1 + n2 > n11 else math.nan
        values = [expected, pmi, npmi, mi3, t, dice, 14 + math.log2(dice), least, jaccard]
        cells = n11, n1 - n11, n2 - n11, n - n1 - n2 + n11
        if min(cells) >= 0:
            margins = (n1 * n2 / n, n1 * (n - n2) / n, (n - n1) * n2 / n, (n - n1) * (n - n2) / n)
            g2 = 2 * sum(o * math.log(o / e) for o, e in zip(cells, margins, strict=True) if o)
            chi2 = (n11 * n - n1 * n2) ** 2 / n1 / n2 * n / (n - n1) / (n - n2)
            forward = n11 / n1 - cells[2] / (n - n1)
            back = n11 / n2 - cells[1] / (n - n2)
            a, b, c, d = (cell + 0.5 for cell in cells)
            odds = math.log(a) - math.log(b) - math.log(c) + math.log(d)
            error = math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
            values += [
                g2,
                g2 if n11 >= expected else -g2,
                chi2,
                forward,
                back,
                math.exp(odds),
                odds,
                odds / error,
                math.erfc(math.sqrt(max(g2, 0) / 2)),
            ]
        else:
            values.append(math.nan)
        rows[pair] = values
    return rows, loop_adjusted([values[-1] for values in rows.values()])


def measure_association(tokens, report):
    n, size = len(tokens), f"{len(tokens):,} tokens"
    count, pairs = best(lambda: association.windows(tokens, 5, margins="nltk"), 2)
    nltk, finder = best(lambda: BigramCollocationFinder.from_words(tokens, window_size=5), 1)
    loop, (joint, single) = best(lambda: loop_windows(tokens, 5), 1)
    assert len(pairs) == finder.ngram_fd.B() == len(joint)
    assert round(4 * pairs["n11"].sum()) == finder.ngram_fd.N()
    report(
        f"window-5 pairs, {size}",
        count,
        f"{len(pairs):,} pairs   NLTK {nltk / count:5.1f}x   loop {loop / count:5.1f}x",
        min(nltk, loop) / count,
        1,
    )
    score, frame = best(lambda: association.association(pairs, exact_below=0), 3)
    one, scored = best(lambda: dict(finder.score_ngrams(BigramAssocMeasures.pmi)), 1)
    quarter = {pair: count / 4 for pair, count in joint.items()}
    every, (rows, _) = best(lambda: loop_association(quarter, single, n), 1)
    weighted = association.pmi(pairs["n11"], pairs["n1"], pairs["n2"], pairs["n"])
    keys = list(zip(pairs["first"], pairs["second"], strict=True))
    assert np.allclose(weighted, [scored[key] for key in keys])
    sound = frame["pmi"].notna().to_numpy()
    assert np.allclose(frame["pmi"][sound], np.array([rows[key][1] for key in keys])[sound])
    report(
        "  18 measures of every pair",
        score,
        f"loop {every / score:6.0f}x   NLTK, one measure {one / score:5.1f}x",
        every / score,
        20,
    )
    whole = association.windows(tokens, 5)
    exact, _ = best(lambda: association.association(whole), 1)
    report("  the same with Fisher's exact test", exact, f"{exact / score:.1f} times as long", 1, 1)
    alone, _ = best(lambda: association.pmi(pairs["n11"], pairs["n1"], pairs["n2"], pairs["n"]), 3)
    report("  PMI of every pair", alone, f"NLTK {one / alone:6.0f}x", one / alone, 20)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokens", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument(
        "--pairs",
        type=int,
        default=1_000_000,
        metavar="TOKENS",
        help="tokens of the text for windows and scores",
    )
    options = parser.parse_args()
    missed = []

    def report(what, seconds, detail, reached, goal):
        verdict = "ok" if reached >= goal else "MISSED"
        if verdict != "ok":
            missed.append(what)
        took = "         " if seconds is None else f"{seconds:8.3f}s"
        print(f"{what:<42}{took}   {detail}   [{verdict}]", flush=True)

    generator = np.random.default_rng(1990)
    words = vocabulary(generator)
    with tempfile.TemporaryDirectory() as folder:
        paths = {tokens: Path(folder) / f"{tokens}.txt" for tokens in sorted(options.tokens)}
        for tokens, path in paths.items():
            write(path, tokens, words, generator)
        measure_counting(paths, report)
    drawn = codes(options.pairs, generator)
    other = codes(options.pairs, generator)
    measure_keyness([pd.Series(words[d]).value_counts() for d in (drawn, other)], report)
    measure_dispersion(drawn, words, report)
    measure_association(words[drawn].tolist(), report)
    if missed:
        print(f"{len(missed)} goal(s) missed", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
