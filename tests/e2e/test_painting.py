"""A person paints points: by mouse and by keys, while the network trains on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import PAGE, Person

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]


@pytest.fixture
def page(person: Person) -> Iterator[Page]:
    """The first lesson's network over painted points."""
    person.open()
    person.page.get_by_role("tab", name="Data").click()
    person.page.get_by_role("button", name="Change data").click()
    person.page.get_by_role("button", name="Painted by hand").click()
    expect(plane(person.page)).to_have_accessible_name(re.compile("10 points"))
    yield person.page
    complaints = [said for said in person.complaints if "422" not in said]
    assert complaints == [], "a plane without points has no preview, and the browser says so"


def plane(page: Page) -> Locator:
    return page.get_by_role("application", name=re.compile("Plane to paint on"))


def stroke(page: Page, *places: tuple[float, float]) -> None:
    """Hold the brush down along places of the plane, from 0 (left, top) to 1."""
    box = plane(page).bounding_box()
    assert box is not None
    for at, (across, down) in enumerate(places):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        if at == 0:
            page.mouse.down()
    page.mouse.up()


def num_points(page: Page) -> int:
    name = plane(page).get_attribute("aria-label") or ""
    return int(re.findall(r"(\d+) points", name)[0])


def runs(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.get(f"{person.address}/api/runs", trust_env=False).json()
    return found


def test_points_are_painted_erased_and_undone(page: Page) -> None:
    stroke(page, (0.1, 0.1))
    # A brush that is held a moment longer paints a point more.
    expect(plane(page)).to_have_accessible_name(re.compile("1[1-9] points"))
    painted = num_points(page)
    plane(page).focus()
    page.keyboard.press("Enter")
    expect(plane(page)).to_have_accessible_name(re.compile(f"{painted + 1} points"))
    page.get_by_role("button", name="Undo").click()
    expect(plane(page)).to_have_accessible_name(re.compile(f"{painted} points"))
    page.get_by_text("Erase", exact=True).click()
    stroke(page, (0.1, 0.1))
    expect(plane(page)).to_have_accessible_name(re.compile("10 points"))
    page.get_by_role("button", name="Clear").click()
    expect(plane(page)).to_have_accessible_name(re.compile("0 points"))
    expect(page.get_by_text("paint at least one point each of two classes").first).to_be_visible()


def test_a_class_is_added_named_and_taken_away(page: Page) -> None:
    page.get_by_role("button", name="Class", exact=True).click()
    expect(page.get_by_role("radio", name="Paint green")).to_be_checked()
    stroke(page, (0.5, 0.5))
    name = page.get_by_role("textbox", name="Name of class 3")
    name.fill("middle")
    name.press("Enter")
    expect(page.get_by_role("radio", name="Paint middle")).to_be_visible()
    expect(page.get_by_role("region", name="Output").get_by_text("middle")).to_be_visible()
    page.get_by_role("button", name="Take the class middle away").click()
    expect(plane(page)).to_have_accessible_name(re.compile("10 points"))


def test_training_goes_on_with_what_is_painted(person: Person, page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(50)
    before = person.run_id()
    stroke(page, (0.8, 0.1), (0.85, 0.2), (0.9, 0.3))
    page.wait_for_url(re.compile(rf"#run=(?!{before})"))
    person.wait_for_step(10)
    detail = httpx.get(f"{person.address}/api/runs/{person.run_id()}", trust_env=False).json()
    assert len(detail["project"]["data"]["points"]) == num_points(page)
    assert detail["project"]["training"]["start"]["weights"]
    # A second stroke leaves no third run: the first one, and the one that goes on.
    other = person.run_id()
    stroke(page, (0.2, 0.9))
    page.wait_for_url(re.compile(rf"#run=(?!{other})"))
    person.wait_for_step(10)
    expect(page.get_by_text("The drawing has changed")).not_to_be_visible()
    ids = [run["id"] for run in runs(person)]
    assert before in ids
    assert other not in ids
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_test_id("step")).to_have_text("0")


def test_it_stays_as_it_was_where_nobody_trains_while_painting(person: Person, page: Page) -> None:
    page.get_by_label("train while I paint").uncheck()
    page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(50)
    before = person.run_id()
    plane(page).scroll_into_view_if_needed()
    stroke(page, (0.8, 0.1))
    expect(page.get_by_role("button", name="Train the new drawing")).to_be_visible()
    assert person.run_id() == before
