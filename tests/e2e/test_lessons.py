"""Every lesson as a person meets it: opened, played, every view on the screen filled with the run's own readings."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import httpx
import pytest
from playwright.sync_api import Browser, WebSocket, expect

from tests.e2e.browsing import LONG_MS, PAGE, Person
from tests.e2e.conftest import tidy
from tests.e2e.projects import Json
from tests.e2e.served import Served
from tests.e2e.tab import Tab
from tests.server.frames import Frames
from torchground.lessons import Lesson, lessons
from torchground.telemetry.messages import probe_key
from torchground.telemetry.wire import unpack_frame

T = TypeVar("T")

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]

DOWNLOADED = "cnn-mnist"
"""Its data come from the net, so here it only says what is missing."""
PLAYED = [lesson for lesson in lessons() if lesson.id != DOWNLOADED]


class Learner(Person):
    """Somebody whose page is heard out: what it watches, and what it is sent."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.watched: tuple[str, list[str]] = ("", [])
        """The run and the keys of the probes that the page asked for last."""
        self.steps: dict[tuple[str, str], int] = {}
        """By run and key, the step of the newest reading."""
        self.problems: dict[tuple[str, str], str] = {}
        super().__init__(browser, address)
        self.page.on("websocket", self._overhear)

    def run_of(self, lesson: Lesson) -> str:
        """Wait until the run on the screen is of this lesson; which it is."""
        with httpx.Client(base_url=self.address, trust_env=False) as client:
            return self.until(lambda: self._run_called(client, lesson.title))

    def _run_called(self, client: httpx.Client, title: str) -> str:
        """The run on the screen, if that is its title."""
        run = self.run_id()
        answer = client.get(f"/api/runs/{run}") if run else None
        if answer is None or answer.status_code != 200:
            return ""
        return run if answer.json()["project"]["title"] == title else ""

    def unseen(self, run: str) -> list[str]:
        """The probes on the screen that have not shown a step of this run, and why, where it is known."""
        asked, keys = self.watched
        if asked != run or not keys:
            return [f"nothing of run {run} is watched", self.says(), asked]
        return [
            f"{key} {self.problems.get((run, key), '')}"
            for key in keys
            if self.steps.get((run, key), 0) < 1
        ]

    def see_all(self, run: str) -> None:
        """Wait until every view on the screen has shown a step of this run."""
        self.until(lambda: not self.unseen(run), lambda: self.unseen(run))

    def until(self, found: Callable[[], T], why: Callable[[], object] = str) -> T:
        """Wait until something is found, and give it."""
        end = time.monotonic() + LONG_MS / 1000
        while not (thing := found()):
            assert time.monotonic() < end, why()
            self.page.wait_for_timeout(20)  # lets the browser's news in
        return thing

    def _overhear(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        frames = Frames()
        socket.on("framereceived", lambda frame: self._received(frames.take(frame)))

    def _sent(self, frame: str | bytes) -> None:
        message: Json = json.loads(frame) if isinstance(frame, str) else {}
        if message.get("type") == "watch":
            self.watched = (message["run"], [probe_key(probe) for probe in message["probes"]])

    def _received(self, frame: str | bytes | None) -> None:
        if frame is None:
            return
        if isinstance(frame, bytes):
            reading = unpack_frame(frame)
            self.steps[reading["run"], reading["probe"]] = reading["step"]
            return
        message: Json = json.loads(frame)
        if message["type"] == "probe_problem":
            self.problems[message["run"], message["probe"]] = message["error"]


@contextmanager
def learning(browser: Browser, server: Served) -> Iterator[Learner]:
    """Somebody new, with the insides of the network in the strip."""
    someone = Learner(browser, server.address)
    someone.open()
    someone.page.get_by_role("tab", name="Insides").click()
    yield someone
    someone.leave()
    with Tab(server) as tab:
        tidy(tab.http)


@pytest.fixture
def learner(browser: Browser, server: Served) -> Iterator[Learner]:
    with learning(browser, server) as someone:
        yield someone


@pytest.fixture(scope="module")
def diligent(browser: Browser, server: Served) -> Iterator[Learner]:
    """One who takes one lesson after the other, in one page."""
    with learning(browser, server) as someone:
        yield someone


@pytest.mark.parametrize("lesson", PLAYED, ids=lambda lesson: lesson.id)
def test_a_lesson_is_opened_and_played(diligent: Learner, lesson: Lesson) -> None:
    page = diligent.page
    diligent.choose(lesson)
    page.get_by_role("button", name="Play", exact=True).click()
    try:
        diligent.see_all(diligent.run_of(lesson))
        for missing in ("Waiting for the first numbers", "could not be", "shape unknown"):
            expect(page.get_by_text(missing)).to_have_count(0)
        expect(page.get_by_role("alert")).to_have_count(0)
        assert not diligent.complaints
    finally:
        diligent.complaints.clear()
        stop = page.get_by_role("button", name="Stop for good")
        if stop.is_enabled():
            stop.click()


def test_a_lesson_without_its_data_says_where_they_come_from(learner: Learner) -> None:
    learner.choose(next(lesson for lesson in lessons() if lesson.id == DOWNLOADED))
    learner.page.get_by_role("button", name="Play", exact=True).click()
    expect(learner.page.get_by_text("download it once").first).to_be_visible()
    # The browser itself remarks that the server refused to show data that it does not have.
    learner.complaints = [said for said in learner.complaints if "422" not in said]
    assert not learner.complaints


def test_the_gradient_that_is_not_clipped_ends_its_run_with_a_sentence(
    served: Served, learner: Learner
) -> None:
    lesson = next(lesson for lesson in lessons() if lesson.id == "rnn-clip")
    project = next(
        variant.project for variant in lesson.compare if "without" in variant.name.lower()
    )
    with Tab(served) as tab:
        run = tab.start(project)
        tab.follow(run)
        reason = tab.until_state(run, "failed")["reason"]
    learner.open(f"#run={run}")
    expect(learner.page.get_by_text(reason).first).to_be_visible()
    expect(learner.page.get_by_role("banner").get_by_text("failed").first).to_be_visible()


def test_a_lesson_opens_with_the_pictures_that_it_speaks_of(learner: Learner) -> None:
    """Whatever stood in the strip before: another tab, or a comparison of other runs."""
    of = {lesson.id: lesson for lesson in lessons()}
    strip = learner.page.get_by_role("contentinfo")
    strip.get_by_role("tab", name="History").click()
    learner.choose(of["perceptron-and"])
    expect(strip.get_by_role("region", name="The line")).to_be_in_viewport(ratio=0.9)
    strip.get_by_role("tab", name="Compare").click()
    learner.choose(of["gan-ring"])
    expect(strip.get_by_role("region", name="Generated samples")).to_be_in_viewport(ratio=0.9)
    strip.get_by_role("tab", name="History").click()
    learner.choose(of["two-spirals"])
    expect(strip.get_by_role("tab", name="History")).to_have_attribute("aria-selected", "true")
