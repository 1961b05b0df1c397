"""Epochs per second with one browser that shows everything, compared with TensorFlow Playground's own page.

    python -m tests.bench.against_playground FOLDER_OF_ITS_BUILT_PAGE [--seconds 5] [--rounds 3]

Both pages take turns with the same networks, data, batch size and Chromium: its default network (2-4-2-1 tanh on the
circle) and its largest (7 inputs, 6 hidden layers of 8, on the spiral). Both evaluate train and test loss after each
epoch and draw everything that they show. A picture is an animation frame in which the page put new pixels on a canvas.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.served import ask, served, table
from tests.e2e.browsing import chromium

FEATURES = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"]
COUNT_PICTURES = """
window.pictures = 0; let fresh = false;
for (const name of ["putImageData", "drawImage"]) {
  const draw = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) { fresh = true; return draw.apply(this, given); };
}
const count = () => { if (fresh) { window.pictures += 1; fresh = false; } requestAnimationFrame(count); };
requestAnimationFrame(count);
"""


def project(data: str, features: list[str], widths: list[int]) -> dict[str, Any]:
    """The playground's network as our project: tanh layers, batches of 10, gradient descent with learning rate 0.03."""
    ids = ["x"]
    nodes: list[dict[str, Any]] = [{"id": "x", "layer": {"type": "input", "features": features}}]
    for index, width in enumerate(widths, 1):
        nodes.append({"id": f"h{index}", "layer": {"type": "linear", "out_features": width}})
        nodes.append({"id": f"a{index}", "layer": {"type": "tanh"}})
        ids += [f"h{index}", f"a{index}"]
    nodes.append({"id": "y", "layer": {"type": "output"}})
    ids.append("y")
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    positions = {name: [(i // 2) * 190, 40] for i, name in enumerate(ids)}
    return {
        "torchground": 1,
        "title": f"{data} {widths}",
        "network": {"nodes": nodes, "edges": edges},
        "data": {"type": data, "num_samples": 500, "noise": 0.0, "test_fraction": 0.5, "seed": 1},
        "training": {
            "optimizer": {"type": "sgd", "lr": 0.03},
            "batch_size": 10,
            "epochs": 1_000_000,
        },
        "view": {"positions": positions},
    }


CASES = {
    "default 2-4-2-1": (
        "#networkShape=4,2&batchSize=10&dataset=circle",
        project("circle", ["x1", "x2"], [4, 2]),
    ),
    "largest 7-8×6-1": (
        "#networkShape=8,8,8,8,8,8&batchSize=10&dataset=spiral&x=true&y=true&xTimesY=true"
        "&xSquared=true&ySquared=true&sinX=true&sinY=true",
        project("spiral", FEATURES, [8] * 6),
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    rows: list[list[object]] = []
    with files(given.folder) as theirs, served() as ours, chromium() as browser:
        for name, (fragment, file) in CASES.items():
            rounds = [
                (
                    their_speed(browser, theirs + fragment, given.seconds),
                    *our_speed(browser, ours, file, given.seconds),
                )
                for _ in range(given.rounds)
            ]
            their, our, pictures = (
                statistics.median(column) for column in zip(*rounds, strict=True)
            )
            rows.append([name, their, our, our / their, pictures])
    table(rows, "network", "playground epochs/s", "torchground epochs/s", "ratio", "pictures/s")


@contextmanager
def files(folder: str) -> Iterator[str]:
    """The address of a server that serves the folder on its own port."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html"
    finally:
        server.shutdown()


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.route("**/*", lambda r: r.continue_() if "127.0.0.1" in r.request.url else r.abort())
    page.add_init_script(COUNT_PICTURES)
    page.goto(address)
    return page


def their_speed(browser: Browser, address: str, seconds: float) -> float:
    page = opened(browser, address)
    page.wait_for_selector("#play-pause-button")
    page.click("#play-pause-button")
    page.wait_for_timeout(1500)
    begin, before = time.perf_counter(), _number(page.inner_text("#iter-number"))
    page.wait_for_timeout(seconds * 1000)
    after, end = _number(page.inner_text("#iter-number")), time.perf_counter()
    page.close()
    return (after - before) / (end - begin)


def our_speed(
    browser: Browser, base: str, file: dict[str, Any], seconds: float
) -> tuple[float, float]:
    run = ask(base, "/api/runs", {"project": file, "paused": True})["info"]["id"]
    page = opened(browser, f"{base}/#run={run}")
    page.get_by_role("button", name="Play", exact=False).first.click()
    page.wait_for_timeout(3000)
    begin, before, drawn = time.perf_counter(), _epoch(base, run), page.evaluate("pictures")
    page.wait_for_timeout(seconds * 1000)
    after, end = _epoch(base, run), time.perf_counter()
    pictures = page.evaluate("pictures") - drawn
    ask(base, f"/api/runs/{run}/commands", {"type": "stop"})
    page.close()
    return (after - before) / (end - begin), pictures / (end - begin)


def _epoch(base: str, run: str) -> int:
    return int(ask(base, f"/api/runs/{run}")["info"]["epoch"])


def _number(text: str) -> int:
    return int(text.replace(",", ""))


if __name__ == "__main__":
    main()
