"""Nobody is left out: no serious fault for axe in the main states, and everything is reached by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

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


def fresh(person: Person) -> None:
    person.open()
    expect(person.page.get_by_role("button", name="Play", exact=True)).to_be_enabled()


def training(person: Person) -> None:
    fresh(person)
    person.page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(100)
    person.page.get_by_role("button", name="Pause", exact=True).click()
    expect(person.page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def pictures(person: Person) -> None:
    """Handwritten digits at the end of a short run."""
    with Tab(person) as tab:
        run_id = tab.start(lesson("digits-cnn", epochs=1))
        tab.follow(run_id)
        tab.until_over(run_id)
    person.open(f"#run={run_id}")
    expect(
        person.page.get_by_role("table", name="True classes down, predicted classes across")
    ).to_be_visible()


def lessons(person: Person) -> None:
    fresh(person)
    person.page.get_by_role("tab", name="Lessons").click()
    person.page.get_by_role("searchbox", name="Search lessons").fill("iris flowers")
    expect(person.page.get_by_role("button", name="Iris flowers", exact=True)).to_be_visible()


def data(person: Person) -> None:
    fresh(person)
    person.page.get_by_role("tab", name="Data").click()
    person.page.get_by_role("button", name="Change data").click()
    expect(person.page.get_by_role("button", name="Noisy sine")).to_be_visible()


def inspector(person: Person) -> None:
    fresh(person)
    person.page.locator(".react-flow__node").nth(1).click()
    expect(person.page.get_by_role("complementary").first).to_be_visible()


def keys(person: Person) -> None:
    fresh(person)
    person.page.keyboard.press("?")
    expect(person.page.get_by_role("dialog", name="Keys")).to_be_visible()


def finding(person: Person) -> None:
    """The search of the whole page, with results of several sorts."""
    fresh(person)
    person.page.keyboard.press("Control+k")
    person.page.get_by_role("combobox", name="Search everything").fill("re")
    results = person.page.get_by_role("listbox", name="Results")
    expect(results.get_by_role("option", selected=True)).to_be_visible()


def problem(person: Person) -> None:
    """A layer was cut out of the network."""
    fresh(person)
    person.page.locator(".react-flow__node").nth(1).click()
    person.page.keyboard.press("Delete")
    expect(person.page.locator(".react-flow__node")).to_have_count(4)


def diverged(person: Person) -> None:
    """A run that failed, and says why."""
    with Tab(person) as tab:
        run_id = tab.start(lesson("diabetes", optimizer={"type": "sgd", "lr": 100.0}))
        tab.follow(run_id)
        tab.until_over(run_id)
        assert "diverged" in tab.runs[run_id]["reason"]
    person.open(f"#run={run_id}")
    expect(person.page.get_by_role("banner").get_by_text("failed").first).to_be_visible()


def forking(person: Person) -> None:
    """About to fork a run, with the list of what can change open."""
    fresh(person)
    person.page.keyboard.press("b")
    person.page.get_by_role("combobox", name="What changes").press("ArrowDown")
    expect(person.page.get_by_role("option", name="Batch size")).to_be_visible()


def comparing(person: Person) -> None:
    """Three runs side by side."""
    with Tab(person) as tab:
        runs = [tab.start(lesson("two-spirals", epochs=3, seed=seed)) for seed in (1, 2, 3)]
        for run in runs:
            tab.follow(run)
            tab.until_over(run)
    person.open(f"#run={runs[0]}&compare={','.join(runs)}")
    table = person.page.get_by_role("table", name="What differs between the runs")
    expect(table.get_by_text("3 · finished")).to_have_count(3)


COLOURS_STAND = """() => !document.getAnimations().some(
    (animation) => animation instanceof CSSTransition && animation.playState === "running")"""
"""Whether nothing changes from one colour to another just now."""
STATES = [fresh, training, pictures, lessons, data, inspector, keys, problem, diverged]
STATES += [forking, comparing, finding]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_serious(person: Person, state: Callable[[Person], None]) -> None:
    state(person)
    person.page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        person.page.emulate_media(color_scheme=scheme)
        expect(person.page.locator(f'html[data-mantine-color-scheme="{scheme}"]')).to_be_attached()
        person.page.wait_for_function(COLOURS_STAND)
        found = person.page.evaluate("axe.run({resultTypes: ['violations']})")
        bad = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert not bad, (scheme, [shown(violation) for violation in bad])


def shown(violation: Any) -> tuple[str, list[tuple[str, str]]]:
    """Its name, and the first places where it is."""
    places = [(n["html"][:200], n["failureSummary"]) for n in violation["nodes"][:3]]
    return violation["id"], places


def test_a_network_is_trained_and_changed_by_keyboard_alone(person: Person) -> None:
    fresh(person)
    page = person.page
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    person.wait_for_step(20)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
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
    for _ in range(200):
        page.keyboard.press("Tab")
        name = focused(page)
        if name in reached and name != "":
            continue
        reached.add(name)
    missing = set(reachable(page)) - reached
    assert not missing, missing
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
