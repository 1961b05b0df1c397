"""A person's browser: a real Chromium whose page is watched for errors, strangers and what the stream tells it."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, WebSocket, expect, sync_playwright

from tests.server.frames import Frames
from torchground.lessons import Lesson

PAGE = Path(__file__).parents[2] / "backend" / "torchground" / "server" / "page" / "index.html"
"""What ``run.py setup`` builds."""
LONG_MS = 90_000
WAS_HERE = """if (location.protocol.startsWith("http") && !localStorage.getItem("torchground-first-visit")) {
  const closed = { left: false, right: false, bottom: false };
  localStorage.setItem("torchground-layout", JSON.stringify({ tab: "layers", closed }));
  localStorage.setItem("torchground-first-visit", JSON.stringify({ state: { left: [] }, version: 1 }));
}"""
"""A script that makes a new browser one whose person has seen the hints of a first visit."""
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_OPTIONS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, headless."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


class Person:
    """Somebody with a browser of their own (cookies, storage) and one page open.

    They know the page already, and work with the palette open; a ``newcomer`` was never here before.
    """

    def __init__(
        self, browser: Browser, address: str, *, newcomer: bool = False, **options: Any
    ) -> None:
        options = {"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce"} | options
        self.address = address
        self.complaints: list[str] = []
        """Errors and warnings of the page, and requests to anybody but the server."""
        self.seqs: dict[str, list[int]] = {}
        """By run: the seq of every point that the page's newest line gave it."""
        self.context = browser.new_context(**options)
        if not newcomer:
            self.context.add_init_script(WAS_HERE)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(LONG_MS)
        expect.set_options(timeout=LONG_MS)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{message.type}: {message.text}")
                if message.type in ("error", "warning")
                else None
            ),
        )
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("websocket", self._listen)

    def open(self, fragment: str = "") -> None:
        """Go to the page, or load it anew, and wait until it is there."""
        self.page.goto(f"{self.address}/{fragment}")
        self.wait_until_drawn()

    def open_presenting(self, fragment: str) -> None:
        """Go to the page by a link that presents, and wait until its view is there."""
        self.page.goto(f"{self.address}/{fragment}")
        expect(self.page.get_by_role("complementary")).to_be_visible()

    def reload(self) -> None:
        self.page.reload()
        self.wait_until_drawn()

    def wait_until_drawn(self) -> None:
        expect(self.page.get_by_role("region", name="Loss", exact=True)).to_be_visible()

    def step(self) -> int:
        """The step that the page says the run is at."""
        return int((self.page.get_by_test_id("step").text_content() or "0").replace(",", ""))

    def wait_for_step(self, step: int) -> None:
        """Until the page says that the run is beyond this step."""
        counter = self.page.get_by_test_id("step")
        while (now := self.step()) <= step:
            try:
                expect(counter).not_to_have_text(f"{now:,}")
            except AssertionError as error:
                raise AssertionError(f"no further than {now}; {self.says()}") from error

    def says(self) -> str:
        """What the page says of its run and of its line, for the message of a test that fails."""
        line = self.page.get_by_role("button", name=re.compile("websocket|line is slow")).all()
        words = [button.get_attribute("aria-label") or "" for button in line]
        words += self.page.get_by_role("status").all_inner_texts()
        return f"{self.page.get_by_role('banner').inner_text()!r} {words!r} {self.page.url}"

    def choose(self, lesson: Lesson) -> None:
        """Open a lesson in its group, and wait until its drawing is on the canvas."""
        page = self.page
        page.get_by_role("tab", name="Lessons").click()
        group = page.get_by_role("region", name=lesson.group, exact=True)
        fold = group.get_by_role("heading").get_by_role("button")
        if fold.get_attribute("aria-expanded") == "false":
            fold.click()
        group.get_by_role("button", name=lesson.title, exact=True).click()
        nodes = lesson.project["network"]["nodes"]
        expect(page.locator(f'.react-flow__node[data-id="{nodes[-1]["id"]}"]')).to_be_attached()

    def set_epochs(self, epochs: int) -> None:
        """Type how many epochs the drawing is to train."""
        field = self.page.get_by_role("textbox", name="Epochs", exact=True)
        field.fill(str(epochs))
        field.press("Enter")

    def run_id(self) -> str:
        """Of the run on the screen, by the page's address."""
        return self.page.url.rpartition("#run=")[2]

    def wait_for_points(self, run_id: str, count: int) -> None:
        """Until the stream has given the page so many points."""
        end = time.monotonic() + LONG_MS / 1000
        while (found := len(self.seqs.get(run_id, []))) < count:
            assert time.monotonic() < end, f"{found} of {count} points came"
            self.page.wait_for_timeout(20)  # lets the browser's news in

    def leave(self) -> None:
        self.context.close()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"asks {url}")

    def _listen(self, socket: WebSocket) -> None:
        if not socket.url.startswith(self.address.replace("http", "ws")):
            self.complaints.append(f"asks {socket.url}")
        self.seqs = {}
        socket.on("framereceived", partial(_heard, self.seqs, Frames()))


def _heard(seqs: dict[str, list[int]], frames: Frames, frame: str | bytes) -> None:
    """Keep the seqs of a frame of points."""
    whole = frames.take(frame)
    message: dict[str, Any] = json.loads(whole) if isinstance(whole, str) else {}
    if message.get("type") == "points":
        seqs.setdefault(message["run"], []).extend(point["seq"] for point in message["points"])
