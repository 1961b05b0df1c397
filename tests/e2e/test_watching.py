"""A person watches a network learn, in a real browser: every panel shows the worker's own numbers."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import PAGE, WAS_HERE
from tests.e2e.served import Served

LONG_MS = 60_000
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.add_init_script(WAS_HERE)
    page = context.new_page()
    page.set_default_timeout(LONG_MS)
    expect.set_options(timeout=LONG_MS)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert not problems


def test_points_of_the_plane(served: Served, page: Page) -> None:
    run = start(served, "two-spirals", epochs=20)
    page.goto(f"{served.address}/#run={run}")
    output = page.get_by_role("region", name="Output", exact=True)
    answer = output.get_by_role("img", name="What the network answers over the plane")
    expect(answer).to_be_visible()
    expect_state(page, "finished")
    newest = epoch_points(served, run)[-1]
    assert_loss(page, newest)
    assert num_colours(answer) > 20, "the map is drawn"

    before = pixels(answer)
    output.get_by_role("checkbox", name="discretize").check()
    page.wait_for_function(
        "([canvas, old]) => canvas.toDataURL() !== old", arg=[answer.element_handle(), before]
    )
    assert num_colours(answer) == 2, "whole classes"

    box = output.get_by_role("img", name="Train and test samples").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    step = output.locator("dt", has_text="step").locator("xpath=following-sibling::dd[1]")
    expect(step).to_have_text(str(newest["step"]))

    history = page.get_by_role("contentinfo")
    expect(history.get_by_role("group", name="Norm of the gradient of each layer")).to_be_visible()
    history.get_by_role("radiogroup").get_by_text("histograms").click()
    expect(
        history.get_by_role("img", name=re.compile("How the weights of .* are spread"))
    ).to_have_count(4)


def test_pictures_of_digits(served: Served, page: Page) -> None:
    run = start(served, "digits-cnn", epochs=2)
    page.goto(f"{served.address}/#run={run}")
    expect_state(page, "finished")
    table = page.get_by_role("table", name="True classes down, predicted classes across")
    cells = table.get_by_role("cell")
    expect(cells).to_have_count(100)
    info = get(served, f"/api/runs/{run}")["info"]
    counts = [int(text or 0) for text in cells.all_inner_texts()]
    right = sum(counts[row * 10 + row] for row in range(10))
    assert right / sum(counts) == pytest.approx(info["final"]["test_accuracy"])

    worst = page.get_by_role("list", name="Hardest test samples").get_by_role("button")
    expect(worst).to_have_count(12)
    name = worst.first.get_attribute("aria-label") or ""
    number = int(re.findall(r"Test sample (\d+)", name)[0])
    worst.first.click()
    sample = page.get_by_role("region", name="This sample")
    expect(sample).to_contain_text(f"test sample {number}: truly {name.split(': ')[1][0]}")

    page.get_by_role("tab", name="Data").click()
    strip = page.get_by_role("region", name="Sample shown in the network")
    strip.get_by_role("button").nth(3).click()
    expect(strip.get_by_role("button").nth(3)).to_have_attribute("aria-pressed", "true")


def test_prediction_and_curve(served: Served, page: Page) -> None:
    run = start(served, "diabetes", epochs=5)
    page.goto(f"{served.address}/#run={run}")
    expect_state(page, "finished")
    expect(
        page.get_by_role("img", name=re.compile("Predicted .* against the true one"))
    ).to_be_visible()
    run = start(served, "sine", epochs=5)
    page.goto("about:blank")
    page.goto(f"{served.address}/#run={run}")
    expect_state(page, "finished")
    expect(page.get_by_role("img", name="The network’s curve over the samples")).to_be_visible()


def test_a_live_setting_is_marked_and_an_old_run_opens_unchanged(
    served: Served, page: Page
) -> None:
    old = start(served, "xor-hidden-units", epochs=3)
    run = start(served, "two-spirals", epochs=100_000)
    page.goto(f"{served.address}/#run={run}")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    rate = page.get_by_role("textbox", name="Learning rate")
    rate.fill("5")
    rate.press("Enter")
    rate.fill("999")
    expect(page.get_by_text("“999” does not fit; type a number from")).to_be_visible()
    rate.press("Escape")
    rate.fill("0.003")
    rate.press("Enter")
    expect(
        page.get_by_role("figure", name=re.compile("Loss by epoch")).get_by_text("lr 0.003")
    ).to_be_visible()
    page.keyboard.press("Escape")
    post(served, f"/api/runs/{run}/commands", {"type": "stop"})

    runs = page.get_by_role("contentinfo").get_by_role("listitem")
    runs.filter(has_text=title_of(served, old)).first.get_by_role("button").first.click()
    page.wait_for_url(re.compile(old))
    expect_state(page, "finished")
    assert_loss(page, epoch_points(served, old)[-1])


def test_lessons_and_data_are_chosen(served: Served, page: Page) -> None:
    page.goto(served.address)
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("searchbox", name="Search lessons").fill("iris flowers")
    page.get_by_role("button", name="Iris flowers", exact=True).click()
    expect(
        page.get_by_role("table", name="True classes down, predicted classes across")
    ).to_be_visible()
    page.get_by_role("tab", name="Data").click()
    page.get_by_role("button", name="Change data").click()
    page.get_by_role("button", name="Noisy sine").click()
    noise = page.get_by_role("textbox", name="Noise")
    noise.fill("0.25")
    noise.press("Enter")
    expect(page.get_by_role("img", name="The network’s curve over the samples")).to_be_visible()
    expect(page.get_by_role("button", name="Noisy sine Change data")).to_be_visible()


def start(served: Served, lesson: str, *, epochs: int) -> str:
    """A run of a lesson, shortened or lengthened."""
    project = next(each["project"] for each in get(served, "/api/lessons") if each["id"] == lesson)
    project["training"]["epochs"] = epochs
    made = post(served, "/api/runs", {"project": project, "draft": False, "paused": False})
    return str(made["info"]["id"])


def title_of(served: Served, run: str) -> str:
    return str(get(served, f"/api/runs/{run}")["info"]["title"])


def epoch_points(served: Served, run: str) -> list[dict[str, Any]]:
    points = get(served, f"/api/runs/{run}/metrics?after=0&limit=2000")["points"]
    return [point for point in points if point["kind"] == "epoch"]


def assert_loss(page: Page, point: dict[str, Any]) -> None:
    """The numbers under the curve are the point's."""
    panel = page.get_by_role("region", name="Loss", exact=True)
    for name in ("train", "test"):
        value = panel.locator("dt", has_text=name).locator("xpath=following-sibling::dd[1]")
        expect(value).to_have_text(f"{point[f'{name}_loss']:.4f}")


def expect_state(page: Page, state: str) -> None:
    expect(page.get_by_role("banner").get_by_text(state, exact=True).first).to_be_visible()


def pixels(canvas: Locator) -> str:
    return str(canvas.evaluate("canvas => canvas.toDataURL()"))


def num_colours(canvas: Locator) -> int:
    """How many colours a canvas shows."""
    return int(
        canvas.evaluate(
            """canvas => {
                const {width, height} = canvas;
                const image = canvas.getContext("2d").getImageData(0, 0, width, height);
                return new Set(new Uint32Array(image.data.buffer)).size;
            }"""
        )
    )


def get(served: Served, path: str) -> Any:
    with OPENER.open(served.address + path, timeout=30) as answer:
        return json.load(answer)


def post(served: Served, path: str, body: object) -> Any:
    headers = {"content-type": "application/json", "origin": served.address}
    request = urllib.request.Request(
        served.address + path, data=json.dumps(body).encode(), headers=headers
    )
    with OPENER.open(request, timeout=30) as answer:
        return json.load(answer)
