"""A person lets a drawing start from what a run has learned, freezes it, and brings weights as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from safetensors.numpy import load_file, save_file

from tests.e2e.browsing import PAGE, Person
from tests.e2e.tab import Tab

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]


@pytest.fixture
def page(person: Person) -> Iterator[Page]:
    """The first lesson, trained a little and paused."""
    person.open()
    person.page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(200)
    person.page.get_by_role("button", name="Pause", exact=True).click()
    yield person.page
    complaints = [said for said in person.complaints if "422" not in said]
    assert complaints == [], "a refused file is a 422, and the browser says so"


def starts(page: Page) -> Locator:
    """The part of the training that says what the weights start from, opened."""
    panel = page.get_by_role("complementary", name="Output and settings")
    part = panel.locator("details").filter(has=page.locator("summary", has_text="Start weights"))
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    return part


def test_a_drawing_starts_from_a_run_and_freezes_what_it_took(person: Person, page: Page) -> None:
    run = person.run_id()
    page.get_by_role(
        "button", name="Start the drawing from the weights of Two spirals"
    ).first.click()
    expect(page.get_by_text("The drawing starts from the weights of “Two spirals”")).to_be_visible()
    part = starts(page)
    expect(part.get_by_label("Start weights", exact=True)).not_to_have_value("")
    part.get_by_role("button", name="Freeze the 3 layers that were taken").click()
    expect(part.get_by_role("button", name="Let the 3 layers learn again")).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_url(re.compile(rf"#run=(?!{run})"))
    person.wait_for_step(20)
    project = httpx.get(f"{person.address}/api/runs/{person.run_id()}", trust_env=False).json()[
        "project"
    ]
    assert person.run_id() != run
    frozen = [node["id"] for node in project["network"]["nodes"] if not node["trainable"]]
    assert frozen == ["h1", "h2", "h3"]
    locks = page.get_by_role("img", name="its parameters are kept")
    expect(locks).to_have_count(3)
    expect(page.get_by_role("button", name="Change since the start")).to_be_visible()
    with Tab(person) as tab:
        tab.follow(person.run_id())
        (reading,) = tab.measure(person.run_id(), type="change_since_start")["readings"]
    assert reading.facts.names == ["h1", "h2", "h3", "y"]
    *kept, learned = reading.tensors["values"].ravel().tolist()
    assert kept == [0, 0, 0]
    assert learned > 0


def test_weights_go_out_and_come_in_as_a_file(person: Person, page: Page, tmp_path: Path) -> None:
    page.get_by_role(
        "button", name="Start the drawing from the weights of Two spirals"
    ).first.click()
    part = starts(page)
    with page.expect_download() as download:
        part.get_by_role("link", name="Save them").click()
    download.value.save_as(tmp_path / "mine.safetensors")
    part.get_by_label("Start weights", exact=True).select_option("")
    part.get_by_label("File with weights").set_input_files(tmp_path / "mine.safetensors")
    expect(part.get_by_label("Start weights", exact=True)).not_to_have_value("")
    (tmp_path / "bad.safetensors").write_bytes(b"\x80\x04 no weights" * 9)
    part.get_by_label("File with weights").set_input_files(tmp_path / "bad.safetensors")
    expect(part.get_by_role("alert")).to_be_visible()


def test_a_file_whose_shapes_fit_nowhere_is_told_in_a_sentence(page: Page, tmp_path: Path) -> None:
    save_file({"h1.weight": np.zeros((5, 7), "float32")}, tmp_path / "other.safetensors")
    part = starts(page)
    part.get_by_label("File with weights").set_input_files(tmp_path / "other.safetensors")
    expect(part.get_by_text("does not fit")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="cannot train yet")).to_contain_text(
        "No node takes weights from the file"
    )


def test_the_weights_of_the_run_are_taken_away_by_the_file_menu(page: Page) -> None:
    page.get_by_role("button", name="File", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Weights (safetensors)").click()
    assert load_file(download.value.path())["h1.weight"].shape == (8, 2)
