"""The built site, served and opened in Debian's Chromium.

``BUILT_SITE`` names a site that is built already; without it the book is built once.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, sync_playwright

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


@dataclass
class Visit:
    """A page in a window of its own, with what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def settle(self) -> None:
        """Scroll through the page until every chart had its turn."""
        self.page.wait_for_load_state("load")
        height = self.page.evaluate("document.documentElement.scrollHeight")
        for top in range(0, height + 600, 600):
            self.page.evaluate(f"window.scrollTo(0, {top})")
            self.page.wait_for_timeout(30)
        wait_until(self.page, "document.querySelectorAll('.chart:not(.is-live)').length === 0")


@pytest.fixture
def visit(browser: Browser) -> Iterator:
    """Open an address: ``visit(address, width=…, scheme=…, scripts=…)``."""
    contexts = []

    def open_page(
        address: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        seen = Visit(context.new_page())
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

        def weigh(response) -> None:
            if response.ok and re.match(r"https?:", response.url):
                seen.sizes[response.url] = int(response.header_value("content-length") or 0)

        seen.page.on("response", weigh)
        seen.page.goto(address)
        return seen

    yield open_page
    for context in contexts:
        context.close()
