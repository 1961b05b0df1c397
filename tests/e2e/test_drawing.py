"""A person draws, in a real browser: drags layers, wires them, is refused with a reason and a fix, undoes it all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.e2e.browsing import PAGE, WAS_HERE
from tests.e2e.served import Served

LONG_MS = 60_000
SPIRAL = ["x", "h1", "h2", "h3", "y"]

ALL_IN_SIGHT = """() => {
    const { left: low, right: high } = document.querySelector("main").getBoundingClientRect();
    const panel = document.querySelector("main aside").getBoundingClientRect();
    const cards = [...document.querySelectorAll(".react-flow__node")];
    return cards.every((card) => {
        const { left, right } = card.getBoundingClientRect();
        const isOpen = card.querySelector("article").dataset.selected === "true";
        const isCovered = left < panel.right && panel.left < right;
        return left >= low && right <= high && !(isOpen && isCovered);
    });
}"""
"""Whether every card lies in the canvas, and the opened one is not covered by its settings."""

RECORD_SEEN = """() => {
    window.seen = [];
    const record = () => {
        const drawn = document.querySelector(".react-flow__renderer");
        const cards = [...document.querySelectorAll(".react-flow__node")];
        if (getComputedStyle(drawn).opacity === "1" && cards.length === 7) {
            const places = cards.map((card) => card.getBoundingClientRect());
            window.seen.push(places.map(({ x, y }) => [x, y].map(Math.round)).join(" "));
        }
        requestAnimationFrame(record);
    };
    requestAnimationFrame(record);
}"""
"""Notes frame by frame where the seven cards of the digits are seen."""

Point: TypeAlias = tuple[float, float]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """The first lesson, two spirals, on the canvas of a new person."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.add_init_script(WAS_HERE)
    page = context.new_page()
    page.set_default_timeout(LONG_MS)
    expect.set_options(timeout=LONG_MS)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(served.address)
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("button", name="Two spirals", exact=True).first.click()
    page.get_by_role("tab", name="Layers").click()
    expect_cards(page, SPIRAL)
    yield page
    context.close()
    assert not problems


def test_a_layer_is_dragged_onto_a_wire_and_taken_back(page: Page) -> None:
    drag(page, middle(chip(page, "batch_norm1d")), between(page, "h2", "h3"))
    expect_cards(page, [*SPIRAL, "batch_norm1d1"])
    expect_wires(page, ["x>h1", "a1>h2", "a2>batch_norm1d1", "batch_norm1d1>h3", "a3>y"])
    expect(shape_labels(page).first).to_be_visible()

    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect_cards(page, SPIRAL)
    page.keyboard.press("Control+Shift+z")
    expect_cards(page, [*SPIRAL, "batch_norm1d1"])


def test_an_activation_dropped_on_a_card_is_drawn_inside_it(page: Page) -> None:
    drag(page, middle(chip(page, "dropout")), middle(card(page, "h1")))
    expect(card(page, "h1").get_by_role("button", name="Dropout")).to_be_visible()
    expect_wires(page, ["x>h1", "dropout1>h2", "a2>h3", "a3>y"])
    card(page, "h1").get_by_role("button", name="Dropout").click()
    settings = page.get_by_role("complementary", name="Dropout: settings and numbers")
    settings.get_by_role("button", name="Show as its own card").click()
    expect_cards(page, [*SPIRAL, "dropout1"])


def test_a_clicked_layer_joins_a_network_that_stays_in_view_beside_the_opened_one(
    page: Page,
) -> None:
    chip(page, "linear").click()
    expect_cards(page, [*SPIRAL, "linear1"])
    expect(card(page, "linear1").locator("article")).to_have_attribute("data-selected", "true")
    settings = page.get_by_role("complementary", name="Linear: settings and numbers")
    expect(settings).to_have_count(0)
    # It has its size and its place when the check has answered.
    expect(card(page, "linear1")).to_contain_text("40 params")
    card(page, "linear1").locator("header").click()
    expect(settings).to_be_visible()
    page.get_by_role("button", name="Show the whole network").click()
    page.wait_for_function(ALL_IN_SIGHT)


def test_a_layer_on_the_free_canvas_is_wired_by_hand_and_joins_branches(page: Page) -> None:
    drag(page, middle(chip(page, "concat")), (820, 560))
    expect_cards(page, [*SPIRAL, "concat1"])
    page.keyboard.press("Escape")
    join = card(page, "concat1")
    expect(join.locator(".react-flow__handle.target")).to_have_count(2)
    connect(page, handle(page, "h1", "source"), join.locator(".target").nth(0))
    connect(page, handle(page, "h2", "source"), join.locator(".target").nth(1))
    expect(wire(page, "a1>concat1:0")).to_have_count(1)
    expect(wire(page, "a2>concat1:1")).to_have_count(1)
    expect(join.locator(".react-flow__handle.target")).to_have_count(3)
    join.locator("header").click()
    expect(page.get_by_role("complementary", name=re.compile("Concat"))).to_be_visible()


def test_a_wire_that_does_not_fit_says_why_and_one_click_makes_it_fit(page: Page) -> None:
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_label("Search lessons").fill("seen as pictures")
    page.get_by_role("button", name="Handwritten digits, seen as pictures").click()
    page.get_by_role("tab", name="Layers").click()
    expect_cards(page, ["x", "c1", "p1", "c2", "p2", "flat", "y"])
    drag(page, middle(chip(page, "linear")), (560, 580))
    expect_cards(page, ["x", "c1", "p1", "c2", "p2", "flat", "y", "linear1"])
    page.keyboard.press("Escape")
    connect(page, handle(page, "p1", "source"), handle(page, "linear1", "target"))
    refusal = page.get_by_role("alertdialog", name="This wire does not fit")
    expect(refusal).to_contain_text("16×4×4 → Linear")
    refusal.get_by_role("button", name=re.compile("Flatten")).click()
    expect(wire(page, "p1>flatten1:0")).to_have_count(1)
    expect(wire(page, "flatten1>linear1:0")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(wire(page, "p1>flatten1:0")).to_have_count(0)
    expect_cards(page, ["x", "c1", "p1", "c2", "p2", "flat", "y", "linear1"])


def test_an_opened_network_is_first_seen_where_it_stays(page: Page) -> None:
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_label("Search lessons").fill("seen as pictures")
    page.evaluate(RECORD_SEEN)
    page.get_by_role("button", name="Handwritten digits, seen as pictures").click()
    expect_cards(page, ["x", "c1", "p1", "c2", "p2", "flat", "y"])
    page.wait_for_function("() => window.seen.length >= 30")
    assert len(set(page.evaluate("() => window.seen"))) == 1


def test_words_on_cards_that_stand_close_together_are_all_read(page: Page, tmp_path: Path) -> None:
    wrong = [{"id": f"w{at}", "layer": {"type": "linear", "out_features": -1}} for at in range(5)]
    ends = [{"id": name, "layer": {"type": name}} for name in ("input", "output")]
    nodes: list[dict[str, Any]] = [ends[0], *wrong, ends[1]]
    edges = [{"source": a["id"], "target": b["id"]} for a, b in pairwise(nodes)]
    project = {"torchground": 1, "title": "Wrong", "data": {"type": "spiral"}, "training": {}}
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(project | {"network": {"nodes": nodes, "edges": edges}}))
    page.get_by_role("button", name="File").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Open").first.click()
    chooser.value.set_files(file)
    words = page.get_by_role("note")
    expect(words).to_have_count(5)
    expect(page.get_by_test_id("network")).to_have_attribute("data-rest", "true")
    tools = page.get_by_role("toolbar", name="View of the network")
    boxes = [one.bounding_box() for one in [*words.all(), tools]]
    assert not [(a, b) for a, b in combinations(boxes, 2) if meet(a, b)]


def test_a_wire_that_would_close_a_ring_is_refused(page: Page) -> None:
    connect(page, handle(page, "h3", "source"), handle(page, "h1", "target"))
    refusal = page.get_by_role("alertdialog", name="This wire does not fit")
    expect(refusal).to_contain_text("close a ring")
    refusal.get_by_role("button", name="Close").click()
    expect_wires(page, ["x>h1", "a1>h2", "a2>h3", "a3>y"])


def test_a_layer_is_renamed_widened_and_deleted(page: Page) -> None:
    expect(card(page, "h2")).to_contain_text("72 params")
    card(page, "h2").locator("header").click()
    settings = page.get_by_role("complementary", name="Linear: settings and numbers")
    settings.get_by_role("textbox", name="Name of this layer").fill("hidden two")
    width = settings.get_by_role("textbox", name="Out features")
    width.fill("5")
    width.press("Enter")
    expect(card(page, "h2")).to_contain_text("hidden two")
    expect(card(page, "h2")).to_contain_text("8→5")
    expect(card(page, "h2")).to_contain_text("45 params")
    expect(card(page, "h2")).to_have_attribute("aria-label", re.compile("45 parameters"))

    page.keyboard.press("Escape")
    card(page, "h2").focus()
    page.keyboard.press("Delete")
    expect_cards(page, ["x", "h1", "h3", "y"])
    expect_wires(page, ["x>h1", "a1>h3", "a3>y"])


def test_cards_are_moved_duplicated_and_tidied(page: Page) -> None:
    start = middle(card(page, "y"))
    drag(page, middle(card(page, "y").locator("header")), (start[0] - 60, start[1] + 150))
    page.wait_for_function(
        "([id, y]) => document.querySelector(`[data-id=${id}]`).getBoundingClientRect().y > y",
        arg=["y", start[1]],
    )
    page.keyboard.press("Control+d")
    expect_cards(page, [*SPIRAL, "output1"])
    page.keyboard.press("Control+z")
    expect_cards(page, SPIRAL)
    page.keyboard.press("t")
    page.wait_for_function(
        """() => {
          const middle = (id) => {
            const box = document.querySelector(`[data-id=${id}]`).getBoundingClientRect();
            return box.y + box.height / 2;
          };
          return Math.abs(middle("y") - middle("h3")) < 2;
        }"""
    )


def test_a_layer_is_added_with_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Search layers")
    expect(search).to_be_focused()
    search.fill("gelu")
    chip(page, "gelu").focus()
    page.keyboard.press("Space")
    said = page.locator("[aria-live]")
    expect(said.filter(has_text="Picked up GELU")).to_have_count(1)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        # The next step begins where this one has led, once that is drawn.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    expect(said.filter(has_text="on the wire from Input to Linear")).to_have_count(1)
    page.keyboard.press("Space")
    expect(wire(page, "gelu1>h1:0")).to_have_count(1)


# ---- what a person does and sees ----


def chip(page: Page, layer: str) -> Locator:
    return page.locator(f'button[data-layer="{layer}"]')


def card(page: Page, node: str) -> Locator:
    return page.locator(f'.react-flow__node[data-id="{node}"]')


def wire(page: Page, name: str) -> Locator:
    return page.locator(f'.react-flow__edge[data-id="{name}"]')


def handle(page: Page, node: str, end: str) -> Locator:
    return card(page, node).locator(f".react-flow__handle.{end}").first


def shape_labels(page: Page) -> Locator:
    return page.locator(".react-flow__edgelabel-renderer > div")


def expect_cards(page: Page, nodes: list[str]) -> None:
    for node in nodes:
        expect(card(page, node)).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(len(nodes))


def expect_wires(page: Page, wires: list[str]) -> None:
    for name in wires:
        expect(wire(page, f"{name}:0")).to_have_count(1)
    expect(page.locator(".react-flow__edge")).to_have_count(len(wires))


def middle(place: Locator) -> Point:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def meet(a: FloatRect | None, b: FloatRect | None) -> bool:
    """Whether two boxes lie on one another; what is not drawn lies on everything."""
    if not a or not b:
        return True
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return across > 0 and down > 0


def between(page: Page, left: str, right: str) -> Point:
    """A point on the wire between two cards."""
    first, second = card(page, left).bounding_box(), card(page, right).bounding_box()
    assert first
    assert second
    x = (first["x"] + first["width"] + second["x"]) / 2
    return x, (first["y"] + first["height"] / 2 + second["y"] + second["height"] / 2) / 2


def drag(page: Page, start: Point, end: Point) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 6, start[1] + 6)
    page.mouse.move(*end, steps=8)
    page.mouse.up()


def connect(page: Page, source: Locator, target: Locator) -> None:
    drag(page, middle(source), middle(target))
