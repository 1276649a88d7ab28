"""Every page in Firefox, from disk and on a phone: no complaint, no foreign request, nothing cut.

Debian's Firefox is driven by WebDriver BiDi, which it speaks itself.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket

SETTINGS = {
    "app.normandy.enabled": False,
    "browser.region.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}
TOO_WIDE = """JSON.stringify(Array.from(
        document.querySelectorAll(".bd-article :is(table, .chart svg[aria-label])"))
    .filter((own) => own.checkVisibility())
    .filter((own) => own.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((own) => own.textContent.slice(0, 60)))"""


class Firefox:
    """A window of Firefox."""

    def __init__(self, program: str, profile: Path) -> None:
        settings = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in SETTINGS.items())
        (profile / "user.js").write_text("\n".join(settings))
        options = ["--headless", "--no-remote", "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(
            [program, *options, "--profile", str(profile), "about:blank"],
            stderr=subprocess.PIPE,
            text=True,
        )
        said = iter(self.process.stderr or ())
        found = (re.search(r"BiDi listening on (ws://\S+)", line) for line in said)
        address = next(match[1] for match in found if match)
        self.socket = websocket.create_connection(
            f"{address}/session", suppress_origin=True, timeout=60
        )
        self.numbers = itertools.count()
        self.events: list[dict[str, Any]] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Any:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer["type"] == "event":
                self.events.append(answer)
            elif answer["id"] == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, address: str, width: int) -> None:
        self.ask(
            "browsingContext.setViewport",
            context=self.tab,
            viewport={"width": width, "height": 900},
        )
        self.events.clear()
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def value(self, expression: str) -> Any:
        answer = self.ask(
            "script.evaluate",
            expression=expression,
            target={"context": self.tab},
            awaitPromise=True,
        )
        return answer["result"]["value"]

    def close(self) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Debian's Firefox."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "no firefox; run tests/install_system_packages.sh"
    window = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield window
    window.close()


def test_firefox_opens_every_page_from_disk_on_a_phone(site, firefox, page_path):
    firefox.open((site / page_path).as_uri(), 340)
    wide = firefox.value("document.documentElement.scrollWidth")
    assert wide <= firefox.value("window.innerWidth")
    assert json.loads(firefox.value(TOO_WIDE)) == []
    events = [(event["method"], event["params"]) for event in firefox.events]
    complaints = [own["text"] for method, own in events if own.get("level") == "error"]
    assert complaints == []
    asked = [own["request"]["url"] for method, own in events if "request" in own]
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
