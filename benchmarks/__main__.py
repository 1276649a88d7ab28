"""Run every benchmark: ``python -m benchmarks``. Exits with 1 if a goal is missed."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = (
    "terms/bench_terms.py",
    "terms/bench_documents.py",
    "terms/simulate_findings.py",
    "corpus/bench_corpus.py",
    "builds/bench_builds.py",
)

missed = [
    script for script in SCRIPTS if subprocess.run([sys.executable, HERE / script]).returncode
]
sys.exit(1 if missed else 0)
