"""A lesson is played through networks that refuse, hold back, buffer or cut what carries the stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.served import Served
from tests.exhaustive import more
from tests.server.hostile_proxy import HostileProxy, Hostility, hostile_proxy

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]


SLOW_START_MS = 120_000


@contextmanager
def behind(
    browser: Browser, served: Served, hostility: Hostility
) -> Iterator[tuple[Person, HostileProxy]]:
    """A person whose page comes through such a network."""
    with hostile_proxy(served.port, hostility) as proxy:
        person = Person(browser, proxy.address)
        person.open()
        try:
            yield person, proxy
        finally:
            person.leave()


def play_a_few_epochs(person: Person) -> None:
    """Play the first lesson until it has learned something, then pause: the page obeys and shows where it stands."""
    person.page.get_by_role("button", name="Play", exact=True).click()
    expect(person.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    person.wait_for_step(50)
    person.page.get_by_role("button", name="Pause", exact=True).click()
    expect(person.page.get_by_text("paused", exact=True)).to_be_visible()
    person.wait_for_step(50)  # over such a line the last step may come after the state


def line_button(person: Person, words: str) -> Locator:
    return person.page.get_by_role("button", name=re.compile(words))


@pytest.mark.parametrize(
    ("hostility", "words"),
    [
        more(
            Hostility(refuses_upgrades=True),
            "lets no websockets through: Torchground asks",
            id="websockets refused",
        ),
        pytest.param(
            Hostility(holds_sockets_back=True),
            "holds back what they carry: Torchground asks",
            id="websockets held back",
        ),
        more(
            Hostility(refuses_upgrades=True, buffers_answers=True),
            "lets no websockets through: Torchground asks",
            id="answers buffered",
        ),
        pytest.param(
            Hostility(refuses_upgrades=True, cuts_after_secs=0.5, cuts_path="/stream/polls"),
            "lets no websockets through: Torchground asks every second",
            id="long requests cut",
        ),
    ],
)
def test_a_lesson_is_played_without_a_websocket_and_the_page_says_why(
    browser: Browser, served: Served, hostility: Hostility, words: str
) -> None:
    with behind(browser, served, hostility) as (person, _):
        expect(line_button(person, words)).to_be_visible()
        play_a_few_epochs(person)


def test_the_page_comes_back_to_a_websocket_when_the_network_lets_one_through(
    browser: Browser, served: Served
) -> None:
    hostility = Hostility(refuses_upgrades=True)
    with behind(browser, served, hostility) as (person, proxy):
        expect(line_button(person, "lets no websockets through")).to_be_visible()
        hostility.refuses_upgrades = False
        person.page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(line_button(person, "lets no websockets through")).to_have_count(0)
        assert proxy.upgrades > 0
        play_a_few_epochs(person)


def test_a_network_that_is_gone_for_a_while_is_named_and_the_page_goes_on_by_itself(
    browser: Browser, served: Served
) -> None:
    hostility = Hostility(refuses_upgrades=True)
    with behind(browser, served, hostility) as (person, _):
        play_a_few_epochs(person)
        hostility.is_down = True
        expect(person.page.get_by_text("The server does not answer.")).to_be_visible()
        hostility.is_down = False
        expect(person.page.get_by_text("The server does not answer.")).to_have_count(0)
        play_a_few_epochs(person)


@pytest.mark.parametrize("bytes_per_sec", [1_000, more(10_000), more(100_000)])
def test_a_lesson_is_played_to_its_end_over_a_slow_line(
    browser: Browser, served: Served, bytes_per_sec: float
) -> None:
    hostility = Hostility()
    with behind(browser, served, hostility) as (person, _):
        person.set_epochs(30)
        hostility.bytes_per_sec = bytes_per_sec
        person.page.get_by_role("button", name="Play", exact=True).click()
        banner = person.page.get_by_role("banner")
        expect(banner.get_by_text("finished", exact=True)).to_be_visible(timeout=SLOW_START_MS)
        expect(person.page.get_by_test_id("step")).to_have_text("750", timeout=SLOW_START_MS)


def test_over_a_slow_line_the_counter_moves_and_the_page_says_that_it_is_slow(
    browser: Browser, served: Served
) -> None:
    hostility = Hostility()
    with behind(browser, served, hostility) as (person, _):
        person.set_epochs(100_000)
        hostility.bytes_per_sec = 1_000
        person.page.get_by_role("button", name="Play", exact=True).click()
        # The run's file, the check of the drawing and the project share the line with the stream.
        expect(line_button(person, "This line is slow")).to_be_visible(timeout=SLOW_START_MS)
        for _ in range(5):
            person.wait_for_step(person.step())
        expect(person.page.get_by_text("Reconnecting…")).to_have_count(0)
        hostility.bytes_per_sec = None
        expect(line_button(person, "This line is slow")).to_have_count(0)
