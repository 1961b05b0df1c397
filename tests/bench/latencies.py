"""How long a person waits: from play to the first loss, from pause to the stop, from an edit to its check.

    python -m tests.bench.latencies [--rounds 20]

A real server with a warm worker. "At the client" means that a socket's message is parsed. "Drawn" is the first
animation frame of Chromium in which the page shows another loss and another step than before play.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.served import table
from tests.e2e.browsing import Person, chromium
from tests.e2e.projects import Json, chain, lesson, one_long_epoch
from tests.e2e.served import Served
from tests.e2e.tab import Tab

NOTE_FIRST_FRAME = """() => {
  const panel = [...document.querySelectorAll("section")].find((e) => e.querySelector("h2")?.textContent === "Loss");
  const loss = () => [...panel.querySelectorAll("dd")].map((e) => e.textContent).join();
  const step = () => document.querySelector("[data-testid=step]").textContent;
  const before = [loss(), step()];
  let pressed = null;
  addEventListener("click", (event) => {
    if (event.target.closest("[aria-label=Play]")) pressed ??= event.timeStamp;
  }, true);
  const look = () => {
    if (pressed !== null && loss() !== before[0] && step() !== before[1])
      document.documentElement.dataset.waited = performance.now() - pressed;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        server = Served(Path(folder))
        try:
            server.start()
            server.wait_for_worker()
            rows = [
                row("play → first loss point, at the client", 300, rounds, plays(server)),
                row("play → loss on the page, drawn", 300, rounds, plays_drawn(server, browser)),
                row("pause within a long epoch", 100, rounds, pauses(server)),
                row("check of 50 nodes, round trip", 50, rounds, checks(server)),
                row("the same, from the page's fetch", 50, rounds, page_checks(server, browser)),
            ]
        finally:
            server.stop()
    table(rows, "what", "figure, ms", "median, ms", "worst, ms")


def row(name: str, figure: int, rounds: int, once: Callable[[], float]) -> list[object]:
    """One line of the table. The first round warms everything up and does not count."""
    once()
    times = [once() * 1000 for _ in range(rounds)]
    return [name, f"≤ {figure}", round(statistics.median(times), 1), round(max(times), 1)]


def plays(server: Served) -> Callable[[], float]:
    """The time from the command to the first point of the training (a batch or an epoch later)."""

    def once() -> float:
        with Tab(server) as tab:
            run_id = tab.start(lesson("two-spirals"), draft=True, paused=True)
            tab.follow(run_id)
            tab.until_point(run_id)
            begun = time.perf_counter()
            tab.say(type="command", id=0, run=run_id, command={"type": "play"})
            tab.until_point(run_id, lambda point: point["step"] > 0)
            took = time.perf_counter() - begun
            tab.command(run_id, type="stop")
            return took

    return once


def plays_drawn(server: Served, browser: Browser) -> Callable[[], float]:
    """The time from the click to the animation frame in which the page shows step and loss."""

    def once() -> float:
        person = Person(browser, server.address)
        person.open()
        page = person.page
        button = page.get_by_role("button", name="Play", exact=True)
        button.wait_for()
        page.get_by_role("banner").get_by_text("ready", exact=True).first.wait_for()
        page.evaluate(NOTE_FIRST_FRAME)
        button.click()
        waited = page.locator("html[data-waited]")
        waited.wait_for(state="attached")
        took = float(waited.get_attribute("data-waited") or "nan") / 1000
        stop_all(server)
        person.leave()
        return took

    return once


def pauses(server: Served) -> Callable[[], float]:
    """The time from the command to its answer. It comes when the loop has stopped between two steps."""

    def once() -> float:
        with Tab(server) as tab:
            run_id = tab.start(one_long_epoch())
            tab.follow(run_id)
            tab.until_point(run_id, lambda point: point["step"] >= 50)
            begun = time.perf_counter()
            tab.obeyed(run_id, type="pause")
            took = time.perf_counter() - begun
            paused = tab.until_state(run_id, "paused")
            assert paused["step"] % paused["steps_per_epoch"], "not within an epoch"
            tab.command(run_id, type="stop")
            return took

    return once


def checks(server: Served) -> Callable[[], float]:
    """The time from sending the file to the parsed report."""
    tab = Tab(server).__enter__()

    def once() -> float:
        begun = time.perf_counter()
        report = tab.http.post("/api/check", json=fifty_nodes()).json()
        assert report["ok"]
        assert len(report["nodes"]) == 50
        return time.perf_counter() - begun

    return once


def page_checks(server: Served, browser: Browser) -> Callable[[], float]:
    """The same time in the page, with JSON in both directions."""
    person = Person(browser, server.address)
    person.open()
    page: Page = person.page

    def once() -> float:
        took: float = page.evaluate(
            """async (file) => {
              const begun = performance.now();
              const headers = {"content-type": "application/json"};
              const answer = await fetch("/api/check", {method: "POST", headers, body: JSON.stringify(file)});
              const report = await answer.json();
              return report.ok ? (performance.now() - begun) / 1000 : NaN;
            }""",
            fifty_nodes(),
        )
        return took

    return once


def fifty_nodes() -> Json:
    """A chain of dense layers and activations."""
    layers: dict[str, Json] = {"x": {"type": "input"}}
    for index in range(24):
        layers[f"h{index}"] = {"type": "linear", "out_features": 16}
        layers[f"a{index}"] = {"type": "relu"}
    layers["y"] = {"type": "output"}
    return chain(layers, {"type": "spiral"})


def stop_all(server: Served) -> None:
    """Stops all runs, so that nothing trains for the next person."""
    with Tab(server) as tab:
        for run in tab.http.get("/api/runs").json():
            if run["state"] in ("running", "paused", "queued"):
                tab.command(run["id"], type="stop")


if __name__ == "__main__":
    main()
