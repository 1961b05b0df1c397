"""A run goes on at the server: a person plays, changes, reloads, leaves, somebody looks on, and it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.served import Served
from tests.e2e.tab import Tab

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Person]:
    someone = Person(browser, served.address)
    yield someone
    someone.leave()
    assert not someone.complaints


def set_field(person: Person, label: str, value: str) -> None:
    field = person.page.get_by_role("textbox", name=label, exact=True)
    field.fill(value)
    field.press("Enter")


def play(person: Person) -> str:
    """A run of the first lesson that does not end by itself; its id."""
    person.open()
    set_field(person, "Epochs", "100000")
    person.page.get_by_role("button", name="Play", exact=True).click()
    expect(person.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    person.wait_for_step(200)
    return person.run_id()


def test_a_reload_and_a_second_browser_find_the_same_run_and_all_of_it(
    browser: Browser, served: Served, person: Person
) -> None:
    run_id = play(person)
    set_field(person, "Learning rate", "0.003")
    with Tab(served) as tab:
        tab.follow(run_id)
        change = tab.until_point(run_id, lambda point: point["kind"] == "change")
        assert change["change"]["after"] == 0.003
        before = person.step()
        person.reload()
        assert person.run_id() == run_id
        person.wait_for_step(before)
        rate = person.page.get_by_role("textbox", name="Learning rate", exact=True)
        expect(rate).to_have_value("0.003")
        all_so_far = len(tab.kept_points(run_id))
        person.wait_for_points(run_id, all_so_far)
        assert person.seqs[run_id] == list(range(1, len(person.seqs[run_id]) + 1))

        other = Person(browser, served.address)
        other.open(f"#run={run_id}")
        expect(other.page).to_have_url(f"{served.address}/#run={run_id}")
        other.wait_for_step(person.step())
        other.wait_for_points(run_id, all_so_far)
        assert other.seqs[run_id] == list(range(1, len(other.seqs[run_id]) + 1))
        person.page.get_by_role("button", name="Pause", exact=True).click()
        paused = tab.until_state(run_id, "paused")
        expect(person.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        for each in (person, other):
            expect(each.page.get_by_test_id("step")).to_have_text(f"{paused['step']:,}")
        other.leave()
        assert not other.complaints


def test_a_run_goes_on_when_the_last_tab_is_closed(browser: Browser, served: Served) -> None:
    someone = Person(browser, served.address)
    run_id = play(someone)
    someone.leave()
    assert not someone.complaints
    with Tab(served) as tab:
        seen = len(tab.kept_points(run_id))
        tab.follow(run_id, after=seen)
        tab.until(lambda: len(tab.points[run_id]) > 20)
        assert tab.runs[run_id]["state"] == "running"


def test_an_old_run_opens_with_what_it_was_started_from(served: Served, person: Person) -> None:
    run_id = play(person)
    with Tab(served) as tab:
        tab.obeyed(run_id, type="stop")
        started_from = tab.http.get(f"/api/runs/{run_id}").json()["project"]
        person.page.get_by_role("tab", name="Lessons").click()
        person.page.get_by_role("searchbox", name="Search lessons").fill("iris flowers")
        person.page.get_by_role("button", name="Iris flowers", exact=True).click()
        expect(person.page.get_by_role("textbox", name="Title of the drawing")).not_to_have_value(
            "Two spirals"
        )
        person.page.get_by_role("button", name=re.compile("^Two spirals stopped")).first.click()
        expect(person.page).to_have_url(f"{served.address}/#run={run_id}")
        expect(person.page.get_by_role("textbox", name="Epochs", exact=True)).to_have_value(
            "100000"
        )
        assert tab.http.get(f"/api/runs/{run_id}").json()["project"] == started_from
        assert started_from["training"]["epochs"] == 100_000
