"""A step walked through slowly and then taken, and a number of a layer worked out: all are the run's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]
PHASES = ["Batch", "Forward", "Loss", "Backward", "Clip", "Optimizer", "New loss"]


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Person]:
    """Looking at handwritten digits before the first step."""
    someone = Person(browser, served.address)
    with Tab(served) as tab:
        run_id = tab.start(lesson("digits-cnn"), paused=True)
    someone.open(f"#run={run_id}")
    yield someone
    someone.leave()
    assert not someone.complaints


def walk(page: Page) -> Locator:
    return page.get_by_role("region", name="One step, slowly")


def lit(page: Page) -> set[str | None]:
    """The cards that light up."""
    return {ring.get_attribute("data-card") for ring in page.get_by_test_id("lit").all()}


def to_phase(page: Page, phase: str) -> None:
    walk(page).get_by_role("button", name=phase, exact=True).click()
    current = walk(page).locator("[aria-current=step]")
    expect(current).to_have_text(phase)


def numbers(row: Locator) -> list[float]:
    """The exact numbers of a row of a table."""
    return [float(cell.get_attribute("title") or "nan") for cell in row.locator("td[title]").all()]


def weight_now(served: Served, run: str, name: str) -> float:
    """``c1.weight[0, 1]`` as the worker has it."""
    path, _, index = name.rstrip("]").partition("[")
    node, _, param = path.partition(".")
    place = [int(at) for at in index.split(",")]
    with Tab(served) as tab:
        frame = tab.measure(run, type="weight_value", node=node, param=param, index=place)
    return float(frame["readings"][0].tensors["values"])


def test_a_step_is_walked_through_and_then_taken_with_the_same_numbers(
    served: Served, person: Person
) -> None:
    page = person.page
    page.keyboard.press("s")
    panel = walk(page)
    expect(panel.get_by_role("button", name="Take this step")).to_be_enabled()
    assert lit(page) == {"x"}
    samples = panel.get_by_role("group", name="Samples of the batch").get_by_role("button")
    assert samples.count() == 32

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(panel.get_by_role("heading")).to_have_text("Conv2d (c1)")
    assert lit(page) == {"c1"}
    page.keyboard.press("ArrowLeft")
    expect(panel.get_by_role("heading")).to_have_text("Input (x)")
    for phase in PHASES:
        to_phase(page, phase)
    assert person.step() == 0, "nothing was taken yet"

    to_phase(page, "Optimizer")
    assert lit(page) == {"c1", "c2", "y"}
    followed = panel.get_by_test_id("followed")
    before, after = numbers(followed.get_by_role("row", name="weight w"))
    change = numbers(followed.get_by_role("row", name="change Δ"))[0]
    assert after - before == pytest.approx(change, rel=1e-3)

    to_phase(page, "New loss")
    panel.get_by_role("button", name="Take this step").click()
    note = panel.get_by_test_id("taken")
    expect(note).to_contain_text("Step 1 was taken")
    expect(note).to_contain_text("as it was worked out")
    expect(page.get_by_test_id("step")).to_have_text("1")
    name = (note.text_content() or "").split(": ")[1].split(" is now")[0]
    assert weight_now(served, person.run_id(), name) == pytest.approx(after, rel=1e-9)

    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert lit(page) == set()


def test_space_walks_by_itself_and_play_leaves_the_walk_behind(person: Person) -> None:
    page = person.page
    page.get_by_role("tab", name="One step").click()
    panel = walk(page)
    expect(panel.get_by_role("heading")).to_have_text("Batch")
    panel.focus()
    page.keyboard.press("Space")
    expect(panel.get_by_role("button", name="Stop walking")).to_be_visible()
    expect(panel.get_by_role("heading")).to_have_text("Input (x)")
    page.keyboard.press("Space")
    expect(panel.get_by_role("button", name="Walk by itself")).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(3)
    panel.get_by_role("button", name="Pause it").click()
    expect(panel.get_by_role("heading")).to_have_text("Batch")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_number_of_a_convolution_is_the_sum_of_its_window(person: Person) -> None:
    page = person.page
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    picture = page.locator('.react-flow__node[data-id="c1"] canvas').first
    picture.click(position={"x": 5, "y": 5})
    panel = page.get_by_role("region", name="One number, worked out")
    window = panel.get_by_role("table", name="The window on channel 1")
    expect(window).to_be_visible()
    for axis, place in (("row", "1"), ("column", "4")):
        panel.get_by_role("textbox", name=axis).fill(place)
        panel.get_by_role("textbox", name=axis).press("Enter")
    expect(panel.locator("[aria-busy=false]")).to_be_visible()
    # The padding above the picture.
    expect(window.locator("td[data-outside]")).to_have_count(3)
    terms = panel.locator("table").filter(has_text="product")
    products = [numbers(row)[-1] for row in terms.locator("tbody tr").all()]
    bias = numbers(terms.locator("tfoot tr"))[0]
    value = float(panel.get_by_text("y =").locator("b").first.get_attribute("title") or "nan")
    assert sum(products) + bias == pytest.approx(value, abs=1e-6)
    marked = {mark.get_attribute("data-card") for mark in page.get_by_test_id("mark").all()}
    assert marked == {"x", "c1"}
    panel.get_by_role("textbox", name="row").fill("4")
    panel.get_by_role("textbox", name="row").press("Enter")
    expect(panel.locator("[aria-busy=false]")).to_be_visible()
    expect(window.locator("td[data-outside]")).to_have_count(0)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_test_id("mark")).to_have_count(0)
