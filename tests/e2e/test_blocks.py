"""People fold layers into blocks, read thirty layers at a glance, and lose nothing by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import PAGE, Person
from torchground.lessons import lessons

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]


@pytest.fixture
def page(person: Person) -> Iterator[Page]:
    person.open()
    yield person.page
    assert person.complaints == []


def cards(page: Page) -> Locator:
    return page.locator(".react-flow__node")


def test_chosen_layers_are_folded_named_unfolded_used_again_and_undone(page: Page) -> None:
    count = cards(page).count()
    for at in (1, 2):
        cards(page).nth(at).focus()
        page.keyboard.press("Space")
    page.keyboard.press("Control+g")
    expect(cards(page)).to_have_count(count - 1)
    name = page.get_by_role("textbox", name="Name of this block")
    name.fill("Hidden layers")
    expect(page.get_by_role("button", name="Unfold Hidden layers × 2")).to_be_visible()
    inside = page.get_by_role("list", name="Inside").get_by_role("listitem")
    expect(inside).to_have_count(2)
    page.get_by_role("button", name="Close", exact=True).click()

    page.get_by_role("tab", name="Layers").click()
    page.get_by_role("button", name="Hidden layers × 2", exact=True).click()
    expect(cards(page)).to_have_count(count)
    page.keyboard.press("Control+z")
    expect(cards(page)).to_have_count(count - 1)

    page.get_by_role(
        "button", name="Show the whole network"
    ).click()  # the view had followed the copy
    page.get_by_role("button", name="Unfold Hidden layers").click()
    expect(cards(page)).to_have_count(count)
    page.get_by_role("button", name="Fold Hidden layers").click()
    expect(cards(page)).to_have_count(count - 1)
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name=re.compile("old Hidden layers"))).to_have_count(0)


def test_thirty_layers_are_one_card_and_it_trains_as_before(person: Person, page: Page) -> None:
    lesson = next(one for one in lessons() if one.id == "vanish-deep")
    person.choose(lesson)
    block: dict[str, Any] = lesson.project["blocks"][0]
    card = page.locator(f'.react-flow__node[data-id="{block["nodes"][0]}"]')
    expect(card).to_have_accessible_name(re.compile(r"Residual block × 30, 90 layers"))
    expect(cards(page)).to_have_count(5)
    page.get_by_role("button", name=re.compile("^Play")).first.click()
    person.wait_for_step(0)
    expect(card.get_by_role("img", name=re.compile("Gradients of 30 layers"))).to_be_attached()
    card.focus()
    card.click()
    page.keyboard.press("Control+Shift+G")
    expect(cards(page)).to_have_count(34)
    page.keyboard.press("Control+z")
    expect(cards(page)).to_have_count(5)
