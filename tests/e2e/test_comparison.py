"""A run is forked with one change, by keyboard: the runs stand side by side, and a reload changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Person]:
    """Looking at a short run of the two spirals that is over."""
    someone = Person(browser, served.address)
    with Tab(served) as tab:
        run_id = tab.start(lesson("two-spirals", epochs=20))
        tab.follow(run_id)
        tab.until_over(run_id)
    someone.open(f"#run={run_id}")
    yield someone
    someone.leave()
    assert not someone.complaints


def curves(person: Person) -> Locator:
    """The lines of the chart, one a run."""
    chart = person.page.get_by_label("test loss of 3 runs by epoch")
    return chart.locator(".scatterlayer .trace")


def row(person: Person, name: str) -> list[str]:
    """A row of the table of what differs, in the runs' order."""
    header = person.page.get_by_role("rowheader", name=name, exact=True)
    return header.locator("xpath=following-sibling::td").all_inner_texts()


def test_a_fork_with_two_learning_rates_gives_three_curves_and_the_table_of_what_differs(
    person: Person,
) -> None:
    page = person.page
    page.keyboard.press("b")
    dialog = page.get_by_role("dialog", name="Fork with one change")
    expect(dialog.get_by_role("combobox", name="What changes")).to_have_value("Learning rate")
    dialog.get_by_role("textbox", name="Fork 1").fill("0.1")
    dialog.get_by_role("textbox", name="Fork 2").fill("0.0001")
    dialog.get_by_role("button", name="Start 2 forks").click()
    table = page.get_by_role("table", name="What differs between the runs")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(curves(person)).to_have_count(3)
    expect(table.get_by_text("20 · finished")).to_have_count(3)
    assert row(person, "Learning rate") == ["0.01", "0.1", "1e-4"]
    expect(table.get_by_text("best").first).to_be_visible()
    expect(table.get_by_role("img", name="answers over the plane, at step")).to_have_count(3)
    losses = row(person, "test loss")
    assert len(set(losses)) == 3, losses

    person.reload()
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_text("20 · finished")).to_have_count(3)
    assert row(person, "test loss") == losses


def test_a_fork_that_does_not_fit_is_refused_with_the_reason(person: Person) -> None:
    page = person.page
    page.get_by_role("button", name="Fork with one change…").click()
    dialog = page.get_by_role("dialog", name="Fork with one change")
    field = dialog.get_by_role("combobox", name="What changes")
    field.press("ArrowDown")
    field.fill("batch")
    page.get_by_role("option", name="Batch size").click()
    dialog.get_by_role("textbox", name="Fork 1").fill("60000")
    dialog.get_by_role("textbox", name="Fork 1").press("Tab")
    expect(dialog.get_by_role("alert")).to_contain_text("60,000")
    dialog.get_by_role("button", name="Start 2 forks").click()
    expect(dialog.get_by_role("alert")).to_contain_text("60,000")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_ticked_runs_are_compared_and_any_of_them_can_be_shown(
    person: Person, served: Served
) -> None:
    page = person.page
    with Tab(served) as tab:
        other = tab.start(lesson("two-spirals", epochs=5, batch_size=64) | {"title": "Larger"})
        tab.follow(other)
        tab.until_over(other)
    page.get_by_role("checkbox", name="Compare the run Larger").check()
    page.get_by_role("checkbox", name="Compare the run Two spirals").check()
    table = page.get_by_role("table", name="What differs between the runs")
    expect(table.get_by_role("columnheader")).to_have_count(2)
    assert row(person, "Batch size") == ["64", "16"]
    table.get_by_role("button", name="Show the run Larger").click()
    expect(page.get_by_test_id("epoch")).to_have_text("000,005")
    table.get_by_role("button", name="Take Two spirals out of the comparison").press("Enter")
    expect(table).to_be_hidden()
    expect(page.get_by_role("region", name="Timeline")).to_be_visible()
