"""What cannot be read from the back of a room: texts that are too small or cut while they are presented."""

from __future__ import annotations

from playwright.sync_api import Page

LEAST_PIXELS = 18

_FAULTS = """(least) => {
  const found = [];
  const viewport = document.querySelector(".react-flow__viewport");
  const zoom = viewport ? new DOMMatrix(getComputedStyle(viewport).transform).a : 1;
  const isSeen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const sizeOf = (e) => {
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (e.ownerSVGElement) return size * Math.hypot(e.getScreenCTM().a, e.getScreenCTM().b);
    return e.closest(".react-flow__viewport") ? size * zoom : size;
  };
  /* The part that cuts the text: nothing if it can be scrolled to, or is hidden on purpose. */
  const cutBy = (e, box) => {
    for (let up = e; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const edge = up.getBoundingClientRect();
      if (edge.width < 4 || edge.height < 4 || overflowY === "auto" || overflowY === "scroll") return null;
      const across = Math.max(edge.left - box.left, box.right - edge.right);
      const down = Math.max(edge.top - box.top, box.bottom - edge.bottom);
      if (across > 2 || down > 6) return up.className.toString() || up.tagName;
    }
    return null;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.data.trim();
    const e = node.parentElement;
    if (!text || !isSeen(e) || getComputedStyle(e).clip === "rect(0px, 0px, 0px, 0px)") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (sizeOf(e) < least - 0.05) found.push(`“${text.slice(0, 40)}” has ${sizeOf(e).toFixed(1)} px`);
    const cut = cutBy(e, box);
    if (cut) found.push(`“${text.slice(0, 40)}” is cut by ${cut}`);
  }
  for (const canvas of document.querySelectorAll("canvas")) {
    if (!isSeen(canvas)) continue;
    const { width } = canvas.getBoundingClientRect();
    for (const { text, share } of window.paintedOn(canvas))
      if (text.trim() && share * width < least - 0.05)
        found.push(`“${text}” is painted with ${(share * width).toFixed(1)} px`);
  }
  return found;
}"""


def presented_faults(page: Page) -> list[str]:
    """One sentence a text. The page must have been opened with ``card_texts.REMEMBER``."""
    found: list[str] = page.evaluate(_FAULTS, LEAST_PIXELS)
    return found
