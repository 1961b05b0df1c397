"""Somebody who knows the word finds the thing: one search for everything, by keyboard alone and by mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.served import Served

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]


class Seeker(Person):
    """Somebody who searches."""

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("combobox", name="Search everything")

    @property
    def marked(self) -> Locator:
        return self.page.get_by_role("listbox", name="Results").get_by_role("option", selected=True)

    def seek(self, word: str, *, first: str) -> None:
        """Open the search, write a word, and take what is marked, which is this."""
        self.page.keyboard.press("Control+k")
        expect(self.field).to_be_focused()
        self.page.keyboard.insert_text(word)
        expect(self.marked).to_contain_text(first)
        self.page.keyboard.press("Enter")
        expect(self.field).to_have_count(0)


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Seeker]:
    someone = Seeker(browser, served.address)
    someone.open()
    expect(someone.page.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    yield someone
    someone.leave()
    assert not someone.complaints


def test_a_lesson_is_opened_and_its_text_is_there(person: Seeker) -> None:
    person.seek("gan", first="A forger and a judge")
    expect(person.page.get_by_text("where the judge would rather see each point")).to_be_visible()
    expect(person.page).to_have_title("A forger and a judge · Torchground")


def test_a_layer_is_added_and_undone(person: Seeker) -> None:
    cards = person.page.locator(".react-flow__node")
    before = cards.count()
    person.seek("fully connected", first="Linear")
    expect(cards).to_have_count(before + 1)
    person.seek("undo", first="Undo")
    expect(cards).to_have_count(before)


def test_data_are_chosen_and_shown(person: Seeker) -> None:
    person.seek("make_moons", first="Moons")
    chosen = person.page.get_by_role("region", name="Data set")
    expect(chosen).to_contain_text("Moons")


def test_settings_are_led_to_also_where_they_are_folded_or_closed(person: Seeker) -> None:
    page = person.page
    person.seek("lerning rate", first="Learning rate")
    expect(page.locator("#optimizer-live-lr")).to_be_focused()
    page.get_by_role("button", name="Hide output and settings").click()
    expect(page.locator("#optimizer-live-lr")).to_have_count(0)
    person.seek("early stopping", first="Early stopping")
    expect(page.get_by_role("switch", name="Stop when")).to_be_focused()
    person.seek("nesterov", first="Nesterov")
    expect(page.get_by_role("combobox", name="Optimizer", exact=True)).to_be_focused()
    expect(page.get_by_role("combobox", name="Optimizer", exact=True)).to_have_value("sgd")
    person.seek("out_features", first="on the canvas")
    expect(page.locator("aside input:focus")).to_be_visible()


def test_the_magnifier_opens_it_arrows_move_and_esc_closes_it(person: Seeker) -> None:
    page = person.page
    magnifier = page.get_by_role("button", name="Search everything")
    magnifier.click()
    person.field.fill("relu")
    first = person.marked.text_content()
    person.field.press("ArrowDown")
    expect(person.marked).not_to_have_text(first or "")
    person.field.press("ArrowUp")
    expect(person.marked).to_have_text(first or "")
    person.field.press("Escape")
    expect(person.field).to_have_count(0)
    expect(magnifier).to_be_focused()


def test_a_search_of_10_000_characters_is_cut_with_a_sentence(person: Seeker) -> None:
    person.page.keyboard.press("Control+k")
    person.field.fill("x" * 10_000)
    expect(person.page.get_by_text("Only the first 100 characters count.")).to_be_visible()
    person.field.fill("softmax")
    expect(person.marked).to_contain_text("Softmax")


def test_the_other_search_fields_take_the_exact_name_first(person: Seeker) -> None:
    page = person.page
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("searchbox", name="Search lessons").fill("vae")
    page.keyboard.press("Enter")
    expect(page).to_have_title("A code one can draw from · Torchground")
    cards = page.locator(".react-flow__node")
    before = cards.count()
    page.get_by_role("tab", name="Layers").click()
    page.get_by_role("searchbox", name="Search layers").fill("add")
    expect(page.locator("[data-marked]")).to_have_text("Add")
    page.keyboard.press("Enter")
    expect(cards).to_have_count(before + 1)
