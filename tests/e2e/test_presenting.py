"""Presenting: network, one view and the lesson's text fill the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]

SCREEN = {"width": 1280, "height": 720}


@pytest.fixture
def teacher(browser: Browser, served: Served) -> Iterator[Person]:
    """Somebody with a projector of 1280 x 720."""
    someone = Person(browser, served.address, viewport=SCREEN)
    yield someone
    someone.leave()
    assert not someone.complaints


def views(page: Page) -> Any:
    return page.get_by_role("toolbar", name="View beside the network").get_by_role("button")


def shown(page: Page) -> Any:
    return page.get_by_role("complementary")


def test_a_person_presents_by_keys(teacher: Person) -> None:
    teacher.open()
    page = teacher.page
    page.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("f")
    expect(shown(page)).to_have_accessible_name("View: Output")
    assert "present" in page.url
    page.keyboard.press("2")
    expect(shown(page)).to_have_accessible_name("View: Loss")
    page.keyboard.press("2")
    expect(page.get_by_role("main")).to_be_hidden()
    page.keyboard.press("0")
    expect(shown(page)).to_have_count(0)
    expect(page.locator(".react-flow__node").first).to_be_visible()
    before = teacher.step()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("step")).to_have_text(f"{before + 1:,}")
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="The screen is blank")).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("l")
    page.mouse.move(400, 300)
    expect(page.get_by_test_id("laser")).to_have_css("transform", "matrix(1, 0, 0, 1, 400, 300)")
    page.keyboard.press("Escape")
    teacher.wait_until_drawn()
    assert "present" not in page.url


def test_a_link_opens_presenting_and_its_caption_lights_what_it_names(teacher: Person) -> None:
    open_lesson(teacher, "two-spirals")
    page = teacher.page
    caption = page.get_by_role("contentinfo")
    expect(caption).to_contain_text("Press play")
    while "The first layer" not in (caption.text_content() or ""):
        page.keyboard.press("PageDown")
    lit = page.get_by_test_id("spotlight")
    expect(lit).to_have_count(1)
    page.keyboard.press("PageDown")
    expect(caption).to_contain_text("The second bends them")
    expect(lit).to_have_count(3)  # the second, the third and the output
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    expect(caption).not_to_contain_text("The first layer")
    assert teacher.run_id().endswith("&present")


def open_lesson(teacher: Person, lesson_id: str) -> None:
    """Show a lesson before its training in presenting mode."""
    with Tab(teacher) as tab:
        body = {"project": lesson(lesson_id), "draft": False, "paused": True}
        run_id = tab.http.post("/api/runs", json=body).raise_for_status().json()["info"]["id"]
    teacher.page.goto(f"{teacher.address}/#run={run_id}&present")
    expect(teacher.page.get_by_role("banner").get_by_role("heading")).to_have_text(
        lesson(lesson_id)["title"]
    )
    expect(teacher.page.locator('[data-testid="network"][data-rest="true"]')).to_be_attached()
    expect(shown(teacher.page)).to_be_visible()
