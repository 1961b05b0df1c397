"""All runs as a table: found, renamed, tagged, compared and deleted by keyboard; thousands of them stay quick."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import lesson
from tests.e2e.served import Served
from tests.e2e.tab import Tab
from torchground.telemetry.messages import RunInfo

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]
MANY = 5_000
MOST_DRAWN = 80
"""A screen has room for so many rows; drawn whole, thousands of them take seconds."""


def open_table(person: Person) -> None:
    person.page.get_by_role("button", name="All runs as a table").click()
    expect(person.page.get_by_role("grid", name="Runs")).to_be_visible()


@pytest.fixture
def ids(served: Served) -> list[str]:
    """Three runs that are over and differ in their seed."""
    with Tab(served) as tab:
        made = [tab.start(lesson("two-spirals", epochs=2, seed=seed)) for seed in (1, 2, 3)]
        for run_id in made:
            tab.follow(run_id)
            tab.until_over(run_id)
    return made


def rows(person: Person) -> Locator:
    return person.page.get_by_role("grid", name="Runs").locator("tbody tr[aria-rowindex]")


def test_runs_are_renamed_tagged_found_compared_and_deleted(
    person: Person, served: Served, ids: list[str]
) -> None:
    person.open(f"#run={ids[0]}")
    open_table(person)
    expect(rows(person)).to_have_count(3)
    expect(rows(person).filter(has_text="Seed 3")).to_have_count(1)  # differs from the one shown
    label_the_newest(person)
    with Tab(served) as tab:  # what was written is there for everybody who lists the runs
        kept = tab.http.get(f"/api/runs/{ids[2]}").json()["info"]
    assert (kept["title"], kept["tags"]) == ("Best so far", ["good"])
    assert kept["own_notes"] == "The third seed finds it."

    search = person.page.get_by_role("searchbox", name="Search the runs")
    search.fill("#good third")
    expect(rows(person)).to_have_count(1)
    search.press("Escape")
    expect(rows(person)).to_have_count(3)

    compare_two_at_full_size(person)
    delete_all(person)
    with Tab(served) as tab:
        assert not {run["id"] for run in tab.http.get("/api/runs").json()} & set(ids)
    # The browser itself remarks that a run is not there any more: one that was asked for while it was deleted.
    assert [said for said in person.complaints if "404" not in said] == []


def label_the_newest(person: Person) -> None:
    """Give it a name, a tag and notes, without a mouse."""
    page = person.page
    page.get_by_role("grid", name="Runs").focus()
    page.keyboard.press("Home")
    page.keyboard.press("F2")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Best so far")
    page.keyboard.press("Enter")
    pane = page.get_by_role("dialog").get_by_role("complementary")
    expect(pane.get_by_role("status")).to_have_text("Saved.")
    tags = pane.get_by_role("combobox", name="Tags")
    tags.fill("good")
    tags.press("Enter")
    notes = pane.get_by_role("textbox", name="Notes")
    notes.fill("The third seed finds it.")
    notes.blur()
    expect(rows(person).first).to_contain_text("Best so far")
    expect(rows(person).first).to_contain_text("good")


def compare_two_at_full_size(person: Person) -> None:
    page = person.page
    page.get_by_role("grid", name="Runs").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowDown")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("button", name="Full size").click()
    large = page.get_by_role("dialog", name="Compare · 2 runs")
    chart = large.get_by_label("test loss of 2 runs by epoch")
    expect(chart).to_be_visible()
    box = chart.bounding_box()
    assert box is not None
    assert box["width"] > 600, "the chart has the screen for itself"
    assert box["height"] > 400
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()


def delete_all(person: Person) -> None:
    page = person.page
    open_table(person)
    page.get_by_role("grid", name="Runs").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(rows(person)).to_have_count(0)


def test_thousands_of_runs_stay_quick(person: Person) -> None:
    page = person.page

    one = RunInfo(
        id="", title="", state="finished", epochs=9, steps_per_epoch=1, num_params=7, created=""
    )
    runs = [
        one.model_copy(
            update={"id": f"r{n}", "title": f"Run {n}", "created": f"2020-01-01T00:00:00.{n:06}Z"}
        )
        for n in reversed(range(MANY))
    ]
    body = "[" + ",".join(run.model_dump_json() for run in runs) + "]"

    def many(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    page.route("**/api/runs", lambda r: many(r) if r.request.method == "GET" else r.continue_())
    person.open()
    open_table(person)
    expect(page.get_by_text("5,000 runs", exact=True)).to_be_visible()
    grid = page.get_by_role("grid", name="Runs")
    chosen = grid.locator("tr[data-chosen] [data-column=title]")
    grid.focus()
    for key, title in (("End", "Run 0"), ("Home", f"Run {MANY - 1}")):
        page.keyboard.press(key)
        expect(chosen).to_have_text(title)
        assert grid.locator("tr").count() < MOST_DRAWN, "only the rows in sight are drawn"
    page.keyboard.press("PageDown")
    expect(chosen).not_to_have_text(f"Run {MANY - 1}")
