"""Read a folder of articles into a corpus, beside scikit-learn over the same files.

    python benchmarks/corpus/bench_corpus.py [--sizes N …] [--words N] [--jobs N]

Articles are made of real words: paragraphs drawn at random from the pages of the report, from
Python's reference and from the descriptions of the installed packages, under headings, as plain
text. scikit-learn's
CountVectorizer cuts and counts the same files; `transit.corpus` also finds sections, notes and
references, joins broken words, and counts lemmas. Each line is measured in a process of its own:
processor time with that of its children, and the most memory that it and its largest child held.
Exits with 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from pydoc_data.topics import topics

BOOK = Path(__file__).parents[2] / "book"
HEADINGS = ("Introduction", "Methods", "Results", "Discussion", "Conclusion")


def paragraphs() -> list[str]:
    """Return paragraphs of real prose."""
    texts = [page.read_text("utf-8") for page in sorted(BOOK.rglob("*.md"))]
    texts += topics.values()
    for package in importlib.metadata.distributions():
        texts.append(str(package.metadata.get_payload()))
    pieces = (" ".join(piece.split()) for text in texts for piece in re.split(r"\n\s*\n", text))
    return sorted({piece for piece in pieces if re.match(r"[A-Z][^`|{}<>=*#]{150,2000}\.$", piece)})


def write_articles(folder: Path, number: int, words: int) -> None:
    """Write articles of about so many words each."""
    prose, drawn = paragraphs(), random.Random(1)
    for name in range(number):
        parts: list[str] = []
        for heading in HEADINGS:
            parts.append(heading)
            size = 0
            while size < words / len(HEADINGS):
                parts.append(drawn.choice(prose))
                size += len(parts[-1].split())
        (folder / f"{name:06}.txt").write_text("\n\n".join(parts) + "\n", "utf-8")


def ours(folder: Path, jobs: int) -> Iterator[tuple[str, float]]:
    """Gather the articles, then measure every type."""
    from transit import corpus

    with tempfile.TemporaryDirectory() as place:
        executor = corpus.executor(jobs)
        start = used()
        found = corpus.gather(folder, Path(place) / "corpus", executor).corpus
        yield "read", used() - start
        start = used()
        corpus.measure(found)
        yield "statistics", used() - start
        yield "documents", len(found.documents)
        yield "tokens", found.size


def scikit(folder: Path, jobs: int) -> Iterator[tuple[str, float]]:
    """Count with scikit-learn's CountVectorizer."""
    from sklearn.feature_extraction.text import CountVectorizer

    start = used()
    counter = CountVectorizer(input="filename")
    table = counter.fit_transform([str(path) for path in sorted(folder.iterdir())])
    yield "read", used() - start
    yield "documents", table.shape[0]
    yield "tokens", int(table.sum())


def used() -> float:
    """Return the processor time of this process and of its children that have ended."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def measured(what: str, folder: Path, jobs: int) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    order = [sys.executable, __file__, "--measure", what, str(folder), str(jobs)]
    return json.loads(subprocess.run(order, check=True, capture_output=True, text=True).stdout)


def measure(what: str, folder: Path, jobs: int) -> None:
    """Measure one way and print what it took."""
    start = time.perf_counter()
    took = dict({"ours": ours, "scikit": scikit}[what](folder, jobs))
    took["wall"] = time.perf_counter() - start
    for name, who in (("memory", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN)):
        took[name] = resource.getrusage(who).ru_maxrss / 1024
    print(json.dumps(took))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--words", type=int, default=1000, help="words of an article")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]), int(options.measure[2]))
        return 0
    memories = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as place:
            write_articles(Path(place), size, options.words)
            own, peer = (measured(what, Path(place), options.jobs) for what in ("ours", "scikit"))
        memories.append(max(own["memory"], own["child"]))
        print(
            f"{size:>6} articles: {size / own['read']:6.0f} a processor second, "
            f"{size / peer['read']:6.0f} in scikit-learn (ratio {own['read'] / peer['read']:.1f}); "
            f"statistics {own['statistics']:.1f} s; memory {own['memory']:.0f} MiB, each process "
            f"{own['child']:.0f} MiB, scikit-learn {peer['memory']:.0f} MiB; "
            f"{own['tokens']:,.0f} words",
            flush=True,
        )
    grown = memories[-1] / memories[0]
    good = grown <= 3
    print(
        f"memory of the largest over that of the smallest: {grown:.1f}   [{'ok' if good else 'MISSED'}]"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
