"""Five networks are drawn from nothing with each hand: done, in few actions, without one that misses.

By mouse, what a network may cost is a figure of the project. By keyboard and by touch the counts are written beside it,
so that a change that makes them longer is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.hands import Hand, Keyboard, Mouse, Touch
from tests.e2e.served import Served
from tests.exhaustive import more

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]


@dataclass(frozen=True)
class Network:
    name: str
    data: str
    """The title of the data set."""
    layers: Sequence[str]
    """The layers that are added one after the other, by their types; the Add of the convolutions is added by itself."""
    wires: Sequence[str]
    """All wires between the cards when it is done."""
    mouse: int
    """The most actions by mouse."""
    keyboard: int
    touch: int


MLP = Network(
    "MLP",
    data="Spiral",
    layers=["input", "linear", "relu", "linear", "relu", "output"],
    wires=["input1>linear1:0", "relu1>linear2:0", "relu2>output1:0"],
    mouse=8,
    keyboard=13,
    touch=6,
)
RESIDUAL = Network(
    "residual CNN with two branches",
    data="Handwritten digits",
    layers=["input", "conv2d", "relu", "conv2d", "relu", "conv2d"],
    wires=[
        *("input1>conv2d1:0", "relu1>conv2d2:0", "relu2>conv2d3:0", "relu1>conv2d4:0"),
        *("conv2d3>add1:0", "conv2d4>add1:1", "relu3>flatten1:0", "flatten1>output1:0"),
    ],
    mouse=15,
    keyboard=38,
    touch=16,
)
LSTM = Network(
    "LSTM",
    data="Noisy series",
    layers=["input", "lstm", "output"],
    wires=["input1>lstm1:0", "lstm1>output1:0"],
    mouse=7,
    keyboard=7,
    touch=3,
)
TRANSFORMER = Network(
    "transformer block",
    data="Sort letters",
    layers=[
        *("input", "embedding", "positional_encoding", "multihead_attention", "add"),
        *("layer_norm", "feed_forward", "add", "layer_norm", "output"),
    ],
    wires=[
        *("input1>embedding1:0", "embedding1>positional_encoding1:0"),
        *("positional_encoding1>multihead_attention1:0", "positional_encoding1>add1:1"),
        *("multihead_attention1>add1:0", "add1>layer_norm1:0"),
        *("layer_norm1>feed_forward1:0", "layer_norm1>add2:1", "feed_forward1>add2:0"),
        *("add2>layer_norm2:0", "layer_norm2>output1:0"),
    ],
    mouse=14,
    keyboard=31,
    touch=12,
)
AUTOENCODER = Network(
    "autoencoder",
    data="Handwritten digits",
    layers=["input", "flatten", "linear", "relu", "linear", "linear", "relu", "output"],
    wires=[
        *("input1>flatten1:0", "flatten1>linear1:0", "relu1>linear2:0"),
        *("linear2>linear3:0", "relu2>output1:0"),
    ],
    mouse=9,
    keyboard=20,
    touch=9,
)
NETWORKS = (MLP, RESIDUAL, LSTM, TRANSFORMER, AUTOENCODER)
by_another_hand = pytest.mark.parametrize(
    "networks",
    [pytest.param((RESIDUAL, TRANSFORMER), id="the longest"), more(NETWORKS, id="all")],
)

TITLES = {
    "multihead_attention": "multi-head attention",
    "positional_encoding": "positional encoding",
    "layer_norm": "layernorm",
    "feed_forward": "feed-forward",
}
"""What a person types for a layer, where it is not its type."""


@pytest.fixture
def new_person(browser: Browser, served: Served) -> Iterator[Callable[..., Person]]:
    people: list[Person] = []

    def come(**options: object) -> Person:
        people.append(Person(browser, served.address, **options))
        people[-1].open()
        expect(people[-1].page.get_by_role("button", name="Play", exact=True)).to_be_enabled()
        return people[-1]

    yield come
    for person in people:
        person.leave()
        assert not person.complaints


def chip(page: Page, layer: str) -> Locator:
    return page.locator(f'button[data-layer="{layer}"]')


def card(page: Page, node: str) -> Locator:
    return page.locator(f'.react-flow__node[data-id="{node}"]')


def title(page: Page, node: str) -> Locator:
    return card(page, node).locator("header > span").first


def out(page: Page, node: str) -> Locator:
    return card(page, node).locator(".react-flow__handle.source")


def mend(page: Page, words: str) -> Locator:
    return page.get_by_role("note").get_by_role("button", name=re.compile(words))


def offer(page: Page, layer: str) -> Locator:
    return page.get_by_role("dialog").locator(f'[data-offer="{layer}"]')


def free(page: Page, node: str) -> tuple[float, float]:
    """A point of the free canvas below a card."""
    box = card(page, node).bounding_box()
    assert box
    return box["x"] + box["width"] + 60, box["y"] + box["height"] + 50


def mend_far(hand: Hand, words: str) -> None:
    """The button of a problem whose card is out of sight, in the list of problems."""
    page = hand.page
    hand.press(page.get_by_role("button", name="1 problem"), "1 problem")
    listed = page.get_by_role("region", name="Problems of the drawing").get_by_role(
        "button", name=re.compile(words)
    )
    hand.press(listed, words)


def expect_done(hand: Hand, network: Network) -> None:
    """The network is as it was meant, nothing is wrong with it, and it can be trained."""
    page = hand.page
    for wire in network.wires:
        expect(page.locator(f'.react-flow__edge[data-id="{wire}"]')).to_have_count(1)
    expect(page.locator(".react-flow__edge")).to_have_count(len(network.wires))
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    expect(page.get_by_role("note")).to_have_count(0)
    expect(page.get_by_test_id("step")).to_have_text("0")
    assert hand.misses == [], hand.misses


def report(hand: Hand, network: Network, most: int) -> None:
    """Says what it cost, and refuses what costs more than it may."""
    print(f"{hand.name}: {network.name}: {len(hand.actions)} of {most}: {hand.actions}")
    assert len(hand.actions) <= most, hand.actions


def press_all(hand: Hand, layers: Sequence[str], counts: dict[str, int]) -> None:
    """Clicks or taps the chips of layers; each comes after the one before."""
    for layer in layers:
        hand.press(chip(hand.page, layer), layer)
        counts[layer] = counts.get(layer, 0) + 1
        node = f"{layer}{counts[layer]}"
        if layer != "relu":
            expect(card(hand.page, node)).to_be_visible()


def choose(hand: Hand, network: Network, press: Callable[[Locator], None]) -> None:
    """An empty canvas and the data. The task, where it is not the usual one, is an action of the drawing."""
    page = hand.page
    if page.get_by_role(
        "button", name="Menu", exact=True
    ).is_visible():  # the header of a small screen
        press(page.get_by_role("button", name="Menu", exact=True))
    press(page.get_by_role("button", name="File"))
    press(page.get_by_role("menuitem", name="New drawing"))
    press(page.get_by_role("tab", name="Data"))
    press(page.get_by_role("button", name=re.compile("Change data")))
    press(page.get_by_role("button", name=network.data, exact=True))
    hand.begin()
    if network is AUTOENCODER:
        hand.press(page.get_by_role("button", name="Reconstruction"), "Reconstruction")
    press(page.get_by_role("tab", name="Layers"))


def test_by_mouse(new_person: Callable[..., Person]) -> None:
    hand = Mouse(new_person().page)
    page = hand.page
    for network in NETWORKS:
        choose(hand, network, lambda target: target.click())
        counts: dict[str, int] = {}
        press_all(hand, network.layers, counts)
        if network is RESIDUAL:
            hand.drag(out(page, "conv2d1"), free(page, "conv2d1"), "from conv2d1 to nothing")
            hand.press(offer(page, "conv2d"), "Conv2d among the offers")
            hand.press_too(title(page, "conv2d3"), "conv2d3")
            press_all(hand, ["add"], counts)
            hand.press(mend(page, "Pad 3 convolutions"), "Pad 3 convolutions")
            press_all(hand, ["relu", "flatten", "output"], counts)
        if network is TRANSFORMER:
            mend_far(hand, "causal")
        expect_done(hand, network)
        report(hand, network, network.mouse)


@by_another_hand
def test_by_touch(new_person: Callable[..., Person], networks: Sequence[Network]) -> None:
    size = {"width": 1024, "height": 768}
    hand = Touch(new_person(viewport=size, has_touch=True).page)
    page = hand.page
    for network in networks:
        choose(hand, network, lambda target: target.tap())
        counts: dict[str, int] = {}
        press_all(hand, network.layers, counts)
        if network is RESIDUAL:
            hand.press(out(page, "conv2d1"), "the output of conv2d1")
            hand.press_at(free(page, "conv2d1"), "nothing")
            hand.press(offer(page, "conv2d"), "Conv2d among the offers")
            hand.hold(title(page, "conv2d3"), "conv2d3")
            hand.press(page.get_by_role("menuitem", name="Choose it too"), "Choose it too")
            press_all(hand, ["add"], counts)
            hand.press(mend(page, "Pad 3 convolutions"), "Pad 3 convolutions")
            press_all(hand, ["relu", "flatten", "output"], counts)
        if network is TRANSFORMER:
            mend_far(hand, "causal")
        expect_done(hand, network)
        assert hand.narrow == [], hand.narrow
        report(hand, network, network.touch)


@by_another_hand
def test_by_keyboard_alone(new_person: Callable[..., Person], networks: Sequence[Network]) -> None:
    hand = Keyboard(new_person().page)
    for network in networks:
        seek(hand, "new drawing", "New drawing")
        seek(hand, network.data, network.data)
        hand.begin()
        if network is AUTOENCODER:
            seek(hand, "reconstruction", "Reconstruction")
        counts: dict[str, int] = {}
        hand.chord("/")
        type_all(hand, network.layers, counts)
        if network is RESIDUAL:
            branch_by_keys(hand, counts)
        if network is TRANSFORMER:
            mend_by_keys(hand, "multihead_attention1", "causal")
        expect_done(hand, network)
        report(hand, network, network.keyboard)


def seek(hand: Keyboard, word: str, first: str) -> None:
    hand.chord("Control+k")
    expect(hand.page.get_by_role("combobox", name="Search everything")).to_be_focused()
    hand.type(word)
    marked = hand.page.get_by_role("listbox", name="Results").get_by_role("option", selected=True)
    expect(marked).to_contain_text(first)
    hand.chord("Enter")
    expect(hand.page.get_by_role("combobox", name="Search everything")).to_have_count(0)


def type_all(hand: Keyboard, layers: Sequence[str], counts: dict[str, int]) -> None:
    """Types the names of layers into the search, which has the focus; each comes after the one before."""
    expect(hand.page.get_by_role("searchbox", name="Search layers")).to_be_focused()
    for layer in layers:
        hand.type(TITLES.get(layer, layer))
        expect(hand.page.locator("button[data-marked]")).to_have_attribute("data-layer", layer)
        hand.chord("Enter")
        counts[layer] = counts.get(layer, 0) + 1
        if layer != "relu":
            expect(card(hand.page, f"{layer}{counts[layer]}")).to_be_visible()


def branch_by_keys(hand: Keyboard, counts: dict[str, int]) -> None:
    """From the search: a second branch from the first convolution, and the Add that joins both."""
    page = hand.page
    hand.chord("Escape", times=2)
    expect(card(page, "conv2d3")).to_be_focused()
    hand.chord("ArrowLeft", times=2)
    expect(card(page, "conv2d1")).to_be_focused()
    hand.chord("w")
    hand.chord("/")
    expect(page.get_by_role("combobox", name="Search a layer that fits")).to_be_focused()
    hand.type("conv2d")
    hand.chord("Enter")
    expect(card(page, "conv2d4")).to_be_focused()
    hand.chord("ArrowRight", times=2)
    expect(card(page, "conv2d3")).to_be_focused()
    hand.chord("Space")
    hand.chord("/")
    type_all(hand, ["add"], counts)
    mend_by_keys(hand, "add1", "Pad 3 convolutions")
    hand.chord("/")
    type_all(hand, ["relu", "flatten", "output"], counts)


def mend_by_keys(hand: Keyboard, node: str, words: str) -> None:
    """From the search: along the cards to the one with the problem, and to its button."""
    page = hand.page
    hand.chord("Escape", times=2)
    for _ in range(12):
        if card(page, node).evaluate("one => one === document.activeElement"):
            break
        hand.chord("ArrowLeft")
    expect(card(page, node)).to_be_focused()
    expect(mend(page, words)).to_be_visible()
    hand.chord("m")
    expect(mend(page, words)).to_be_focused()
    hand.chord("Enter")
    expect(card(page, node)).to_be_focused()
