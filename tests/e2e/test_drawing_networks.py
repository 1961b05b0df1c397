"""Five networks, each drawn from nothing by mouse, by keyboard alone and by touch, with the actions that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PAGE, Person
from tests.e2e.hands import Fingers, Hands, Keyboard, Mouse, choose_data
from tests.e2e.served import Served

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not PAGE.exists(), reason="the page is not built (run.py setup)"),
]

COUNTED: dict[str, dict[str, int]] = {}
"""By network: the actions of each kind of hands."""


@dataclass(frozen=True)
class Network:
    """What is drawn: on which data, how, and the wires that are there in the end."""

    data: dict[str, Any]
    draw: Callable[[Hands], None]
    wires: frozenset[str]
    most: int
    """So many actions of a mouse at most."""
    task: str | None = None


def adds(*layers: str) -> Callable[[Hands], None]:
    def draw(hands: Hands) -> None:
        for layer in layers:
            hands.add(layer)

    return draw


def draw_residual(hands: Hands) -> None:
    adds("input", "conv2d", "relu")(hands)
    hands.branch("conv2d1", "conv2d", down=150)
    hands.add("add")
    hands.branch("conv2d1", "conv2d", down=-150)
    hands.add("relu")
    hands.wire("conv2d3", "add1")
    hands.choose("add1")
    adds("global_avg_pool", "output")(hands)


def draw_transformer(hands: Hands) -> None:
    adds("input", "embedding", "positional_encoding", "layer_norm")(hands)
    adds("multihead_attention", "add")(hands)
    hands.wire("positional_encoding1", "add1")
    adds("layer_norm", "feed_forward", "add")(hands)
    hands.wire("add1", "add2")
    hands.add("output")


NETWORKS = {
    "MLP": Network(
        {"type": "spiral"},
        adds("input", "linear", "tanh", "linear", "tanh", "output"),
        frozenset({"input1>linear1:0", "tanh1>linear2:0", "tanh2>output1:0"}),
        most=8,
    ),
    "residual CNN": Network(
        {"type": "digits"},
        draw_residual,
        frozenset(
            {
                "input1>conv2d1:0",
                "relu1>conv2d2:0",
                "conv2d2>add1:0",
                "relu1>conv2d3:0",
                "relu2>add1:1",
                "add1>global_avg_pool1:0",
                "global_avg_pool1>output1:0",
            }
        ),
        most=15,
    ),
    "LSTM": Network(
        {"type": "series"},
        adds("input", "lstm", "output"),
        frozenset({"input1>lstm1:0", "lstm1>output1:0"}),
        most=7,
    ),
    "transformer block": Network(
        {"type": "mirror"},
        draw_transformer,
        frozenset(
            {
                "input1>embedding1:0",
                "embedding1>positional_encoding1:0",
                "positional_encoding1>layer_norm1:0",
                "layer_norm1>multihead_attention1:0",
                "multihead_attention1>add1:0",
                "positional_encoding1>add1:1",
                "add1>layer_norm2:0",
                "layer_norm2>feed_forward1:0",
                "feed_forward1>add2:0",
                "add1>add2:1",
                "add2>output1:0",
            }
        ),
        most=14,
    ),
    "autoencoder": Network(
        {"type": "digits"},
        adds("input", "flatten", "linear", "relu", "linear", "relu", "output"),
        frozenset({"input1>flatten1:0", "flatten1>linear1:0", "relu1>linear2:0", "relu2>output1:0"}),
        most=9,
        task="reconstruction",
    ),
}


@pytest.fixture(params=["mouse", "keyboard", "touch"])
def hands(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Hands]:
    kinds: dict[str, type[Hands]] = {"mouse": Mouse, "keyboard": Keyboard, "touch": Fingers}
    screen: dict[str, Any] = {}
    if request.param == "touch":
        screen = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
    person = Person(browser, served.address, **screen)
    person.open()
    yield kinds[request.param](person.page)
    person.leave()


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_drawn_from_nothing(name: str, hands: Hands, tmp_path: Path) -> None:
    network = NETWORKS[name]
    choose_data(hands.page, tmp_path, network.data, network.task)
    network.draw(hands)
    expect_drawn(hands.page, network)
    kind = type(hands).__name__
    COUNTED.setdefault(name, {})[kind] = hands.actions
    if kind == "Mouse":
        assert hands.actions <= network.most


def test_what_it_took_is_told() -> None:
    """The last of this file: the table of all that were drawn before it."""
    kinds = ("Mouse", "Keyboard", "Fingers")
    print(f"\n{'network':20}" + "".join(f"{kind:>10}" for kind in kinds))
    for name, counts in COUNTED.items():
        print(f"{name:20}" + "".join(f"{counts.get(kind, '–'):>10}" for kind in kinds))


def expect_drawn(page: Page, network: Network) -> None:
    """The wires are those that were meant, no other, and the check has nothing against them."""
    for wire in network.wires:
        expect(page.locator(f'.react-flow__edge[data-id="{wire}"]')).to_have_count(1)
    expect(page.locator(".react-flow__edge")).to_have_count(len(network.wires))
    expect(page.locator("article[data-trouble]")).to_have_count(0)
    expect(page.get_by_role("region", name="Problems of the drawing")).to_have_count(0)
