"""A person opens networks of other kinds than classifiers of points: their cards and their settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.projects import Json, lesson
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


def open_run(person: Person, served: Served, project: Json, *, paused: bool) -> str:
    with Tab(served) as tab:
        made = tab.http.post(
            "/api/runs", json={"project": project, "draft": False, "paused": paused}
        ).json()
    run = str(made["info"]["id"])
    person.open(f"#run={run}")
    return run


def settings(served: Served, run: str) -> Json:
    with Tab(served) as tab:
        found: Json = tab.http.get(f"/api/runs/{run}").json()["info"]["settings"]
    return found


def test_two_networks_stand_in_frames_and_one_of_them_can_be_held_while_it_trains(
    person: Person, served: Served
) -> None:
    run = open_run(person, served, lesson("gan-ring", epochs=100_000), paused=False)
    page = person.page
    expect(page.locator("svg text", has_text="generator")).to_be_visible()
    expect(page.locator("svg text", has_text="discriminator")).to_be_visible()
    expect(page.get_by_role("img", name="Real or fake: real and generated points")).to_be_visible()
    person.wait_for_step(50)
    page.get_by_label("Train", exact=True).select_option("generator")
    while settings(served, run)["task.train"] != "generator":
        person.wait_for_step(person.step())
    assert person.run_id() == run


def test_a_text_has_its_tokens_on_the_card_and_its_shapes_in_words(
    person: Person, served: Served
) -> None:
    open_run(person, served, lesson("gpt-sort"), paused=True)
    page = person.page
    expect(page.get_by_role("img", name="Input: the shown sample as text")).to_be_visible()
    heads = page.get_by_role("img", name="Transformer block: where each of 3 heads look")
    expect(heads).to_have_count(3)
    expect(page.get_by_text("11 tokens", exact=True).first).to_be_visible()
    expect(page.get_by_text("11 steps × 48", exact=True).first).to_be_visible()


def test_a_run_that_is_opened_stays_on_the_screen(person: Person, served: Served) -> None:
    """Its optimizer is left out, and its layers have fields that may change while it trains."""
    project = lesson("vae-digits")
    del project["training"]["optimizer"]
    run = open_run(person, served, project, paused=True)
    expect(person.page.get_by_role("img", name="Output: the shown sample")).to_be_visible()
    expect(person.page.get_by_role("region", name="Optimizer", exact=True)).to_be_visible()
    person.page.wait_for_load_state("networkidle")
    assert person.run_id() == run


def test_a_formula_that_cannot_be_read_is_told_under_its_field(
    person: Person, served: Served
) -> None:
    open_run(person, served, lesson("diabetes"), paused=True)
    page = person.page
    page.locator("summary", has_text="Loss").click()
    page.get_by_role("combobox", name="Loss", exact=True).select_option("custom")
    formula = page.get_by_role("textbox", name="Expression")
    formula.fill("abs(prediction")
    formula.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="to close the bracket")).to_be_visible()
    formula.fill("abs(prediction - target)")
    formula.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="to close the bracket")).to_have_count(0)


def test_groups_of_layers_fold_and_a_search_looks_into_all(person: Person, served: Served) -> None:
    open_run(person, served, lesson("sine"), paused=True)
    page = person.page
    page.get_by_role("tab", name="Layers").click()
    lstm = page.get_by_role("button", name="LSTM", exact=True)
    expect(page.get_by_role("button", name="Linear", exact=True)).to_be_visible()
    expect(lstm).to_have_count(0)
    page.get_by_role("button", name="Sequence").click()
    expect(lstm).to_be_visible()
    page.get_by_role("searchbox", name="Search layers").fill("attention")
    expect(page.get_by_role("button", name="Multi-head attention", exact=True)).to_be_visible()
    expect(lstm).to_have_count(0)
