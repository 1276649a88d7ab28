"""The built site, served and opened in Debian's Chromium.

``BUILT_SITE`` names a site that is built already; without it the book is built once.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def listed_pages() -> list[str]:
    """The pages of the book: those of ``BUILT_SITE``, else those of the table of contents."""
    built = os.environ.get("BUILT_SITE")
    if built:
        root = Path(built)
        return sorted(
            path.relative_to(root).as_posix()
            for path in root.rglob("*.html")
            if not path.relative_to(root).parts[0].startswith("_")
        )
    content = yaml.safe_load((REPOSITORY / "book" / "_toc.yml").read_text("utf8"))
    chapters = [c["file"] for part in content["parts"] for c in part["chapters"]]
    return [f"{name}.html" for name in (content["root"], *chapters, "genindex", "search")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "page_path" in metafunc.fixturenames:
        metafunc.parametrize("page_path", listed_pages())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    built = os.environ.get("BUILT_SITE")
    if built:
        return Path(built).resolve()
    from transit.publishing.build import build

    return build(REPOSITORY, tmp_path_factory.mktemp("book") / "html", quiet=True)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Address of the site, with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "no chromium; run tests/install_system_packages.sh"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


def wait_until(page: Page, condition: str, seconds: float = 30) -> None:
    """Wait for a condition; the pages' policy keeps Playwright from doing so in the page."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"after {seconds} s still not: {condition}")


@pytest.fixture(scope="session")
def until():
    """Wait for a condition in a page: ``until(page, condition)``."""
    return wait_until


# Shows every chart that Vega draws to the window once, so that it becomes interactive.
SHOW_CHARTS = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (const chart of document.querySelectorAll(".chart-of-vega")) {
        chart.scrollIntoView();
        await frame();
        await frame();
    }
    window.scrollTo(0, 0);
}"""

# Hides what looks like something before it: the same elements in the same colours and sizes.
HIDE_REPEATS = """() => {
    const seen = new Set();
    const style = (element) => {
        const own = getComputedStyle(element);
        return [element.localName, own.color, own.fill, own.backgroundColor, own.opacity,
                own.fontSize, own.fontWeight, own.textDecorationLine, own.display].join();
    };
    const looks = new Map();
    const look = (element) => {
        if (!looks.has(element)) {
            const inner = Array.from(element.children, look);
            looks.set(element, `${style(element)}(${inner.join("")})`);
        }
        return looks.get(element);
    };
    const ground = (element) => {
        const under = [];
        for (let up = element.parentElement; up; up = up.parentElement) {
            under.push(getComputedStyle(up).backgroundColor);
        }
        return under.filter((colour) => colour !== "rgba(0, 0, 0, 0)").join();
    };
    const walk = (element) => {
        const texts = Array.from(element.childNodes);
        if (texts.some((node) => node.nodeType === 3 && node.data.trim())) {
            const whole = ground(element) + look(element);
            if (seen.has(whole)) {
                element.style.visibility = "hidden";
                element.dataset.repeats = "";
                return;
            }
            seen.add(whole);
        }
        Array.from(element.children, walk);
    };
    walk(document.body);
}"""

SHOW_REPEATS = """() => {
    for (const element of document.querySelectorAll("[data-repeats]")) {
        element.style.visibility = "";
        delete element.dataset.repeats;
    }
}"""

COLOURS = ["color-contrast", "link-in-text-block"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass
class Visit:
    """A page of its own, with what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until every chart had its turn."""
        self.page.wait_for_load_state("load")
        self.page.evaluate(SHOW_CHARTS)
        wait_until(
            self.page, "document.querySelectorAll('.chart-of-vega:not(.is-live)').length === 0"
        )

    def turn(self, scheme: str) -> None:
        """Let the reader's system ask for the light or the dark scheme."""
        self.page.emulate_media(color_scheme=scheme)
        wait_until(self.page, f"document.documentElement.dataset.theme === '{scheme}'")

    def barriers(self, within: str = "html", schemes: tuple = ("light", "dark")) -> list:
        """What WCAG 2.2 AA finds fault with, and with the colours of which schemes.

        Colours are judged once for each look, as elements that look alike fare alike.
        """
        self.page.evaluate(Axe().axe_script)
        no_colours = {rule: {"enabled": False} for rule in COLOURS}
        found = self._judge(
            within, {"runOnly": {"type": "tag", "values": WCAG}, "rules": no_colours}
        )
        for scheme in schemes:
            self.turn(scheme)
            self.page.evaluate(HIDE_REPEATS)
            found += self._judge(within, {"runOnly": {"type": "rule", "values": COLOURS}})
            self.page.evaluate(SHOW_REPEATS)
        return found

    def _judge(self, within: str, options: dict) -> list:
        return self.page.evaluate(
            """async ([include, options]) => {
                const found = await axe.run(
                    include, {...options, resultTypes: ["violations"], preload: false});
                return found.violations.flatMap((rule) => rule.nodes.map(
                    (node) => [rule.id, node.target.join(" "), node.failureSummary]));
            }""",
            [within, options],
        )


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[dict[bool, BrowserContext]]:
    """The two windows that all pages share: one with scripts, one without."""
    found = {
        scripts: browser.new_context(
            java_script_enabled=scripts,
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        for scripts in (True, False)
    }
    yield found
    for window in found.values():
        window.close()


@pytest.fixture
def visit(windows: dict[bool, BrowserContext]) -> Iterator:
    """Open an address: ``visit(address, width=…, scheme=…, scripts=…)``."""
    pages = []

    def open_page(
        address: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True
    ) -> Visit:
        seen = Visit(windows[scripts].new_page())
        pages.append(seen.page)
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on(
            "console",
            lambda message: (
                seen.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.goto(address)
        # What is not laid out yet has no text that could be read off the page.
        seen.page.evaluate("document.documentElement.dataset.whole = ''")
        return seen

    yield open_page
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
