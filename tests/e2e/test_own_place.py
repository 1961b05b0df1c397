"""Each browser its own place: two people on one server see and change nothing of each other's but by a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.served import Served

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]
RUNNING = re.compile("^Two spirals running")


@pytest.fixture
def people(browser: Browser, served: Served) -> Iterator[tuple[Person, Person]]:
    """Two that were never here before."""
    ann, ben = Person(browser, served.address), Person(browser, served.address)
    yield ann, ben
    for each in (ann, ben):
        each.leave()
        assert not each.complaints


def play(person: Person) -> str:
    """Train the drawing on the screen for long; the run's id."""
    epochs = person.page.get_by_role("textbox", name="Epochs", exact=True)
    epochs.fill("100000")
    epochs.press("Enter")
    person.page.get_by_role("button", name="Play", exact=True).click()
    expect(person.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    person.wait_for_step(50)
    return person.run_id()


def test_a_second_browser_begins_with_the_first_lesson_and_sees_no_run(
    people: tuple[Person, Person],
) -> None:
    ann, ben = people
    ann.open()
    run_id = play(ann)
    ben.open()
    expect(ben.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(ben.page.get_by_role("textbox", name="Title of the drawing")).to_have_value(
        "Two spirals"
    )
    expect(ben.page.get_by_text("No run yet. Press play")).to_be_visible()
    expect(ann.page.get_by_role("button", name=RUNNING)).to_be_visible()
    other = play(ben)
    assert other != run_id
    for each in people:
        expect(each.page.get_by_role("button", name=RUNNING)).to_have_count(1)
    ben.page.get_by_role("button", name="Stop for good").click()
    expect(ben.page.get_by_role("button", name=re.compile("^Two spirals stopped"))).to_be_visible()
    ann.wait_for_step(ann.step())
    assert ann.run_id() == run_id


def test_by_a_link_a_run_is_looked_at_and_made_ones_own(people: tuple[Person, Person]) -> None:
    ann, ben = people
    ann.open()
    run_id = play(ann)
    ben.open(f"#run={run_id}")
    expect(ben.page.get_by_text("You are looking on")).to_be_visible()
    ben.wait_for_step(ann.step())
    for name in ("Play", "Pause", "Stop for good", "Reset to the same start"):
        expect(ben.page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(ben.page.get_by_text("No run yet. Press play")).to_be_visible()
    rate = ben.page.get_by_role("textbox", name="Learning rate", exact=True)
    before = rate.input_value()
    rate.fill("0.5")
    rate.press("Enter")
    expect(ben.page.get_by_text("make it yours to change it")).to_be_visible()
    expect(ann.page.get_by_role("textbox", name="Learning rate", exact=True)).to_have_value(before)
    ben.page.keyboard.press("Escape")
    ben.page.get_by_role("button", name="Make it mine").click()
    expect(ben.page.get_by_text("starts from the weights of")).to_be_visible()
    expect(ben.page.get_by_text("You are looking on")).to_have_count(0)
    ben.page.get_by_role("button", name="Play", exact=True).click()
    expect(ben.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(ben.page.get_by_role("button", name=RUNNING)).to_have_count(1)
    assert ben.run_id() != run_id
    ann.wait_for_step(ann.step())
    expect(ann.page.get_by_role("button", name=RUNNING)).to_have_count(1)


def test_after_a_reload_each_finds_their_own(people: tuple[Person, Person]) -> None:
    ann, ben = people
    ann.open()
    run_id = play(ann)
    ben.open()
    ben.reload()
    ann.reload()
    assert ann.run_id() == run_id
    expect(ann.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(ben.page.get_by_text("No run yet. Press play")).to_be_visible()
