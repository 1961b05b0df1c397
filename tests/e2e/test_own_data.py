"""A person brings data of their own: a table, a series, pictures, a text; what cannot be read harms nothing."""

from __future__ import annotations

import io
import math
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.served import Served

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built (run.py setup builds it)"),
]


@pytest.fixture
def page(person: Person) -> Iterator[Page]:
    """The first lesson, with its data at hand."""
    person.open()
    person.page.get_by_role("tab", name="Data").click()
    yield person.page
    complaints = [said for said in person.complaints if "422" not in said]
    assert complaints == [], "a refused file is a 422, and the browser says so"


def bring(page: Page, path: Path) -> Locator:
    """Choose a file; the dialog that shows what was found in it."""
    page.get_by_label("File with your data").set_input_files(path)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def flowers(path: Path) -> Path:
    """Two kinds of flower that a line tells apart, a number of each row, and a name that nobody needs."""
    chance = random.Random(1)
    rows = ["id,petal,sepal,colour,name,kind"]
    for at in range(120):
        is_large = at % 2 == 0
        petal, sepal = chance.gauss(5 if is_large else 2, 0.5), chance.gauss(3, 0.4)
        colour = chance.choice(["red", "white"]) if at % 10 else ""
        rows.append(f"{at},{petal:.2f},{sepal:.2f},{colour},flower {at} {petal},{'AB'[is_large]}")
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_table_is_seen_trained_on_and_told(person: Person, page: Page, tmp_path: Path) -> None:
    dialog = bring(page, flowers(tmp_path / "flowers.csv"))
    expect(dialog.get_by_label("What id is for")).to_have_value("ignored")
    expect(dialog.get_by_label("What kind is for")).to_have_value("target")
    expect(dialog.get_by_role("row", name=re.compile("^colour red .*12 missing"))).to_be_visible()
    expect(dialog.get_by_role("row", name=re.compile("^name .*never used"))).to_be_visible()
    expect(dialog.get_by_role("status")).to_contain_text("which of 2 classes it is (A, B)")
    dialog.get_by_label("What sepal is for").select_option("ignored")
    expect(dialog.get_by_role("status")).to_contain_text("3 numbers")
    dialog.get_by_role("button", name="Begin with a feedforward network").click()
    expect(page.get_by_role("button", name="Your table (CSV) Change data")).to_be_visible()
    expect(page.get_by_text("flowers.csv").first).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).click()
    person.wait_for_step(400)
    loss = page.get_by_role("region", name="Loss", exact=True)
    expect(loss).to_contain_text(re.compile(r"accuracy\s*100(\.0)? %"))


def test_how_a_table_is_read_is_seen_and_changed(page: Page, tmp_path: Path) -> None:
    chance = random.Random(2)
    rows = [f"{chance.randint(1, 9)}.{chance.randint(100, 999)};{'AB'[at % 2]}" for at in range(60)]
    rows[3] = rows[5] = "-9999;A"
    (tmp_path / "prices.csv").write_text("\n".join(["price;kind", *rows, ";"]), encoding="utf-8")
    dialog = bring(page, tmp_path / "prices.csv")
    first = dialog.get_by_role("group", name="First rows").get_by_role("row").nth(1)
    mark = dialog.get_by_label("Thousands mark")
    before = rows[0].partition(";")[0]
    whole, point = before.replace(".", ""), f"{float(before):g}"
    expect(first).to_contain_text(re.compile(f"{whole}|{point}"))
    mark.select_option(label="point 1.000")
    expect(first).to_contain_text(whole)
    mark.select_option(label="none 1000")
    expect(first).to_contain_text(point)
    dialog.get_by_label("Line with the names").select_option(label="there are no names")
    expect(first).to_contain_text("missing")  # a word among numbers
    dialog.get_by_label("Line with the names").select_option(label="line 1: price;kind")
    expect(first).to_contain_text(point)
    notes = dialog.get_by_role("region", name="Notes about the table")
    expect(notes).to_contain_text("1 row in which every cell is empty was left out: line 62")
    notes.get_by_text("Show the lines").last.click()
    expect(notes).to_contain_text("line 62 ;")
    notes.get_by_role("button", name="Count -9999 as missing").click()
    expect(dialog.get_by_role("row", name=re.compile("^price .*2 missing"))).to_be_visible()
    dialog.get_by_role("button", name="Begin with a feedforward network").click()
    page.get_by_role("button", name="Change", exact=True).click()
    again = page.get_by_role("dialog")
    expect(again.get_by_label("Delimiter")).to_be_disabled()
    expect(again.get_by_role("region", name="Notes about the table")).to_contain_text("line 62")


def test_a_broken_table_is_refused_and_the_drawing_is_as_it_was(page: Page, tmp_path: Path) -> None:
    for name, content, said in (
        ("empty.csv", b"", "The file is empty"),
        ("short.csv", b"a,b\n1,2\n", "at least 10 are needed"),
        ("pickle.csv", b"\x80\x04\x95" + b"x" * 400, "never opened here"),
        ("not.zip", b"a,b\n1,2\n", "no zip archive"),
    ):
        (tmp_path / name).write_bytes(content)
        page.get_by_label("File with your data").set_input_files(tmp_path / name)
        alert = page.get_by_role("region", name="Your own data").get_by_role("alert")
        expect(alert).to_contain_text(f"{name} was not taken")
        expect(alert).to_contain_text(said)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Spiral Change data")).to_be_visible()
    expect(page.get_by_test_id("step")).to_have_text("0")


def test_a_series_is_told_ahead(page: Page, tmp_path: Path) -> None:
    values = [math.sin(at / 5) + 0.01 * at for at in range(400)]
    rows = [f"{at},{value:.4f}" for at, value in enumerate(values)]
    (tmp_path / "waves.csv").write_text("\n".join(["day,level", *rows]), encoding="utf-8")
    dialog = bring(page, tmp_path / "waves.csv")
    dialog.get_by_text("The rows follow in time").click()
    expect(dialog.get_by_label("The column with the measurements")).to_have_value("level")
    expect(dialog.get_by_role("status")).to_contain_text("level: next value")
    dialog.get_by_role("button", name="Begin with a recurrent network").click()
    expect(page.get_by_role("button", name="Your series (CSV) Change data")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Predicted level"))).to_be_visible()


def test_pictures_come_with_their_classes(page: Page, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "colours.zip", "w") as archive:
        for at in range(24):
            made = io.BytesIO()
            Image.new("RGB", (12, 12), (at * 8, 90, 0) if at % 2 else (0, 40, at * 8)).save(
                made, "PNG"
            )
            archive.writestr(f"{'warm' if at % 2 else 'cold'}/{at}.png", made.getvalue())
    dialog = bring(page, tmp_path / "colours.zip")
    expect(dialog).to_contain_text("24 pictures, 12×12 in colour, 2 classes")
    expect(dialog.get_by_role("img", name="A picture of warm").first).to_be_visible()
    dialog.get_by_role("button", name="Begin with a convolutional network").click()
    expect(page.get_by_role("button", name="Your pictures (zip) Change data")).to_be_visible()
    expect(
        page.get_by_role("button", name=re.compile("Test sample 1: (warm|cold)"))
    ).to_be_visible()


def test_a_text_is_read_and_used_again(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "song.txt"
    path.write_text("row, row, row your boat, gently down the stream;\n" * 40, encoding="utf-8")
    dialog = bring(page, path)
    expect(dialog).to_contain_text("1,960 characters, 20 different")
    dialog.get_by_role("button", name="Begin with a network that writes on").click()
    expect(page.get_by_role("button", name="Your text Change data")).to_be_visible()
    page.get_by_text("Uploaded before").click()
    page.get_by_role("button", name="song.txt", exact=True).click()
    again = page.get_by_role("dialog")
    expect(again).to_contain_text("360 words")
    again.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Forget song.txt").click()
    expect(page.get_by_role("button", name="Forget song.txt")).to_have_count(0)


def test_what_cannot_be_fetched_says_why(page: Page, served: Served) -> None:
    page.get_by_role("button", name="Change data").click()
    page.get_by_role("button", name="Fashion-MNIST").click()
    expect(
        page.get_by_role("button", name=re.compile("Download Fashion-MNIST, 3[01] MB"))
    ).to_be_visible()
