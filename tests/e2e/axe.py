"""What axe says of the page, and what nobody can reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BAD = ("serious", "critical")
ALSO = ("heading-order", "page-has-heading-one", "landmark-one-main")
"""Rules that axe calls moderate and this page keeps too."""

_RUN = """async ([part, rules]) => {
  const only = rules ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } };
  const options = { resultTypes: ["violations"], ...only };
  const { violations } = await (part ? axe.run(part, options) : axe.run(options));
  const isScrolled = (node) => node.any.some(({ data }) => /obscured/i.test(data?.messageKey));
  return violations
    .map(({ nodes, ...rule }) => ({ ...rule, nodes: nodes.filter((node) => !isScrolled(node)) }))
    .filter(({ nodes }) => nodes.length > 0);
}"""
"""Leaves out what is half under the edge of a part that scrolls: it is as large as it should be."""

_COLOURS_STAND = """() => !document.getAnimations().some(
    (animation) => animation instanceof CSSTransition && animation.playState === "running")"""
"""Whether nothing changes from one colour to another just now."""

_UNREACHED = """() => {
  const all = "button, input, select, textarea, a[href], summary, [role=tab], [role=slider]";
  const away = "[inert], .react-flow__viewport, .modebar, [aria-hidden=true], [aria-label=Skip]";
  const name = (e) => e.getAttribute("aria-label") ?? (e.textContent || e.id).slice(0, 40);
  const isHit = (e) => {
    e.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { left, top, width, height } = e.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (e.contains(hit) || hit.closest("label")?.contains(e) || hit.closest("label")?.control === e
      || (e.parentElement.contains(hit) && hit.closest(all) === null && getComputedStyle(e).opacity === "0"));
  };
  const modal = [...document.querySelectorAll("[aria-modal=true]")].filter((e) => e.checkVisibility()).at(-1);
  return [...(modal ?? document).querySelectorAll(all)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !e.closest(away))
    .filter((e) => e.getBoundingClientRect().width > 1 && !isHit(e)).map(name);
}"""


class Axe:
    """Looks at one page in state after state, and keeps what is wrong. In the dark only at what colours can change."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._is_dark = False
        self.faults: list[Any] = []

    def colours(self, scheme: Literal["light", "dark"]) -> None:
        """Change the colours of the page. That draws everything anew, so walk through all states in each."""
        self._page.emulate_media(color_scheme=scheme)
        html = self._page.locator(f'html[data-mantine-color-scheme="{scheme}"]')
        expect(html).to_be_attached()
        self._is_dark = scheme == "dark"

    def look(self, state: str, part: str | None = None) -> None:
        """At the whole page, or with `part` only at what is new there."""
        if not self._page.evaluate("'axe' in window"):
            self._page.evaluate(AXE.read_text(encoding="utf-8"))
        if self._is_dark:
            self._run(f"{state}, dark", part, ["color-contrast"])
        else:
            self._run(state, part, None)

    def reach(self, state: str) -> None:
        """Look, and see that nothing to press is outside the screen or under something else."""
        self.look(state)
        if unreached := self._page.evaluate(_UNREACHED):
            self.faults.append((state, "out of reach", unreached))
        wide = self._page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self.faults.append((state, "wider than the screen by", wide))

    def _run(self, state: str, part: str | None, rules: list[str] | None) -> None:
        self._page.wait_for_function(_COLOURS_STAND)
        # A part that covers the whole screen covers heading and network too.
        covered = self._page.locator("main[inert]").count() > 0
        for violation in self._page.evaluate(_RUN, [part, rules]):
            is_kept = violation["id"] in ALSO and not covered and part is None
            if violation["impact"] in BAD or is_kept:
                places = [(n["html"][:200], n["failureSummary"]) for n in violation["nodes"][:3]]
                self.faults.append((state, violation["id"], places))
