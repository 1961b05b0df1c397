"""A run stays what it was, whatever is drawn meanwhile; and an address is followed as soon as that can be done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Person]:
    visitor = Person(browser, served.address)
    yield visitor
    assert visitor.complaints == []
    visitor.leave()


@pytest.fixture
def run_id(served: Served) -> str:
    """A run of a lesson on points of the plane, paused at its start."""
    with Tab(served) as tab:
        return tab.start(lesson("two-spirals"), paused=True)


def test_a_run_is_drawn_by_its_own_data_while_the_drawing_has_others(
    person: Person, run_id: str
) -> None:
    page = person.page
    person.open(f"#run={run_id}")
    page.get_by_role("tab", name="Data").click()
    sets = page.get_by_role("region", name="Data set")
    sets.get_by_text("Change data").click()
    sets.get_by_role("button", name="Handwritten digits").click()
    notice = page.get_by_role("status").filter(has_text="All numbers are still of the run")
    expect(notice).to_contain_text("put a Flatten before it")
    person.reload()
    expect(page.get_by_role("region", name="Output", exact=True)).to_be_visible()
    expect(page.get_by_label("What the network answers over the plane")).to_be_visible()
    expect(page.get_by_role("region", name="Confusion · test")).not_to_be_visible()
    expect(notice).to_be_visible()


def test_an_address_that_comes_before_the_page_is_connected_is_followed(
    person: Person, run_id: str
) -> None:
    page = person.page
    held: list[Route] = []
    page.route("**/api/catalogue*", lambda route: held.append(route))
    with page.expect_request("**/api/catalogue*"):
        page.goto(f"{person.address}/")
    page.evaluate("id => { location.hash = `#run=${id}` }", run_id)
    for route in held:
        route.continue_()
    person.wait_until_drawn()
    expect(page.get_by_label("Title of the drawing")).to_have_value("Two spirals")
    assert person.run_id() == run_id
