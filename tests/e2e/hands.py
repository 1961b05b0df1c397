"""Three ways to draw a network: by mouse, by keyboard alone, by touch. Every action is counted, and none may miss.

An action is a click, a drag, a tap, a chord of keys, or a word that is typed.
"""

from __future__ import annotations

from typing import TypeAlias

from playwright.sync_api import CDPSession, Locator, Page, expect

Point: TypeAlias = tuple[float, float]

MISSES = """(element, [x, y]) => {
  const hit = document.elementFromPoint(x, y);
  return hit !== null && element.contains(hit)
    ? "" : `${hit?.tagName} ${hit?.className}`;
}"""
"""What lies at a point of the screen instead of an element; an empty text where the element itself does."""

ROOM = """(target, [x, y]) => {
  const element = target.closest("button, li, .react-flow__handle, .react-flow__node") ?? target;
  const own = (dx, dy) => {
    const hit = document.elementFromPoint(x + dx, y + dy);
    return hit !== null && (hit === element || element.contains(hit));
  };
  const reach = (dx, dy) => {
    let far = 0;
    while (far < 40 && own(dx * (far + 1), dy * (far + 1))) far += 1;
    return far;
  };
  return Math.min(reach(1, 0) + reach(-1, 0), reach(0, 1) + reach(0, -1)) + 1;
}"""
"""The side of the square around a point in which a finger meets this element, in pixels."""

IS_FREE = """([x, y]) => document.elementFromPoint(x, y).matches(".react-flow__pane")"""
"""Whether a point of the screen lies on the free canvas."""

LEAST_TARGET = 44
"""The least side of what a finger is to meet, in pixels."""
LEAST_HANDLE = 36
"""The same of a handle. Between two cards there may be no more room, and a tap on the card does as well."""


def middle(target: Locator) -> Point:
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class Hand:
    """Draws on one page. ``actions`` are what was done, in words."""

    name: str

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions: list[str] = []
        self.misses: list[str] = []

    def begin(self) -> None:
        """Counts from here on."""
        self.actions = []

    def did(self, action: str) -> None:
        self.actions.append(action)

    def aim(self, target: Locator) -> Point:
        """The middle of a target, scrolled into sight where it is in a list. Notes if something else lies there."""
        expect(target).to_be_visible()
        target.scroll_into_view_if_needed()
        at = middle(target)
        if target.evaluate(MISSES, list(at)):
            # It may lie under the head of its list.
            target.evaluate("one => one.scrollIntoView({ block: 'center' })")
            at = middle(target)
        instead = target.evaluate(MISSES, list(at))
        if instead:
            self.misses.append(f"{target}: {instead}")
        return at

    def press(self, target: Locator, what: str) -> None:
        """A click or a tap."""
        raise NotImplementedError


class Mouse(Hand):
    name = "mouse"

    def press(self, target: Locator, what: str) -> None:
        self.page.mouse.click(*self.aim(target))
        self.did(f"click {what}")

    def press_too(self, target: Locator, what: str) -> None:
        """Adds to what is chosen."""
        self.page.keyboard.down("Shift")
        self.page.mouse.click(*self.aim(target))
        self.page.keyboard.up("Shift")
        self.did(f"Shift-click {what}")

    def drag(self, start: Locator, end: Locator | Point, what: str) -> None:
        x, y = self.aim(start)
        to = self.aim(end) if isinstance(end, Locator) else end
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 6, y + 6)
        self.page.mouse.move(*to, steps=8)
        self.page.mouse.up()
        self.did(f"drag {what}")


class Keyboard(Hand):
    name = "keyboard"

    def chord(self, keys: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(keys)
            self.did(keys)

    def type(self, word: str) -> None:
        self.page.keyboard.type(word)
        self.did(f"type {word}")


class Touch(Hand):
    """A finger. Everything that it meets has room for it."""

    name = "touch"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.narrow: list[str] = []
        self._session: CDPSession = page.context.new_cdp_session(page)

    def press(self, target: Locator, what: str) -> None:
        at = self.aim(target)
        room = target.evaluate(ROOM, list(at))
        least = (
            LEAST_HANDLE
            if "react-flow__handle" in (target.get_attribute("class") or "")
            else LEAST_TARGET
        )
        if room < least:
            # A part of it may lie beyond the edge of its list.
            target.evaluate("one => one.scrollIntoView({ block: 'center' })")
            at = self.aim(target)
            room = target.evaluate(ROOM, list(at))
        if room < least:
            self.narrow.append(f"{what}: {room}")
        self.page.touchscreen.tap(*at)
        self.did(f"tap {what}")

    def hold(self, target: Locator, what: str) -> None:
        """A finger that rests."""
        x, y = self.aim(target)
        point = [{"x": x, "y": y}]
        self._session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point})
        expect(self.page.get_by_role("menu")).to_be_visible()
        self._session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self.did(f"hold {what}")

    def press_at(self, point: Point, what: str) -> None:
        if not self.page.evaluate(IS_FREE, list(point)):
            self.misses.append(f"{what} at {point}")
        self.page.touchscreen.tap(*point)
        self.did(f"tap {what}")
