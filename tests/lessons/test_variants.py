"""The variants of a lesson: one line describes one change of its project."""

from typing import Any

import pytest

from torchground.lessons.variants import read_variant

PROJECT: dict[str, Any] = {
    "title": "A lesson",
    "network": {
        "nodes": [{"id": "x"}, {"id": "rnn1", "layer": {"type": "rnn", "hidden_size": 8}}],
        "edges": [
            {"source": "x", "target": "rnn1"},
            {"source": "x", "target": "sum1"},
            {"source": "x", "target": "sum2"},
        ],
    },
    "training": {"optimizer": {"type": "sgd", "lr": 0.1}, "l2": 0.5},
}


def changed(line: str) -> dict[str, Any]:
    return read_variant(line, PROJECT, {"other": {"title": "Other", "network": {}}}).project


def test_a_value_is_set_and_the_lesson_stays_as_it_is() -> None:
    assert changed("fast | training.optimizer.lr = 1.5")["training"]["optimizer"]["lr"] == 1.5
    assert PROJECT["training"]["optimizer"]["lr"] == 0.1


def test_null_takes_a_value_away() -> None:
    assert "l2" not in changed("free | training.l2 = null")["training"]


def test_a_node_is_named_by_its_id_and_several_things_may_change() -> None:
    project = changed('LSTM | network.nodes.rnn1.layer.type = "lstm"; training.epochs = 3')
    assert project["network"]["nodes"][1]["layer"] == {"type": "lstm", "hidden_size": 8}
    assert project["training"]["epochs"] == 3


def test_wires_are_named_by_their_ends_and_a_star_stands_for_any_letters() -> None:
    edges = changed("cut | network.edges.x>sum* = null")["network"]["edges"]
    assert edges == [{"source": "x", "target": "rnn1"}]
    nodes = changed('plain | network.nodes.*.layer = {"type": "tanh"}')["network"]["nodes"]
    assert [node["layer"] for node in nodes] == [{"type": "tanh"}] * 2
    assert nodes[0]["layer"] is not nodes[1]["layer"]


def test_another_lesson_is_named_by_its_id() -> None:
    assert changed("plain | lesson other") == {"title": "A lesson: plain", "network": {}}


@pytest.mark.parametrize(
    "line",
    [
        "no mark",
        "a | lesson nobody",
        "a | training.l2",
        "a | network.nodes.y.layer = 1",
        "a | network.edges.y>* = null",
        "a | b = {",
    ],
)
def test_what_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        changed(line)
