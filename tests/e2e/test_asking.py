"""A person asks the network: draws, types, sets numbers, hides a token, drags a code; every picture follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import PAGE, Person

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]


@pytest.fixture
def page(person: Person) -> Iterator[Page]:
    person.open()
    person.page.get_by_role("tab", name="Ask").click()
    yield person.page
    assert person.complaints == []


def open_lesson(page: Page, title: str) -> None:
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("searchbox", name="Search lessons").fill(title)
    page.get_by_role("button", name=title, exact=True).click()
    expect(page.get_by_test_id("step")).to_have_text("0")


def own(page: Page) -> Locator:
    return page.get_by_role("region", name="Your own input")


def drag(page: Page, on: Locator, *places: tuple[float, float]) -> None:
    """Hold the button down along places of an element, from 0 (left, top) to 1."""
    on.scroll_into_view_if_needed()
    box = on.bounding_box()
    assert box is not None
    for at, (across, down) in enumerate(places):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"], steps=5)
        if at == 0:
            page.mouse.down()
    page.mouse.up()


def test_a_digit_is_drawn_and_seen_going_through(person: Person, page: Page) -> None:
    open_lesson(page, "Handwritten digits, seen as pictures")
    page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(150)
    sheet = own(page).get_by_role("img", name="Sheet to draw on, 8 by 8 pixels")
    answer = page.get_by_role("region", name="Answer", exact=True)
    expect(answer).to_contain_text("Test sample 1")
    drag(page, sheet, (0.45, 0.1), (0.55, 0.3), (0.5, 0.5), (0.5, 0.9))
    chip = page.get_by_text("Showing what you drew")
    expect(chip).to_be_visible()
    expect(answer).to_contain_text("What it makes of yours")
    expect(answer.get_by_role("meter").first.or_(answer.get_by_text("%").first)).to_be_visible()
    expect(page.get_by_role("region", name="This sample")).to_contain_text("your own")
    page.get_by_role("button", name="Show a sample again").click()
    expect(chip).to_have_count(0)
    own(page).get_by_role("button", name="From sample 1").click()
    expect(chip).to_be_visible()
    # Other data take no such picture: the next lesson shows one of its own samples.
    open_lesson(page, "Iris flowers")
    expect(chip).to_have_count(0)


def test_numbers_are_set_one_by_one(page: Page) -> None:
    open_lesson(page, "Iris flowers")
    slider = own(page).get_by_role("slider", name=re.compile("sepal length"))
    expect(slider).to_be_visible()  # the lesson before has sliders too
    slider.press("ArrowRight")
    expect(page.get_by_text("Showing what you set")).to_be_visible()


def test_a_token_is_hidden_by_choosing_it(page: Page) -> None:
    open_lesson(page, "Who sleeps?")
    typed = own(page).get_by_label("Your text")
    expect(typed).to_have_value(re.compile(r"\[MASK\]"))
    words = typed.input_value().split()
    first = next(word for word in words if word != "[MASK]")
    own(page).get_by_role("button", name=f"Hide {first}", exact=True).first.click()
    expect(typed).to_have_value(re.compile(r"\[MASK\].*\[MASK\]"))
    expect(page.get_by_text("Showing what you typed")).to_be_visible()
    typed.fill(f"{' '.join(words[:-1])} penguin")
    expect(own(page).get_by_role("status")).to_contain_text("It never saw “penguin”")


def test_a_text_is_written_on(person: Person, page: Page) -> None:
    open_lesson(page, "Names that nobody has")
    own(page).get_by_label("Let it go on from").fill("anna")
    writing = page.get_by_role("contentinfo").get_by_role("region", name="Writing on")
    writing.get_by_text("Settings", exact=True).click()
    expect(writing.get_by_label("Temperature", exact=True)).to_be_visible()
    expect(writing.get_by_label("Writing on").first).to_contain_text("anna")


def test_a_code_is_dragged_and_decoded(page: Page) -> None:
    open_lesson(page, "A code one can draw from")
    output = page.get_by_role("complementary", name="Output and settings")
    plane = output.get_by_role("img", name=re.compile("^Latent plane"))
    heading = output.get_by_role("button", name="Latent plane")
    if heading.get_attribute("aria-expanded") == "false":
        heading.click()
    drag(page, plane.first, (0.4, 0.4), (0.6, 0.5))
    expect(page.get_by_text(re.compile(r"^z = \(-?\d"))).to_be_visible()
    decoded = page.get_by_role("img", name=re.compile("What the decoder makes of this point"))
    expect(decoded).to_be_visible()
