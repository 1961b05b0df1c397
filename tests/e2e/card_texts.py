"""Every text on the cards of the canvas, with its size on the screen: what the browser wrote and what was painted."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

REMEMBER = """
(() => {
  const texts = new WeakMap();
  const paint = CanvasRenderingContext2D.prototype;
  const { clearRect, fillText } = paint;
  paint.clearRect = function (...box) {
    texts.set(this.canvas, []);
    return clearRect.apply(this, box);
  };
  paint.fillText = function (text, ...rest) {
    const { a, b } = this.getTransform();
    const pixels = parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * Math.hypot(a, b) / this.canvas.width;
    const narrowed = rest[2] === undefined ? 1 : Math.min(1, rest[2] / this.measureText(text).width);
    (texts.get(this.canvas) ?? []).push({ text, share: pixels * narrowed });
    return fillText.call(this, text, ...rest);
  };
  window.paintedOn = (canvas) => texts.get(canvas) ?? [];
})()
"""
"""To run before the page: keeps what is written on each canvas since it was cleared, in shares of its width."""

_AT_REST = """
() => new Promise((done) => {
  let [seen, same] = ["", 0];
  const look = () => {
    const view = document.querySelector(".react-flow__viewport")?.style.transform ?? "";
    const rest = document.querySelector("[data-testid=network]")?.dataset.rest === "true";
    same = rest && view === seen ? same + 1 : 0;
    seen = view;
    if (same > 4) done(); else requestAnimationFrame(look);
  };
  look();
})
"""

_TEXTS = """
() => {
  const found = [];
  const cards = ".react-flow__node, .react-flow__edgelabel-renderer > *, [data-network]";
  for (const card of document.querySelectorAll(cards)) {
    const id = card.dataset.id ?? card.dataset.network ?? "wire";
    const walk = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.data.trim();
      const parent = node.parentElement;
      if (!text || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 1) continue;
      const zoom = new DOMMatrix(getComputedStyle(document.querySelector(".react-flow__viewport")).transform).a;
      const cut = parent.scrollWidth > parent.clientWidth + 1 && getComputedStyle(parent).overflowX !== "visible";
      found.push({ card: id, text, pixels: parseFloat(getComputedStyle(parent).fontSize) * zoom, cut });
    }
    for (const canvas of card.querySelectorAll("canvas")) {
      const { width } = canvas.getBoundingClientRect();
      for (const { text, share } of window.paintedOn(canvas))
        if (text.trim()) found.push({ card: id, text, pixels: share * width, cut: false });
    }
  }
  return found;
}
"""


@dataclass(frozen=True)
class CardText:
    """One text on a card, on a wire or on the frame of a network."""

    card: str
    text: str
    pixels: float
    """The size of its letters on the screen."""
    cut: bool
    """Whether its end is not shown."""


def wait_until_at_rest(page: Page) -> None:
    """Until the network has its place in the canvas."""
    page.evaluate(_AT_REST)


def card_texts(page: Page) -> list[CardText]:
    """All texts that are seen now. The page must have been opened with ``REMEMBER``."""
    return [CardText(**text) for text in page.evaluate(_TEXTS)]
