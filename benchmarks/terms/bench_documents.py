"""Measure counts of many documents against their peers, time as ratios, memory in subprocesses.

    python benchmarks/terms/bench_documents.py [--large DOCUMENTS TOKENS TYPES]

Documents are generated from a Zipf-Mandelbrot distribution. Each line is measured in a process of
its own: processor time of the best of a few runs, and the most memory the process ever held above
what it held before. Exits with 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

C_COUNTER = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
typedef struct { char *word; unsigned long hash, count; } entry;
static entry *table; static unsigned long size = 1 << 16, used;
static void grow(void) {
  entry *old = table; unsigned long n = size; size *= 2;
  table = calloc(size, sizeof *table);
  for (unsigned long i = 0; i < n; i++) if (old[i].word) {
    unsigned long at = old[i].hash & (size - 1);
    while (table[at].word) at = (at + 1) & (size - 1);
    table[at] = old[i];
  }
  free(old);
}
static void add(const char *word, unsigned long hash) {
  if (2 * used > size) grow();
  unsigned long at = hash & (size - 1);
  while (table[at].word && (table[at].hash != hash || strcmp(table[at].word, word)))
    at = (at + 1) & (size - 1);
  if (!table[at].word) { table[at].word = strdup(word); table[at].hash = hash; used++; }
  table[at].count++;
}
int main(void) {
  static char word[1 << 12]; int n = 0, c; unsigned long hash = 5381, tokens = 0;
  table = calloc(size, sizeof *table);
  while ((c = getchar_unlocked()) != EOF) {
    if (isalnum(c) || ((c == '-' || c == '\'') && n)) {
      c = tolower(c);
      if (n < (int)sizeof word - 1) { word[n++] = c; hash = hash * 33 + c; }
    } else if (n) { word[n] = 0; add(word, hash); tokens++; n = 0; hash = 5381; }
  }
  if (n) { word[n] = 0; add(word, hash); tokens++; }
  printf("%lu %lu\n", tokens, used);
}
"""


def documents(number: int, tokens: int, types: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield documents of a Zipfian vocabulary, one at a time."""
    generator = np.random.default_rng(seed)
    weight = (np.arange(1, types + 1) + 2.7) ** -1.02
    ends = np.cumsum(weight) / weight.sum()
    letters = str.maketrans("0123456789", "abcdefghij")
    words = [str(code).translate(letters) for code in range(types)]
    for _ in range(number):
        drawn = np.minimum(np.searchsorted(ends, generator.random(tokens)), types - 1)
        yield [words[code] for code in drawn.tolist()]


def ours(held: list[list[str]]) -> object:
    """Count without zeros."""
    from transit.terms.counted import count_documents

    return count_documents(held)


def dense(held: list[list[str]]) -> object:
    """Count as a data frame with all its zeros, a Series for each document."""
    found = {at: pd.Series(Counter(tokens), dtype="int64") for at, tokens in enumerate(held)}
    return pd.DataFrame(found).fillna(0).astype("int64")


def scikit(held: list[list[str]]) -> object:
    """Count with scikit-learn's CountVectorizer, the tokens given."""
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(analyzer=lambda tokens: tokens).fit_transform(held)


def everything(number: int, tokens: int, types: int) -> dict[str, float]:
    """Count, compare halves, disperse and associate all types."""
    from transit.terms import association, dispersion, keyness
    from transit.terms.counted import count_documents

    took: dict[str, float] = {}

    def timed(what: str, function: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = function()
        took[what] = time.process_time() - start
        return result

    def of_counts() -> None:
        counted = timed("count", lambda: count_documents(documents(number, tokens, types)))
        took["types"], took["documents"] = counted.shape
        half = number // 2
        first, second = (
            counted.choose(parts).total() for parts in (counted.parts[:half], counted.parts[half:])
        )
        timed("keyness", lambda: keyness.keyness(first, second))
        timed("dispersion", lambda: dispersion.dispersion(counted))

    of_counts()
    pairs = timed(
        "pairs",
        lambda: association.windows(documents(number, tokens, types), 2, minimum=5),
    )
    timed("association", lambda: association.association(pairs))
    return took


def memory() -> float:
    """Return the most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(what: str, size: tuple[int, int, int], repeat: int) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    order = [sys.executable, __file__, "--measure", what, str(repeat), *map(str, size)]
    return json.loads(subprocess.run(order, check=True, capture_output=True, text=True).stdout)


def measure(what: str, repeat: int, size: tuple[int, int, int]) -> None:
    """Measure one way of counting and print what it took."""
    if what == "everything":
        before = memory()
        took = everything(*size)
        print(json.dumps(took | {"memory": memory() - before}))
        return
    held = list(documents(*size))
    function = {"ours": ours, "dense": dense, "scikit": scikit}[what]
    import sklearn.feature_extraction.text  # noqa: F401

    import transit.terms.counted  # noqa: F401

    before, seconds = memory(), []
    for _ in range(repeat):
        start = time.process_time()
        result = function(held)
        seconds.append(time.process_time() - start)
        del result
    print(json.dumps({"seconds": min(seconds), "memory": memory() - before}))


def one_pass(tokens: int) -> tuple[float, float] | None:
    """Return the processor time of ours and of a one-pass counter in C on one text."""
    if not shutil.which("gcc"):
        return None
    from transit.terms.counting import count_types

    with tempfile.TemporaryDirectory() as folder:
        text, program = Path(folder) / "text.txt", Path(folder) / "count"
        with text.open("w", encoding="utf-8") as file:
            for line in documents(tokens // 1000, 1000, 100_000):
                file.write(" ".join(line) + ".\n")
        source = program.with_suffix(".c")
        source.write_text(C_COUNTER)
        subprocess.run(["gcc", "-O2", "-w", "-o", program, source], check=True)
        c, own = [], []
        for _ in range(3):
            start = resource.getrusage(resource.RUSAGE_CHILDREN)
            with text.open("rb") as file:
                done = subprocess.run([program], stdin=file, check=True, capture_output=True)
            end = resource.getrusage(resource.RUSAGE_CHILDREN)
            c.append(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
            begin = time.process_time()
            with text.open(encoding="utf-8") as file:
                found = count_types(file)
            own.append(time.process_time() - begin)
        assert list(map(int, done.stdout.split())) == [found.sum(), len(found)]
    return min(own), min(c)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--large", type=int, nargs=3, default=(10_000, 2000, 300_000))
    parser.add_argument("--tokens", type=int, default=10_000_000, help="tokens of the one text")
    options = parser.parse_args()
    if options.measure:
        what, repeat, *size = options.measure
        measure(what, int(repeat), tuple(map(int, size)))  # type: ignore[arg-type]
        return 0
    missed = 0

    def say(what: str, detail: str, good: bool) -> None:
        nonlocal missed
        missed += not good
        print(f"{what:<46}{detail}   [{'ok' if good else 'MISSED'}]", flush=True)

    size = (1000, 2000, 60_000)
    own, peer, old = (
        measured(what, size, n) for what, n in (("ours", 3), ("scikit", 3), ("dense", 1))
    )
    ratio = own["seconds"] / peer["seconds"]
    say("1,000 documents, time over CountVectorizer's", f"{ratio:.2f}", ratio <= 1)
    ratio = old["memory"] / own["memory"]
    say("  memory of a frame with zeros over ours", f"{ratio:.0f}", ratio >= 20)
    ratio = old["seconds"] / own["seconds"]
    say("  time of a frame with zeros over ours", f"{ratio:.0f}", ratio >= 1)
    large = measured("everything", tuple(options.large), 1)
    steps = ", ".join(
        f"{k} {v:.1f} s" for k, v in large.items() if k not in ("memory", "types", "documents")
    )
    detail = f"{large['memory']:,.0f} MiB for {large['types']:,} types ({steps})"
    say(f"{options.large[0]:,} documents, all statistics", detail, large["memory"] <= 2048)
    both = one_pass(options.tokens)
    if both:
        ratio = both[0] / both[1]
        say("one text, time over a one-pass counter in C", f"{ratio:.2f}", ratio <= 2)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
