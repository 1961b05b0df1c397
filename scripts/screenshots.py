"""Takes pictures of the main states of the page, from a running server or one that it starts.

    python scripts/screenshots.py [--server http://127.0.0.1:8000] [--out FOLDER] [--only NAME ...] [--readme]

Every picture is of a real run, trained as far as it says. ``--readme`` also renews ``docs/screenshot-spiral.png``.
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
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

LAPTOP = (1366, 768)
DESKTOP = (1920, 1080)
ROOT = Path(__file__).resolve().parents[1]
README_PICTURE = ROOT / "docs" / "screenshot-spiral.png"
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
    """One picture: a lesson, trained for a while, looked at in a window."""

    name: str
    lesson: str
    epochs: int
    window: tuple[int, int] = LAPTOP
    dark: bool = False
    still_running: bool = False
    """The picture is taken in mid-training rather than paused."""
    prepare: Callable[[Page], None] | None = None
    """What a person does before the picture."""


def open_tab(title: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("tab", name=title).click()


def break_drawing(page: Page) -> None:
    """Pictures under a drawing made for points: what does not fit is said, with buttons that mend it."""
    open_tab("Data")(page)
    page.get_by_role("button", name="Digits").first.click()
    open_tab("Layers")(page)
    page.wait_for_timeout(1500)


def fork(page: Page) -> None:
    """Two other learning rates beside the run's own."""
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


def main() -> None:
    options = parse()
    shots = [shot for shot in SHOTS if not options.only or shot.name in options.only]
    options.out.mkdir(parents=True, exist_ok=True)
    with served(options.server) as server, browser() as chromium:
        for shot in shots:
            path = options.out / f"{shot.name}.png"
            take(chromium, server, shot, path)
            print(path)
    if options.readme:
        shutil.copyfile(options.out / "readme.png", README_PICTURE)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", help="base address of a running server; else one is started")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--only", nargs="*", default=[], choices=[shot.name for shot in SHOTS])
    parser.add_argument("--readme", action="store_true", help="renew the picture in docs/")
    return parser.parse_args()


def take(chromium: Browser, server: str, shot: Shot, path: Path) -> None:
    """Start the lesson's run, wait until it is as far as the picture says, and take it."""
    width, height = shot.window
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.on("pageerror", lambda error: print(f"{shot.name}: {error}", file=sys.stderr))
    run = start(server, shot)
    page.goto(f"{server}/#run={run}")
    page.get_by_role("heading", name="Loss").wait_for()
    if shot.epochs:
        wait_for_epoch(server, run, shot.epochs)
        if not shot.still_running:
            post(server, f"/api/runs/{run}/commands", {"type": "pause"})
    if shot.prepare:
        shot.prepare(page)
    # The charts' own code is fetched when the page has nothing better to do.
    page.wait_for_timeout(3500)
    page.screenshot(path=path)
    context.close()
    post(server, f"/api/runs/{run}/commands", {"type": "stop"})


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
    """Chromium: the one of ``CHROMIUM_PATH``, the system's, else Playwright's own."""
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
