"""What people do without thinking: type a number their way, drop a file anywhere, begin anew, point at a mark."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import PAGE, Person

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]

DRAG = """([name, type, text, what]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type }));
  const event = new DragEvent(what, { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector("header").dispatchEvent(event);
  return event.defaultPrevented;
}"""


OVERLAPPING = """() => {
  const boxOf = (one) => one.getBoundingClientRect();
  const transport = document.querySelector("[role=group][aria-label=Transport]");
  const actions = transport.nextElementSibling;
  const boxes = [...transport.children].map(boxOf).filter((box) => box.width > 2);
  boxes.push(boxOf(actions));
  return boxes.flatMap((box, at) => (at > 0 && boxes[at - 1].right > box.left + 1 ? [at] : []));
}"""
"""The parts of the header that lie on the part before them."""


@pytest.fixture
def page(person: Person) -> Iterator[Page]:
    person.open()
    yield person.page
    assert person.complaints == []


def drag(page: Page, what: str, name: str, text: str, kind: str = "") -> None:
    """Drag a file over the header of the page, or drop it there; the browser itself must do nothing."""
    assert page.evaluate(DRAG, [name, kind, text, what]) is True


@pytest.mark.parametrize(
    ("text", "number"), [("0,02", "0.02"), (" 1e−2 ", "0.01"), ("1/50", "0.02")]
)
def test_a_number_is_typed_as_people_write_it(page: Page, text: str, number: str) -> None:
    rate = page.get_by_role("textbox", name="Learning rate", exact=True)
    rate.fill(text)
    rate.press("Enter")
    expect(rate).to_have_value(number)


def test_what_is_no_number_is_refused_with_a_sentence_and_loses_nothing(page: Page) -> None:
    rate = page.get_by_role("textbox", name="Learning rate", exact=True)
    before = rate.input_value()
    for text in ("", "as in the paper of 2014, see page 3"):
        rate.fill(text)
        rate.press("Enter")
        expect(
            page.get_by_role("alert").filter(has_text=f"Esc sets {before} again")
        ).to_be_visible()
        rate.press("Escape")
        expect(rate).to_have_value(before)


def test_a_file_dropped_anywhere_is_taken(page: Page) -> None:
    drag(page, "dragover", "rows.csv", "", "text/csv")
    sheet = page.get_by_role("heading", name="Drop it here")
    expect(sheet).to_be_visible()
    drag(page, "drop", "rows.csv", "a,b\n" + "1,x\n2,y\n" * 20, "text/csv")
    expect(sheet).to_be_hidden()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("rows.csv")
    page.keyboard.press("Escape")
    project = {"torchground": 1, "title": "Dropped", "network": {"nodes": [], "edges": []}}
    drag(page, "drop", "mine.json", json.dumps(project), "application/json")
    title = page.get_by_role("textbox", name="Title of the drawing")
    expect(title).to_have_value("Dropped")
    drag(page, "drop", "broken.json", "{", "application/json")
    expect(page.get_by_role("region", name="Messages")).to_contain_text("is no JSON")
    expect(title).to_have_value("Dropped")


def test_a_new_drawing_leaves_nothing_of_the_run_before_and_undo_brings_it_back(
    person: Person, page: Page
) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(20)
    page.get_by_role("button", name="Pause", exact=True).click()
    run = person.run_id()
    page.get_by_role("button", name="File", exact=True).click()
    page.get_by_role("menuitem", name="New drawing").click()
    expect(page.get_by_role("tab", name="Layers")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("textbox", name="Title of the drawing")).to_have_value("Untitled")
    expect(page.get_by_test_id("step")).to_have_text("0")
    expect(page).not_to_have_url(f"{person.address}/#run={run}")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page).to_have_url(f"{person.address}/#run={run}")


def test_a_mark_answers_on_pointing_and_on_focus(page: Page) -> None:
    page.get_by_role("slider", name="Speed").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Slow it down")
    page.mouse.move(0, 0)
    expect(page.get_by_role("tooltip")).to_have_count(0)
    page.get_by_role("button", name="One step, slowly").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip").first).to_be_visible()


def test_nothing_lies_on_its_neighbour_in_the_header_of_a_finished_run(
    person: Person, page: Page
) -> None:
    person.set_epochs(12)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="12 epochs more")).to_be_visible()
    for width in (1366, 1920, 1280, 1200, 1160):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate(OVERLAPPING) == [], width
