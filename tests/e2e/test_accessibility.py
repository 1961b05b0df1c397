"""Nobody is left out: no serious fault for axe in the main states, and everything is reached by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.axe import AXE, Axe
from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
    pytest.mark.skipif(not AXE.exists(), reason="the page's packages are not there (run.py setup)"),
]


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Person]:
    """On a server on which nothing trains."""
    someone = Person(browser, served.address, color_scheme="light")
    yield someone
    someone.leave()
    assert not someone.complaints


@dataclass(frozen=True)
class Runs:
    """Runs that are over before the page is opened."""

    digits: str
    diverged: str
    spirals: tuple[str, ...]


def runs_on(person: Person) -> Runs:
    with Tab(person) as tab:
        spirals = [tab.start(lesson("two-spirals", epochs=3, seed=seed)) for seed in (1, 2, 3)]
        digits = tab.start(lesson("digits-cnn", epochs=1))
        diverged = tab.start(lesson("diabetes", optimizer={"type": "sgd", "lr": 100.0}))
        for run in (*spirals, digits, diverged):
            tab.follow(run)
            tab.until_over(run)
        assert "diverged" in tab.runs[diverged]["reason"]
        return Runs(digits, diverged, tuple(spirals))


def fresh(person: Person) -> None:
    person.open()
    expect(person.page.get_by_role("button", name="Play", exact=True)).to_be_enabled()


def card(page: Page, at: int) -> Locator:
    return page.locator(".react-flow__node").nth(at)


State = tuple[str, str | None]
"""Its name, and where on the page it is new; None for the whole page."""
DIALOG = "[role=dialog]"


def of_the_first_visit(page: Page) -> Iterator[State]:
    """States of the network that everybody sees first. Each leaves the page as it was."""
    yield "fresh", None
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("searchbox", name="Search lessons").fill("iris flowers")
    expect(page.get_by_role("button", name="Iris flowers", exact=True)).to_be_visible()
    yield "lessons", "nav"
    page.get_by_role("tab", name="Data").click()
    page.get_by_role("button", name="Change data").click()
    expect(page.get_by_role("button", name="Noisy sine")).to_be_visible()
    yield "data", "nav"
    page.get_by_role("tab", name="Layers").click()
    card(page, 1).click()
    expect(page.locator("main aside")).to_be_visible()
    yield "inspector", "main aside"
    page.keyboard.press("Escape")
    card(page, 1).click(button="right")
    expect(page.get_by_role("menu")).to_be_visible()
    yield "menu of a card", "[role=menu]"
    page.keyboard.press("Escape")
    for tab in ("Insides", "Ask", "Compare", "History"):
        page.get_by_role("tab", name=tab, exact=True).click()
        yield tab, "footer"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    yield "keys", DIALOG
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search everything").fill("re")
    results = page.get_by_role("listbox", name="Results")
    expect(results.get_by_role("option", selected=True)).to_be_visible()
    yield "finding", DIALOG
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.get_by_role("combobox", name="What changes").press("ArrowDown")
    expect(page.get_by_role("option", name="Batch size")).to_be_visible()
    yield "forking", DIALOG
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="File", exact=True).click()
    expect(page.get_by_role("menuitem", name="New drawing")).to_be_visible()
    yield "file menu", "[role=menu]"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="About Torchground").click()
    expect(page.get_by_role("dialog", name="About Torchground")).to_be_visible()
    yield "about", DIALOG
    page.keyboard.press("Escape")


def of_a_change(page: Page) -> Iterator[State]:
    """States after something went wrong, or is under way."""
    card(page, 3).focus()
    page.keyboard.press("w")
    page.keyboard.press("ArrowLeft")
    yield "wire in hand", "main"
    page.keyboard.press("Enter")
    refusal = page.get_by_role("alertdialog", name="This wire does not fit")
    expect(refusal).to_be_visible()
    expect(page.get_by_test_id("said")).to_contain_text("does not fit")
    yield "refused wire", "[role=alertdialog]"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    card(page, 1).click()
    page.keyboard.press("Delete")
    expect(page.locator(".react-flow__node")).to_have_count(4)
    yield "a layer is missing", "main"
    page.get_by_role("button", name="Undo").click()
    page.keyboard.press("s")
    expect(page.get_by_role("region", name="One step, slowly")).to_be_visible()
    expect(page.get_by_label("working it out")).to_have_count(0)
    yield "slow step", "footer"
    page.keyboard.press("Escape")


def of_runs(person: Person, runs: Runs) -> Iterator[State]:
    page = person.page
    person.open(f"#run={runs.digits}")
    table = page.get_by_role("table", name="True classes down, predicted classes across")
    expect(table).to_be_visible()
    yield "pictures", None
    page.keyboard.press("f")
    expect(page.get_by_role("complementary")).to_be_visible()
    yield "presenting", None
    page.keyboard.press("2")
    page.keyboard.press("2")
    yield "presenting a view alone", "aside"
    page.keyboard.press("Escape")
    person.open(f"#run={runs.diverged}")
    expect(page.get_by_role("banner").get_by_text("failed").first).to_be_visible()
    yield "diverged", "header"
    person.open(f"#run={runs.spirals[0]}&compare={','.join(runs.spirals)}")
    compared = page.get_by_role("table", name="What differs between the runs")
    expect(compared.get_by_text("3 · finished")).to_have_count(3)
    yield "comparing", "footer"


def of_a_small_screen(page: Page) -> Iterator[State]:
    usual = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    bar = page.get_by_role("navigation", name="Parts of the screen")
    expect(bar).to_be_visible()
    yield "phone", None
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.get_by_role("dialog", name="Menu")).to_be_visible()
    yield "menu of a phone", DIALOG
    page.keyboard.press("Escape")
    for part in ("Palette", "History"):
        bar.get_by_role("button", name=part).click()
        yield f"{part} of a phone", None
    assert usual
    page.set_viewport_size(usual)


def test_axe_finds_nothing_serious_in_any_state(person: Person) -> None:
    """In one page from state to state, in light and dark colours."""
    runs = runs_on(person)
    axe = Axe(person.page)
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        fresh(person)
        axe.colours(scheme)
        page = person.page
        of_all = (of_the_first_visit(page), of_a_change(page), of_runs(person, runs))
        for states in (*of_all, of_a_small_screen(page)):
            for state, part in states:
                axe.look(state, part)
    assert not axe.faults


SMALL = ((390, 844), (683, 384), (640, 512), (320, 256))
"""A phone; a laptop at 200 %; 1280 x 1024 at 200 % and at 400 %."""


def test_nothing_is_out_of_reach_on_a_small_screen(person: Person) -> None:
    fresh(person)
    page = person.page
    axe = Axe(page)
    bar = page.get_by_role("navigation", name="Parts of the screen")
    page.set_viewport_size({"width": 1024, "height": 768})
    axe.reach("1024 x 768")
    for width, height in SMALL:
        page.set_viewport_size({"width": width, "height": height})
        for part in ("Network", "Palette", "Output", "History"):
            button = bar.get_by_role("button", name=part)
            if button.get_attribute("aria-pressed") == "false":
                button.click()
            axe.reach(f"{width} x {height}: {part}")
        bar.get_by_role("button", name="Network").click()
        page.get_by_role("button", name="Menu", exact=True).click()
        menu = page.get_by_role("dialog", name="Menu")
        expect(menu.get_by_role("button", name="Keys")).to_be_visible()
        axe.reach(f"{width} x {height}: Menu")
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        card(page, 1).dispatch_event("click")
        expect(page.locator("main aside")).to_be_visible()
        axe.reach(f"{width} x {height}: inspector")
        page.get_by_role("button", name="Close", exact=True).click()
    assert not axe.faults


def test_a_network_is_trained_and_changed_by_keyboard_alone(person: Person) -> None:
    fresh(person)
    page = person.page
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    person.wait_for_step(20)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(page.get_by_role("banner").get_by_text("paused", exact=True)).to_be_visible()
    expect(page.get_by_test_id("step")).not_to_have_text("0")
    before = person.step()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("step")).to_have_text(f"{before + 1:,}")
    page.keyboard.press("r")
    expect(page.get_by_test_id("step")).to_have_text("0")
    page.keyboard.press("/")
    search = page.get_by_placeholder("Search")
    expect(search).to_be_focused()
    page.keyboard.type("dropout")
    nodes = page.locator(".react-flow__node")
    wires = page.locator(".react-flow__edge")
    count = nodes.count(), wires.count()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+z")
    expect(nodes).to_have_count(count[0])
    expect(wires).to_have_count(count[1])


def test_every_button_and_field_is_reached_by_tab(person: Person) -> None:
    fresh(person)
    page = person.page
    expect(page.locator(".modebar-btn").first).to_be_attached()  # the charts' code comes last
    page.evaluate("document.activeElement.blur()")
    reached = set[str]()
    missing = {"all"}
    # In a group of chips Tab leads only to the one that had the focus last: so what is reachable is asked again.
    while missing and len(reached) < 400:
        before = len(reached)
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.add(focused(page))
        missing = set(reachable(page)) - reached
        assert not missing or len(reached) > before, missing
    assert not page.get_by_text("Share chart").count(), "nothing goes to another host"


def focused(page: Page) -> str:
    return str(page.evaluate(f"({NAME})(document.activeElement)"))


def reachable(page: Page) -> list[str]:
    """Everything that can be pressed or written in, but what a group of radio buttons or tabs gives to its arrows."""
    found: Any = page.evaluate(
        f"""[...document.querySelectorAll("button, input, select, textarea, a[href], summary")]
        .filter((e) => e.checkVisibility() && !e.disabled && e.type !== "radio" && e.tabIndex >= 0)
        .map({NAME})"""
    )
    return list(found)


NAME = """(e) => [e.tagName, e.id.startsWith("mantine") ? "" : e.id,
  e.getAttribute("aria-label") ?? "", (e.textContent ?? "").slice(0, 30)].join(" ")"""
