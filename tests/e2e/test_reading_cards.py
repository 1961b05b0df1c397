"""Every text of a lesson can be read: on cards with twelve pixels or more, and eighteen while it is presented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.card_texts import REMEMBER, CardText, card_texts, wait_until_at_rest
from tests.e2e.conftest import tidy
from tests.e2e.presented_texts import presented_faults
from tests.e2e.served import Served
from tests.e2e.tab import Tab
from tests.exhaustive import mostly_more
from torchground.lessons import Lesson, lessons

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]

LEAST_PIXELS = 12
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PROJECTOR: ViewportSize = {"width": 1280, "height": 720}
PRESENTED = (
    "two-spirals",
    "breast-cancer",
    "diabetes",
    "mlp-2d",
    "rnn-clip",
    "gpt-sort",
    "ae-linear",
)
"""One lesson of each kind of network and answer, to keep it short."""
CROWDED = (
    "perceptron-and",
    "vanish-deep",
    "gan-digits",
    "tf-ablation",
    "bert-agreement",
    "vae-digits",
    "rnn-recall",
    "digits-cnn",
)
"""The fewest and the most cards, the widest pictures, the longest names."""
FEW_CARDS = 12
"""With so many cards or less there is room for every name."""


@pytest.fixture(scope="module")
def reader(browser: Browser, server: Served) -> Iterator[Person]:
    """Somebody who opens one lesson after the other in one page. Nothing is trained."""
    reader = Person(browser, server.address)
    reader.page.add_init_script(REMEMBER)
    reader.open()
    yield reader
    reader.leave()
    with Tab(server) as tab:
        tidy(tab.http)


@pytest.mark.parametrize("lesson", mostly_more(lessons(), {*PRESENTED, *CROWDED}, attrgetter("id")))
def test_every_text_on_a_card_is_large_enough_whatever_is_open(
    reader: Person, lesson: Lesson
) -> None:
    reader.choose(lesson)
    wait_until_at_rest(reader.page)
    for size, panels in ((LAPTOP, strip), (PROJECTOR, inspector_and_insides)):
        reader.page.set_viewport_size(size)
        panels(reader)
        wait_until_at_rest(reader.page)
        texts = card_texts(reader.page)
        small = [text for text in texts if text.pixels < LEAST_PIXELS - 0.01]
        assert not small, f"{size} with {panels.__name__}: {small}"
        if reader.page.locator(".react-flow__node").count() <= FEW_CARDS:
            assert not nameless(reader, texts), f"{size} with {panels.__name__}"
    if lesson.id in PRESENTED:
        with presenting(reader):
            assert not presented_faults(reader.page)


@contextmanager
def presenting(reader: Person) -> Iterator[None]:
    """Network and first view fill a projector of 1280 x 720."""
    page = reader.page
    page.keyboard.press("Escape")  # the settings of the layer
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("f")
    expect(page.get_by_role("complementary", name="View:")).to_be_visible()
    wait_until_at_rest(page)
    yield
    page.keyboard.press("Escape")
    expect(page.get_by_role("tab", name="Lessons")).to_be_visible()


def strip(reader: Person) -> None:
    """Nothing but what is open for everybody: the side panels and the low strip."""
    reader.page.get_by_role("tab", name="History", exact=True).click()
    reader.page.keyboard.press("Escape")


def inspector_and_insides(reader: Person) -> None:
    """The panels that leave the least room for the network."""
    reader.page.get_by_role("tab", name="Insides", exact=True).click()
    reader.page.locator(".react-flow__node").first.dispatch_event("click")
    expect(reader.page.locator("main aside")).to_be_visible()


def nameless(reader: Person, texts: list[CardText]) -> list[str]:
    """The cards of which not even the name is shown."""
    named = {text.card for text in texts}
    ids = reader.page.locator(".react-flow__node").evaluate_all(
        "all => all.map((c) => c.dataset.id)"
    )
    return [id for id in ids if id not in named]
