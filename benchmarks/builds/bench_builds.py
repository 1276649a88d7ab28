"""Time the report's builds and pages against stock Jupyter Book, in one run.

    python benchmarks/builds/bench_builds.py

Copies the project twice into a temporary folder: once as it is, once as stock Jupyter Book with
Altair's default renderer would build the same sources. The figures to read are ratios within the
run. The browser has no network; the pages are opened from the disk. Exits with 1 if a goal is
missed.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
PARTS = ("book", "src", "data", "references.bib", "CITATION.cff", "LICENSE-CONTENT", "_config.yml",
         "requirements.txt", "pyproject.toml")  # fmt: skip
CHAPTER = "introduction"
PATIENCE = 10_000
CHROMIUM = ("/usr/bin/chromium", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-sync")  # fmt: skip

#: Sees the first picture of a chart that a reader can see, whoever draws it.
WATCH = """() => {
  window.firstChart = null;
  const look = () => {
    const seen = [...document.querySelectorAll(
      "figure svg, .cell_output svg, .cell_output canvas, .vega-embed canvas")]
      .some((e) => e.getBoundingClientRect().width > 200);
    if (seen && window.firstChart === null) window.firstChart = performance.now();
    if (window.firstChart === null) requestAnimationFrame(look);
  };
  look();
}"""


def copy(folder: Path) -> Path:
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / part)
    return folder


def stock(folder: Path) -> Path:
    """Make a copy that differs only in what this project adds to Jupyter Book."""
    copy(folder)
    config = yaml.safe_load((folder / "_config.yml").read_text("utf8"))
    sphinx = config["sphinx"]
    sphinx["local_extensions"] = {"transit.publishing.bibliography.style": "src"}
    sphinx["config"] = {k: v for k, v in sphinx["config"].items() if not k.startswith("transit_")}
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf8")
    charts = folder / "src" / "transit" / "charts" / "__init__.py"
    charts.write_text(charts.read_text("utf8").replace("renderer.enable()", ""), "utf8")
    for page in (folder / "book").rglob("*.md"):
        text = re.sub(r"```\{(cite-box|book-downloads)\}\n```", "", page.read_text("utf8"))
        page.write_text(text, "utf8")
    return folder


def cold(folder: Path) -> Path:
    """Make a copy whose kernels import what they need themselves, each anew."""
    copy(folder)
    config = yaml.safe_load((folder / "_config.yml").read_text("utf8"))
    config["sphinx"]["config"].pop("transit_execution_preload")
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf8")
    return folder


class Time(NamedTuple):
    """What a command took: seconds by the clock, and of the processors."""

    wall: float
    cpu: float

    def to(self, other: "Time", goal: float) -> tuple[str, bool]:
        """Describe the ratio to another, and say whether it reaches the goal by the clock."""
        ratio, work = self.wall / other.wall, self.cpu / other.cpu
        detail = (
            f"{self.wall:.1f} s : {other.wall:.1f} s = {ratio:.2f} "
            f"(processors {self.cpu:.1f} : {other.cpu:.1f} = {work:.2f}), goal {goal:g}"
        )
        return detail, ratio <= goal


def processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(folder: Path, *command: str) -> Time:
    path = str(folder / "src")
    environment = os.environ | {"PYTHONPATH": path, "SOURCE_DATE_EPOCH": "1700000000"}
    start, work = time.perf_counter(), processors()
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    took = Time(time.perf_counter() - start, processors() - work)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{done.stdout[-3000:]}")
    return took


def build_ours(folder: Path) -> Time:
    return run(folder, "-m", "transit.cli", "build", "--quiet")


def build_ours_html(folder: Path) -> Time:
    command = Path(sys.executable).with_name("jupyter-book")
    return run(folder, str(command), "build", "book", "--config", "_config.yml", "--quiet")


build_stock = build_ours_html


def edit(folder: Path) -> None:
    page = folder / "book" / f"{CHAPTER}.md"
    page.write_text(page.read_text("utf8") + "\nOne more sentence.\n", "utf8")


def site_of(folder: Path) -> Path:
    for place in (folder / "book" / "_build" / "html", folder / "_build" / "html"):
        if (place / "index.html").is_file():
            return place
    sys.exit(f"{folder}: no built site")


def first_chart(site: Path) -> tuple[float | None, int]:
    """Milliseconds until a chart can be seen, none within `PATIENCE`; bytes the page loads."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM[0], args=list(CHROMIUM[1:]))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.context.route(re.compile("^https?://"), lambda route: route.abort())
        loaded: set[Path] = set()

        def note(request):
            if request.url.startswith("file://"):
                loaded.add(Path(request.url.removeprefix("file://").split("#")[0].split("?")[0]))

        page.on("request", note)
        page.add_init_script(f"({WATCH})()")
        page.goto(f"file://{site}/{CHAPTER}.html")
        seen, waited = None, 0
        while seen is None and waited < PATIENCE:
            page.wait_for_timeout(50)
            waited += 50
            seen = page.evaluate("window.firstChart")
        page.wait_for_timeout(1500)
        browser.close()
    weight = sum(p.stat().st_size for p in loaded if p.is_file() and not p.name.startswith("vega-"))
    return seen, weight


def main() -> int:
    missed = []

    def report(what: str, detail: str, reached: bool) -> None:
        print(f"{what:<52} {detail}   [{'ok' if reached else 'MISSED'}]", flush=True)
        if not reached:
            missed.append(what)

    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = copy(Path(scratch) / "ours"), stock(Path(scratch) / "stock")
        alone = run(cold(Path(scratch) / "cold"), "-m", "transit.cli", "verify", "--update")
        report("cold build of HTML, PDF and EPUB to executing the notebooks, each kernel cold",
               *build_ours(ours).to(alone, 1))  # fmt: skip
        build_ours_html(ours), build_stock(theirs)
        for what, change in (("nothing changed", None), ("one chapter edited", edit)):
            for folder in (ours, theirs) if change else ():
                change(folder)
            mine, peer = build_ours_html(ours), build_stock(theirs)
            report(f"build with {what} to stock", *mine.to(peer, 1))
        mine, weight = first_chart(site_of(ours))
        peer, stock_weight = first_chart(site_of(theirs))
        waited = f"{peer:.0f} ms" if peer is not None else f"none within {PATIENCE // 1000} s"
        report("first chart without a network to stock",
               f"{mine and round(mine)} ms : {waited}, goal half",
               mine is not None and mine <= 0.5 * (PATIENCE if peer is None else peer))  # fmt: skip
        report("weight of a chapter's page besides Vega",
               f"{weight / 1000:.0f} kB (stock {stock_weight / 1000:.0f} kB from the disk alone), "
               "goal 600 kB", weight <= 600_000)  # fmt: skip
    if missed:
        print(f"{len(missed)} goal(s) missed", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
