"""Takes pictures of the main states of the page, from a running server or from one that it starts.

    python scripts/screenshots.py [--server http://127.0.0.1:8000] [--out FOLDER] [--only NAME ...] [--readme]
    python scripts/screenshots.py --lessons [--server …] [--out FOLDER] [--only LESSON ...] [--theme dark] [--large]
    python scripts/screenshots.py --presenting [--server …] [--out FOLDER] [--only LESSON ...] [--theme dark]

Every picture is of a real run after the given number of epochs. ``--readme`` also renews
``docs/screenshot-spiral.png``. ``--lessons`` takes every lesson as a person sees it: opened, played for a moment,
paused. A second picture shows its insides where there are some. Without ``--theme``, light and dark alternate, and some
pictures are large. ``--presenting`` takes every lesson as a room sees it, at 1280 x 720.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

LAPTOP = (1366, 768)
DESKTOP = (1920, 1080)
PROJECTOR = (1280, 720)
ROOT = Path(__file__).resolve().parents[1]
README_PICTURE = ROOT / "docs" / "screenshot-spiral.png"
WAS_HERE = """if (location.protocol.startsWith("http") && !localStorage.getItem("torchground-first-visit")) {
  const closed = { left: false, right: false, bottom: false };
  localStorage.setItem("torchground-layout", JSON.stringify({ tab: "layers", closed }));
  localStorage.setItem("torchground-first-visit", JSON.stringify({ state: { left: [] }, version: 1 }));
}"""
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Shot:
    """One picture: a lesson, trained for some time, in a window."""

    name: str
    lesson: str
    epochs: int
    window: tuple[int, int] = LAPTOP
    dark: bool = False
    still_running: bool = False
    """Whether the picture is taken during the training. Otherwise the run is paused."""
    prepare: Callable[[Page], None] | None = None
    """What a person does before the picture is taken."""


def open_tab(title: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("tab", name=title).click()


def break_drawing(page: Page) -> None:
    """Chooses pictures for a drawing made for points. The page shows problems with fixes."""
    open_tab("Data")(page)
    page.get_by_role("button", name="Change data").click()
    page.get_by_role("button", name="Handwritten digits", exact=True).click()
    open_tab("Layers")(page)
    page.wait_for_timeout(1500)


def fork(page: Page) -> None:
    """Starts two runs with other learning rates beside the run."""
    page.keyboard.press("b")
    page.get_by_role("button", name="Start 2 forks").click()
    page.get_by_role("table", name="What differs between the runs").wait_for()
    page.wait_for_timeout(8000)


def show_all(page: Page) -> None:
    page.get_by_role("button", name="Show the whole network").click()
    page.mouse.move(0, 0)


SHOTS = [
    Shot("spiral", "two-spirals", 250),
    Shot("spiral-start", "two-spirals", 0),
    Shot("spiral-training", "two-spirals", 60, DESKTOP, still_running=True),
    Shot("spiral-dark", "two-spirals", 250, dark=True),
    Shot("spiral-large", "two-spirals", 250, DESKTOP, prepare=show_all),
    Shot("readme", "two-spirals", 200, (1440, 900), prepare=show_all),
    Shot("digits", "digits-cnn", 6, prepare=open_tab("Data")),
    Shot("digits-dark", "digits-cnn", 6, dark=True, prepare=open_tab("Data")),
    Shot("digits-large", "digits-cnn", 6, DESKTOP, prepare=open_tab("Data")),
    Shot("digits-large-dark", "digits-cnn", 6, DESKTOP, dark=True, prepare=open_tab("Data")),
    Shot("sine", "sine", 40, prepare=open_tab("Data")),
    Shot("diabetes", "diabetes", 30),
    Shot("hills-dark", "hills", 60, dark=True),
    Shot("iris", "iris", 30, prepare=open_tab("Lessons")),
    Shot("comparison", "two-spirals", 60, prepare=fork),
    Shot("comparison-large-dark", "two-spirals", 60, DESKTOP, dark=True, prepare=fork),
    Shot("error", "two-spirals", 10, prepare=break_drawing),
]


LESSON_SECS = 6
"""How many seconds a lesson is played. A lesson of a few epochs may end earlier."""
LESSON_EPOCHS = 4
LARGE_EVERY = 6
"""The number of lessons after which one is shown in the large window."""


def main() -> None:
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    with served(options.server) as server, browser() as chromium:
        if options.presenting:
            take_presented(chromium, server, options)
        elif options.lessons:
            take_lessons(chromium, server, options)
        else:
            take_shots(chromium, server, options)


def take_shots(chromium: Browser, server: str, options: argparse.Namespace) -> None:
    shots = [shot for shot in SHOTS if not options.only or shot.name in options.only]
    for shot in shots:
        path = options.out / f"{shot.name}.png"
        take(chromium, server, shot, path)
        print(path)
    if options.readme:
        shutil.copyfile(options.out / "readme.png", README_PICTURE)


def take_lessons(chromium: Browser, server: str, options: argparse.Namespace) -> None:
    """Takes every lesson, or those named."""
    for place, lesson in enumerate(get(server, "/api/lessons")):
        if options.only and lesson["id"] not in options.only:
            continue
        shot = lesson_shot(lesson["id"], place, options)
        take_lesson(chromium, server, shot, lesson, options.out)


def take_presented(chromium: Browser, server: str, options: argparse.Namespace) -> None:
    """Takes every lesson in the presenting mode, or those named, after some training."""
    for lesson in get(server, "/api/lessons"):
        if options.only and lesson["id"] not in options.only:
            continue
        shot = Shot(lesson["id"], lesson["id"], 0, PROJECTOR, dark=options.theme == "dark")
        with opened(chromium, shot) as page:
            run = start(server, shot)
            train_for_a_moment(server, run)
            page.goto(f"{server}/#run={run}&present")
            page.get_by_role("complementary").first.wait_for()
            page.wait_for_timeout(2500)
            picture(page, options.out / f"{shot.name}.png")
        stop_run(server, run)


def train_for_a_moment(server: str, run: str) -> None:
    """Trains a few epochs or seconds, and pauses."""
    post(server, f"/api/runs/{run}/commands", {"type": "play"})
    with suppress(SystemExit):
        wait_for_epoch(server, run, LESSON_EPOCHS, LESSON_SECS)
    with suppress(urllib.error.HTTPError):
        post(server, f"/api/runs/{run}/commands", {"type": "pause"})


def lesson_shot(lesson_id: str, place: int, options: argparse.Namespace) -> Shot:
    """The picture of a lesson in the requested window and theme. Without a request, they alternate."""
    turns = options.theme is None
    large = options.large or (turns and place % LARGE_EVERY == LARGE_EVERY - 1)
    dark = place % 2 == 1 if turns else options.theme == "dark"
    return Shot(lesson_id, lesson_id, LESSON_EPOCHS, DESKTOP if large else LAPTOP, dark=dark)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", help="base address of a running server; else one is started")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--only", nargs="*", default=[], help="names of pictures, or of lessons")
    parser.add_argument("--readme", action="store_true", help="renew the picture in docs/")
    parser.add_argument("--lessons", action="store_true", help="a picture of every lesson")
    parser.add_argument("--presenting", action="store_true", help="lessons in presenting mode")
    parser.add_argument("--theme", choices=["light", "dark"], help="of the lessons' pictures")
    parser.add_argument("--large", action="store_true", help="lessons in a large window")
    return parser.parse_args()


def take_lesson(
    chromium: Browser, server: str, shot: Shot, lesson: dict[str, Any], out: Path
) -> None:
    """Opens a lesson, plays it for a moment, pauses it and takes the picture. Then takes a picture of its insides."""
    with opened(chromium, shot) as page:
        page.goto(server)
        choose_lesson(page, lesson)
        play_for_a_moment(page, lesson)
        page.wait_for_timeout(1500)
        picture(page, out / f"{shot.name}.png")
        page.get_by_role("tab", name="Insides").click()
        page.wait_for_timeout(2000)
        if page.get_by_role("contentinfo").get_by_role("region").count():
            picture(page, out / f"{shot.name}-insides.png")
        stop_run(server, page.url.partition("#run=")[2])


def choose_lesson(page: Page, lesson: dict[str, Any]) -> None:
    """Chooses a lesson by its title, in its group."""
    page.get_by_role("tab", name="Lessons").click()
    group = page.get_by_role("region", name=lesson["group"], exact=True)
    fold = group.get_by_role("heading").get_by_role("button")
    if fold.get_attribute("aria-expanded") == "false":
        fold.click()
    group.get_by_role("button", name=lesson["title"], exact=True).click()
    page.wait_for_timeout(1500)  # waits for the check and the draft run


def play_for_a_moment(page: Page, lesson: dict[str, Any]) -> None:
    """Plays a few epochs or seconds, or to the end. A lesson that cannot be played stays as it is."""
    page.get_by_role("button", name="Play", exact=True).click()
    until = time.monotonic() + LESSON_SECS
    while time.monotonic() < until and not has_trained(page):
        page.wait_for_timeout(200)
    pause = page.get_by_role("button", name="Pause", exact=True)
    with suppress(TimeoutError):
        pause.click(timeout=5000)


def has_trained(page: Page) -> bool:
    epoch = int(page.get_by_test_id("epoch").inner_text().replace(",", ""))
    return epoch >= LESSON_EPOCHS


def picture(page: Page, path: Path) -> None:
    page.mouse.move(0, 0)
    page.screenshot(path=path)
    print(path, flush=True)


def stop_run(server: str, run: str) -> None:
    """Stops the run, if there is one and it is not over."""
    if run:
        with suppress(urllib.error.HTTPError):
            post(server, f"/api/runs/{run}/commands", {"type": "stop"})


@contextmanager
def opened(chromium: Browser, shot: Shot) -> Iterator[Page]:
    """The page of a person with that window and theme, who has seen the first hints. Prints the errors of the page."""
    width, height = shot.window
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    context.add_init_script(WAS_HERE)
    page = context.new_page()
    page.on("pageerror", lambda error: print(f"{shot.name}: {error}", file=sys.stderr))
    page.on(
        "console",
        lambda message: (
            print(f"{shot.name}: {message.text}", file=sys.stderr)
            if message.type in ("error", "warning")
            else None
        ),
    )
    yield page
    context.close()


def take(chromium: Browser, server: str, shot: Shot, path: Path) -> None:
    """Starts the lesson's run, waits until it has trained enough, and takes the picture."""
    with opened(chromium, shot) as page:
        run = start(server, shot)
        show(page, server, shot, run)
        page.screenshot(path=path)
    stop_run(server, run)


def show(page: Page, server: str, shot: Shot, run: str) -> None:
    """Shows the run on the page and waits until it has trained enough."""
    page.goto(f"{server}/#run={run}")
    page.get_by_role("heading", name="Loss").wait_for()
    if shot.epochs:
        wait_for_epoch(server, run, shot.epochs)
        if not shot.still_running:
            post(server, f"/api/runs/{run}/commands", {"type": "pause"})
    if shot.prepare:
        shot.prepare(page)
    # The page loads the code of the charts when it has nothing else to do.
    page.wait_for_timeout(3500)


def start(server: str, shot: Shot) -> str:
    project = next(
        lesson["project"] for lesson in get(server, "/api/lessons") if lesson["id"] == shot.lesson
    )
    made = post(
        server, "/api/runs", {"project": project, "draft": False, "paused": shot.epochs == 0}
    )
    return str(made["info"]["id"])


def wait_for_epoch(server: str, run: str, epoch: int, secs: float = 120) -> None:
    until = time.monotonic() + secs
    while True:
        info = get(server, f"/api/runs/{run}")["info"]
        if info["epoch"] >= epoch or info["state"] in ("finished", "failed", "stopped"):
            return
        if time.monotonic() > until:
            raise SystemExit(f"the run is at epoch {info['epoch']} of {epoch} after {secs} s")
        time.sleep(0.1)


def get(server: str, path: str) -> Any:
    with OPENER.open(server + path, timeout=30) as answer:
        return json.load(answer)


def post(server: str, path: str, body: object) -> Any:
    request = urllib.request.Request(
        server + path,
        data=json.dumps(body).encode(),
        headers={"content-type": "application/json", "origin": server},
    )
    with OPENER.open(request, timeout=30) as answer:
        return json.load(answer)


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def served(address: str | None) -> Iterator[str]:
    """The base address of a server: the given one, or a new one with an empty data folder."""
    if address:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "torchground.cli", "serve", "--port", "0"]
        process = subprocess.Popen(
            [*command, "--data-dir", folder], stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            welcome = next(line for line in process.stdout if "http://" in line)
            server = "http://" + welcome.split("http://")[1].split()[0].rstrip("/")
            while get(server, "/api/health")["workers"]["ready"] < 1:
                time.sleep(0.1)
            yield server
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium from ``CHROMIUM_PATH``, else the system's, else Playwright's own."""
    known = [os.environ.get("CHROMIUM_PATH"), shutil.which("chromium")]
    path = next((path for path in known if path), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        try:
            yield chromium
        finally:
            chromium.close()


if __name__ == "__main__":
    main()
