"""The hands that draw a network: a mouse, a keyboard alone, or fingers. Each counts what it does."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, TypeAlias

from playwright.sync_api import FloatRect, Locator, Page, expect

Point: TypeAlias = tuple[float, float]
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


class Hands(ABC):
    """One way to draw. Every click, tap, drag, scroll, key and typed word is one action."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    @abstractmethod
    def add(self, layer: str) -> None:
        """Add a layer behind the chosen one."""

    @abstractmethod
    def choose(self, card: str) -> None:
        """Choose a card."""

    @abstractmethod
    def branch(self, card: str, layer: str, *, down: float) -> None:
        """Draw a wire from a card to nothing, so far below it, and choose a layer there."""

    @abstractmethod
    def wire(self, source: str, target: str) -> None:
        """Draw a wire from one card to another."""

    @abstractmethod
    def press(self, button: Locator) -> None:
        """Press a button."""

    def card(self, node: str) -> Locator:
        return self.page.locator(f'.react-flow__node[data-id="{node}"]')

    def chip(self, layer: str) -> Locator:
        return self.page.locator(f'button[data-layer="{layer}"]')

    def offered(self, layer: str) -> Locator:
        return self.page.locator(f'[data-offer="{layer}"]')

    def output(self, node: str) -> Locator:
        return self.card(node).locator(".react-flow__handle.source")

    def input(self, node: str) -> Locator:
        """The first input of a card without a wire; the last one of a card that joins."""
        return self.card(node).locator(".react-flow__handle.target").last


class Mouse(Hands):
    def add(self, layer: str) -> None:
        self.reach(self.chip(layer))
        self.actions += 1
        self.page.mouse.click(*middle(self.chip(layer)))

    def choose(self, card: str) -> None:
        self.actions += 1
        self.page.mouse.click(*middle(self.card(card).locator("header > span").first))

    def branch(self, card: str, layer: str, *, down: float) -> None:
        start = middle(self.output(card))
        self._drag(start, (start[0] + 70, start[1] + down))
        self.reach(self.offered(layer))
        self.actions += 1
        self.page.mouse.click(*middle(self.offered(layer)))

    def wire(self, source: str, target: str) -> None:
        self._drag(middle(self.output(source)), middle(self.input(target)))

    def press(self, button: Locator) -> None:
        self.actions += 1
        self.page.mouse.click(*middle(button))

    def reach(self, place: Locator) -> None:
        """Scroll to it, if it is not in sight; one action."""
        expect(place).to_be_attached()
        if not place.evaluate(IN_SIGHT):
            self.actions += 1
            place.evaluate("(element) => element.scrollIntoView({ block: 'center' })")

    def _drag(self, start: Point, end: Point) -> None:
        self.actions += 1
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(start[0] + 15, start[1] + 3)
        self.page.mouse.move(*end, steps=6)
        self.page.mouse.up()


class Keyboard(Hands):
    def add(self, layer: str) -> None:
        title = re.sub(r"\s+", " ", self.page.evaluate(TITLE_OF, layer))
        self._keys("/")
        expect(self.page.get_by_role("searchbox", name="Search layers")).to_be_focused()
        self._type(title)
        self._keys("Enter")
        # Empty it, and go back to the card that was just added.
        self._keys("Escape", "Escape")

    def choose(self, card: str) -> None:
        for _ in range(20):
            at = self.page.evaluate("() => document.activeElement?.dataset?.id ?? ''")
            if at == card:
                return
            self._keys(self.page.evaluate(TOWARDS, [at, card]))
        raise AssertionError(f"the arrow keys do not lead to {card}")

    def branch(self, card: str, layer: str, *, down: float) -> None:
        self.choose(card)
        self._keys("w", "/")
        field = self.page.get_by_role("combobox", name="Search a layer that fits")
        expect(field).to_be_focused()
        self._type(layer)
        expect(self.offered(layer)).to_have_attribute("aria-selected", "true")
        self._keys("Enter")

    def wire(self, source: str, target: str) -> None:
        self.choose(source)
        self._keys("w")
        bar = self.page.get_by_test_id("said")
        title = self.card(target).locator("header > span").first.inner_text()
        for _ in range(20):
            if self.page.evaluate("() => document.querySelector('[data-aim]')?.dataset.aim") == target:
                break
            self._keys("ArrowRight")
        expect(bar).to_contain_text(f"→ {title}")
        self._keys("Enter")
        expect(bar).to_contain_text("Wired")

    def press(self, button: Locator) -> None:
        button.focus()
        self._keys("Enter")

    def _keys(self, *keys: str) -> None:
        for key in keys:
            self.actions += 1
            self.page.keyboard.press(key)
            self.page.evaluate(NEXT_FRAME)

    def _type(self, words: str) -> None:
        self.actions += 1
        self.page.keyboard.type(words)


class Fingers(Mouse):
    """Taps alone, on a screen of 1024 × 768."""

    def add(self, layer: str) -> None:
        self.reach(self.chip(layer))
        self._tap(middle(self.chip(layer)))

    def choose(self, card: str) -> None:
        self._in_view(card)
        self._tap(middle(self.card(card).locator("header > span").first))

    def branch(self, card: str, layer: str, *, down: float) -> None:
        self._in_view(card)
        x, y = middle(self.output(card))
        self._tap((x, y))
        self._tap((x + 40, y + down))
        self.reach(self.offered(layer))
        self._tap(middle(self.offered(layer)))

    def wire(self, source: str, target: str) -> None:
        self._in_view(source, target)
        self._tap(middle(self.output(source)))
        self._tap(middle(self.input(target)))

    def press(self, button: Locator) -> None:
        self._tap(middle(button))

    def _in_view(self, *cards: str) -> None:
        """Show the whole network, if one of the cards is not in sight."""
        if all(self.page.evaluate(CARD_IN_SIGHT, card) for card in cards):
            return
        self._tap(middle(self.page.get_by_role("button", name="Show the whole network")))
        for card in cards:
            self.page.wait_for_function(CARD_IN_SIGHT, arg=card)

    def _tap(self, at: Point) -> None:
        self.actions += 1
        self.page.touchscreen.tap(*at)
        self.page.evaluate(NEXT_FRAME)


IN_SIGHT = """(element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    return over !== null && (element === over || element.contains(over));
}"""
"""Whether the middle of an element can be seen."""

CARD_IN_SIGHT = """(id) => {
    const box = document.querySelector(`[data-id="${id}"]`).getBoundingClientRect();
    const pane = document.querySelector("main").getBoundingClientRect();
    return box.left >= pane.left + 8 && box.right <= pane.right - 8
        && box.top >= pane.top && box.bottom <= pane.bottom;
}"""

TITLE_OF = """async (type) => {
    const answer = await fetch("/api/catalogue");
    const { families } = await answer.json();
    return families.layers.find((layer) => layer.type === type).title;
}"""

TOWARDS = """([from, to]) => {
    const middle = (id) => {
        const box = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect();
        return box ? [box.x + box.width / 2, box.y + box.height / 2] : null;
    };
    const [a, b] = [middle(from), middle(to)];
    if (!a || !b) return "ArrowLeft";
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    if (Math.abs(dy) > Math.abs(dx)) return dy > 0 ? "ArrowDown" : "ArrowUp";
    return dx > 0 ? "ArrowRight" : "ArrowLeft";
}"""
"""The arrow key that leads from one card towards another."""


def middle(place: Locator) -> Point:
    box: FloatRect | None = place.bounding_box()
    assert box, f"{place} is not drawn"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def choose_data(page: Page, folder: Path, data: dict[str, Any], task: str | None) -> None:
    """Open an empty drawing on these data."""
    training = {"task": {"type": task}} if task else {}
    network: dict[str, Any] = {"nodes": [], "edges": []}
    project = {"torchground": 1, "title": "Drawn", "network": network, "data": data}
    file = folder / "empty.json"
    file.write_text(json.dumps(project | {"training": training}))
    page.get_by_role("button", name="File").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Open").first.click()
    chooser.value.set_files(file)
    expect(page.locator(".react-flow__node")).to_have_count(0)
    page.get_by_role("tab", name="Layers").click()
