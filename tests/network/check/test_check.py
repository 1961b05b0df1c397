"""Every sort of bad project gets a problem with its place, its node, a sentence and, where possible, a fix."""
# ruff: noqa: E501  (a table: one bad project a line)

from __future__ import annotations

import copy
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.network.check.fixing import fixed
from torchground.catalogue.bases.entries import entries
from torchground.network.check.checking import check, resolve
from torchground.network.check.problems import Fetch, Problem
from torchground.testing.drawings import project

Json = dict[str, Any]
GOOD = project({"type": "linear"}, {"type": "tanh"}, data="spiral")
GOOD["training"]["optimizer"] = {"type": "adam", "lr": 0.01}
PICTURES = project(
    {"type": "conv2d", "out_channels": 4},
    {"type": "max_pool2d"},
    {"type": "flatten"},
    data="digits",
)
BRANCHES: Json = {
    "network": {
        "nodes": [
            {"id": "x", "layer": {"type": "input"}},
            {"id": "a", "layer": {"type": "linear", "out_features": 4}},
            {"id": "b", "layer": {"type": "linear", "out_features": 6}},
            {"id": "r", "layer": {"type": "relu"}},
            {"id": "sum", "layer": {"type": "concat"}},
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [
            {"source": "x", "target": "a"},
            {"source": "x", "target": "b"},
            {"source": "b", "target": "r"},
            {"source": "a", "target": "sum"},
            {"source": "r", "target": "sum", "handle": 1},
            {"source": "sum", "target": "y"},
        ],
    },
    "data": {"type": "iris"},
}


def _residual(shortcut: Json | None, join: str = "add") -> Json:
    """Two convolutions without padding, and a wire around them that leads through ``shortcut``."""
    nodes: list[Json] = [
        {"id": "x", "layer": {"type": "input"}},
        {"id": "c1", "layer": {"type": "conv2d"}},
        {"id": "c2", "layer": {"type": "conv2d"}},
        {"id": "r", "layer": {"type": "relu"}},
        {"id": "c3", "layer": {"type": "conv2d", "kernel_size": 5, "padding": 1}},
        {"id": "sum", "layer": {"type": join}},
        {"id": "flat", "layer": {"type": "flatten"}},
        {"id": "y", "layer": {"type": "output"}},
    ]
    ways = [("x", "c1"), ("c1", "c2"), ("c2", "r"), ("r", "c3"), ("sum", "flat"), ("flat", "y")]
    edges: list[Json] = [{"source": source, "target": target} for source, target in ways]
    edges.append({"source": "c3", "target": "sum"})
    edges.append({"source": "s" if shortcut else "c1", "target": "sum", "handle": 1})
    if shortcut:
        nodes.append({"id": "s", "layer": shortcut})
        edges.append({"source": "c1", "target": "s"})
    return {"network": {"nodes": nodes, "edges": edges}, "data": {"type": "digits"}}


TEXT = project(
    {"type": "embedding"},
    {"type": "positional_encoding"},
    {"type": "multihead_attention", "causal": True},
    data="sort",
)
STEPS = project({"type": "lstm"}, data="series")
CODED = project(
    *({"type": "flatten"}, {"type": "linear", "out_features": 4}),
    *({"type": "linear", "out_features": 64}, {"type": "unflatten"}),
    data="digits",
    head="none",
    task={"type": "reconstruction"},
)
RIVALS: Json = {
    "network": {
        "nodes": [
            {"id": "z", "layer": {"type": "noise"}},
            {"id": "g", "layer": {"type": "linear", "out_features": 2}},
            {"id": "x", "layer": {"type": "input"}},
            {"id": "s", "layer": {"type": "real_or_fake"}},
            {"id": "d", "layer": {"type": "linear", "out_features": 8}},
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [
            {"source": "z", "target": "g"},
            {"source": "x", "target": "s"},
            {"source": "g", "target": "s", "handle": 1},
            {"source": "s", "target": "d"},
            {"source": "d", "target": "y"},
        ],
    },
    "data": {"type": "ring"},
    "training": {"optimizer": {"type": "adam"}},
}


@dataclass(frozen=True)
class Bad:
    """One change that makes a good project bad, and what the check must report."""

    name: str
    spoil: Callable[[Json], object]
    place: str
    says: str
    node: str | None = None
    good: Json = field(default_factory=lambda: GOOD)
    num_fixes: int = 1
    """The least number of fixes."""
    severity: str = "error"


def layer(file: Json, index: int) -> Json:
    found: Json = file["network"]["nodes"][index]["layer"]
    return found


def nodes(file: Json) -> list[Json]:
    found: list[Json] = file["network"]["nodes"]
    return found


def edges(file: Json) -> list[Json]:
    found: list[Json] = file["network"]["edges"]
    return found


def wire(source: str, target: str, handle: int = 0) -> Json:
    return {"source": source, "target": target, "handle": handle}


def put(where: Callable[[Json], Json], **values: Any) -> Callable[[Json], object]:
    return lambda file: where(file).update(values)


def hidden(file: Json) -> Json:
    return layer(file, 1)


def optimizer(file: Json) -> Json:
    found: Json = file["training"]["optimizer"]
    return found


def training(file: Json) -> Json:
    found: Json = file.setdefault("training", {})
    return found


H = "network.nodes[1].layer"
CASES = [
    # entries and fields
    Bad("unknown layer", put(hidden, type="linaer"), f"{H}.type", "did you mean linear", "n0"),
    Bad("layer of no type", lambda f: hidden(f).pop("type"), f"{H}.type", "type is missing.*linear", "n0", num_fixes=0),
    Bad("layer that is a list", lambda f: nodes(f)[1].update(layer=[1]), H, "object with a type", "n0", num_fixes=0),
    Bad("no layer", lambda f: nodes(f)[1].pop("layer"), H, "has no layer", "n0", num_fixes=0),
    Bad("misspelled field", put(hidden, out_featurse=8), f"{H}.out_featurse", "did you mean out_features", "n0", num_fixes=2),
    Bad("strange field", put(hidden, colour="red"), f"{H}.colour", "has no field “colour”; it has out_features", "n0"),
    Bad("too few features", put(hidden, out_features=0), f"{H}.out_features", "is 0; it must be a whole number from 1 to 4,096", "n0"),
    Bad("a billion features", put(hidden, out_features=10**9), f"{H}.out_features", "1,000,000,000; it must", "n0"),
    Bad("features as text", put(hidden, out_features="12"), f"{H}.out_features", "the text “12”", "n0"),
    Bad("features as a list", put(hidden, out_features=[1]), f"{H}.out_features", "a list of 1; it must be a whole", "n0"),
    Bad("half a feature", put(hidden, out_features=2.5), f"{H}.out_features", "is 2.5; it must be a whole", "n0"),
    Bad("true features", put(hidden, out_features=True), f"{H}.out_features", "is true; it must be a whole", "n0"),
    Bad("bias as a number", put(hidden, bias=1), f"{H}.bias", "is 1; it must be true or false", "n0"),
    Bad("unknown feature", lambda f: layer(f, 0).update(features=["x3"]), "network.nodes[0].layer.features[0]", "“x3”; it must be “x1”", "x"),
    Bad("no feature", lambda f: layer(f, 0).update(features=[]), "network.nodes[0].layer.features", "it must be a list", "x"),
    Bad("NaN lr", put(optimizer, lr=math.nan), "training.optimizer.lr", "NaN.*number above 0"),
    Bad("negative lr", put(optimizer, lr=-0.1), "training.optimizer.lr", "is -0.1; it must be a number above 0 and at most 100"),
    Bad("infinite lr", put(optimizer, lr=math.inf), "training.optimizer.lr", "infinite"),
    Bad("lr as text", put(optimizer, lr="fast"), "training.optimizer.lr", "the text “fast”"),
    Bad("bad second beta", put(optimizer, betas=[0.9, 2]), "training.optimizer.betas[1]", "item 2 of the betas of Adam is 2", num_fixes=1),
    Bad("three betas", put(optimizer, betas=[0.9, 0.9, 0.9]), "training.optimizer.betas", "a list of 2"),
    Bad("unknown optimizer", put(optimizer, type="adma"), "training.optimizer.type", "did you mean adam"),
    Bad("nesterov alone", lambda f: training(f).update(optimizer={"type": "sgd", "nesterov": True}), "training.optimizer", "needs momentum", num_fixes=0),
    # training
    Bad("training is a list", lambda f: f.update(training=[]), "training", "must be an object", num_fixes=0),
    Bad("batch of none", lambda f: training(f).update(batch_size=0), "training.batch_size", "from 1 to 65,536"),
    Bad("batch beyond the data", lambda f: training(f).update(batch_size=251), "training.batch_size", "251 is larger than the 250 samples"),
    Bad("unknown setting", lambda f: training(f).update(epoch=3), "training.epoch", "did you mean epochs"),
    Bad("loss that does not fit", lambda f: (f.update(data={"type": "sine"}), training(f).update(loss={"type": "cross_entropy"})), "training.loss", "does not fit regression"),
    Bad("task that does not fit", lambda f: training(f).update(task={"type": "regression"}), "training.task", "these have classes; choose another"),
    Bad("the other task", lambda f: (f.update(data={"type": "sine"}), training(f).update(task={"type": "classification"})), "training.task", "choose regression"),
    Bad("endless clip", lambda f: training(f).update(clip_grad_norm=0), "training.clip_grad_norm", "above 0 and at most 1,000,000, or empty|above 0 and at most 1e"),
    Bad("targets beyond what the loss takes", lambda f: (f.update(data={"type": "diabetes"}), training(f).update(loss={"type": "binary_cross_entropy"})), "training.loss", "targets from 0 to 1, and here the targets are any numbers", num_fixes=2),
    Bad("pictures beyond what the loss takes", lambda f: (f["data"].update(scaling="center"), training(f).update(loss={"type": "binary_cross_entropy"})), "training.loss", "targets from 0 to 1", good=CODED, num_fixes=2),
    Bad("painted points beyond what the loss takes", lambda f: (f.update(data={"type": "painted"}), training(f).update(batch_size=4, task={"type": "reconstruction"}, loss={"type": "binary_cross_entropy"})), "training.loss", "numbers from -2 to 2", num_fixes=2),
    Bad("a formula that is never a number", lambda f: (f.update(data={"type": "sine"}), training(f).update(loss={"type": "custom", "expression": "prediction / (target - target)"})), "training.loss.expression", "divides by what is always 0", severity="warning"),
    Bad("small batches for an optimizer of whole ones", lambda f: training(f).update(optimizer={"type": "lbfgs"}), "training.optimizer", "16 of 250", severity="warning", num_fixes=2),
    # data
    Bad("a class without points", lambda f: (f.update(data={"type": "painted", "classes": ["a", "none", "b"], "points": [[0, 0, 0], [1, 1, 2], [0, 1, 0], [1, 0, 2]]}), training(f).update(batch_size=2)), "data", "no sample is of the class none", severity="warning"),
    Bad("no data", lambda f: f.pop("data"), "data", "needs data"),
    Bad("unknown data", lambda f: f.update(data={"type": "spirals"}), "data.type", "did you mean spiral"),
    Bad("empty data", lambda f: f["data"].update(num_samples=0), "data.num_samples", "is 0; it must be"),
    # the file
    Bad("misspelled network", lambda f: f.update(netwrok=f.pop("network")), "netwrok", "did you mean network", num_fixes=2),
    Bad("misspelled node field", lambda f: nodes(f)[1].update(trainabel=True), "network.nodes[1].trainabel", "did you mean trainable", "n0", num_fixes=2),
    Bad("unknown part", lambda f: f.update(netwrok={}), "netwrok", "did you mean network"),
    Bad("title as a number", lambda f: f.update(title=3), "title", "is 3; it must be text of at most 120"),
    Bad("long title", lambda f: f.update(title="x" * 121), "title", "at most 120"),
    Bad("NaN in the view", lambda f: f.update(view={"zoom": math.nan}), "view.zoom", "cannot be saved", num_fixes=0),
    Bad("view as a list", lambda f: f.update(view=[]), "view", "must be an object", num_fixes=0),
    Bad("no network", lambda f: f.pop("network"), "network", "needs a network", num_fixes=0),
    Bad("network as a list", lambda f: f.update(network=[]), "network", "got a list of 0", num_fixes=0),
    Bad("no nodes", lambda f: f["network"].pop("nodes"), "network.nodes", "must be a list", num_fixes=0),
    Bad("edges as an object", lambda f: f["network"].update(edges={}), "network.edges", "must be a list", num_fixes=0),
    # nodes and wires
    Bad("node that is text", lambda f: nodes(f).append("relu"), "network.nodes[4]", "a node is an object", num_fixes=0),
    Bad("node without id", lambda f: nodes(f).append({"layer": {"type": "relu"}}), "network.nodes[4].id", "needs id", num_fixes=0),
    Bad("strange id", lambda f: nodes(f).append({"id": "a b", "layer": {"type": "relu"}}), "network.nodes[4].id", "letters, digits", "a b", num_fixes=0),
    Bad("one id twice", lambda f: nodes(f).append({"id": "n0", "layer": {"type": "relu"}}), "network.nodes[4].id", "two nodes are called n0", "n0"),
    Bad("wire that is text", lambda f: edges(f).append("x"), "network.edges[3]", "a wire is an object", num_fixes=0),
    Bad("wire from nowhere", lambda f: edges(f).append(wire("xx", "n0")), "network.edges[3]", "source “xx” is no node", "n0"),
    Bad("wire to nowhere", lambda f: edges(f).append(wire("n0", "zz")), "network.edges[3]", "target “zz” is no node", "n0"),
    Bad("wire to itself", lambda f: edges(f).append(wire("n0", "n0")), "network.edges[3]", "wired to itself", "n0"),
    Bad("wire into the input", lambda f: edges(f).append(wire("n0", "x")), "network.edges[3]", "takes no wire", "x"),
    Bad("wire out of the output", lambda f: edges(f).append(wire("y", "n0")), "network.edges[3]", "ends the network", "n0"),
    Bad("two wires into one", lambda f: edges(f).append(wire("x", "n1")), "network.edges[3]", "two wires.*join them with Add or Concat", "n1", num_fixes=2),
    Bad("two wires into one handle", lambda f: edges(f).append(wire("x", "sum", 1)), "network.edges[6]", "two wires", "sum", BRANCHES, num_fixes=3),
    Bad("handle that is not there", lambda f: edges(f)[1].update(handle=3), "network.edges[1]", "input 3 of Tanh", "n1", num_fixes=2),
    Bad("handle beyond all", lambda f: edges(f)[1].update(handle=16), "network.edges[1].handle", "from 0 to 15"),
    Bad("gap between handles", lambda f: edges(f)[4].update(handle=2), "network.nodes[4]", "input 1 of Concat", "sum", BRANCHES),
    Bad("circle", lambda f: edges(f).__setitem__(0, wire("n1", "n0")), "network.edges", "circle, n0 → n1 → n0", "n0", num_fixes=2),
    Bad("no input", lambda f: f["network"].update(nodes=nodes(f)[1:], edges=edges(f)[1:]), "network.nodes", "no Input"),
    Bad("no output", lambda f: f["network"].update(nodes=nodes(f)[:-1], edges=edges(f)[:-1]), "network.nodes", "no Output"),
    Bad("two outputs", lambda f: (nodes(f).append({"id": "z", "layer": {"type": "output"}}), edges(f).append(wire("n1", "z"))), "network.nodes[4]", "2 nodes of type Output", "z"),
    Bad("two inputs", lambda f: nodes(f).append({"id": "z", "layer": {"type": "input"}}), "network.nodes[4]", "2 nodes of type Input", "z"),
    Bad("loose node", lambda f: nodes(f).append({"id": "z", "layer": {"type": "relu"}}), "network.nodes[4]", r"ReLU \(z\) is not wired to anything", "z"),
    Bad("node that leads nowhere", lambda f: (nodes(f).append({"id": "z", "layer": {"type": "relu"}}), edges(f).append(wire("n0", "z"))), "network.nodes[4]", "leads nowhere", "z"),
    Bad("nothing wired in", lambda f: edges(f).pop(1), "network.nodes[2]", "nothing is wired into Tanh", "n1", num_fixes=2),
    Bad("no way to the output", lambda f: edges(f).pop(2), "network.nodes[3]", "nothing is wired into Output", "y"),
    # shapes
    Bad("pictures into linear", lambda f: f.update(data={"type": "digits"}), H, "1×8×8; put a Flatten", "n0"),
    Bad("pictures into output", lambda f: f["network"].update(nodes=[n for n in nodes(f) if n["id"] != "n2"], edges=[*edges(f)[:2], wire("n1", "y")]), "network.nodes[3].layer", "put a Flatten", "y", PICTURES),
    Bad("convolution on numbers", lambda f: f.update(data={"type": "iris"}), H, "takes pictures.*4 numbers in a row", "n0", PICTURES, num_fixes=0),
    Bad("filter larger than the picture", lambda f: layer(f, 1).update(kernel_size=9), H, "9 pixels.*1×8×8", "n0", PICTURES, num_fixes=2),
    Bad("window larger than the picture", lambda f: layer(f, 2).update(kernel_size=7), "network.nodes[2].layer", "over 7 and only 4×6×6", "n1", PICTURES),
    Bad("too much padding", lambda f: layer(f, 2).update(padding=2), "network.nodes[2].layer", "at most half", "n1", PICTURES),
    Bad("groups that do not divide", lambda f: layer(f, 1).update(groups=3), H, "must divide the 1 channels", "n0", PICTURES),
    Bad("add of other shapes", lambda f: layer(f, 4).update(type="add"), "network.nodes[4].layer", "4 numbers in a row and 6 numbers", "sum", BRANCHES, num_fixes=2),
    Bad("add of one", lambda f: (layer(f, 4).update(type="add"), f["network"].update(nodes=[n for n in nodes(f) if n["id"] not in "br"], edges=[e for e in edges(f) if not {e["source"], e["target"]} & {"b", "r"}])), "network.nodes[2].layer", "two or more inputs, got 1", "sum", BRANCHES, num_fixes=0),
    Bad("bare output of another size", lambda f: layer(f, 3).update(head="none"), "network.nodes[3].layer", "asks for 2 numbers in a row and 8 numbers in a row come in", "y", num_fixes=3),
    # steps, tokens, two networks
    Bad("tokens into linear", put(hidden, type="linear"), H, "11 tokens, which are only names; put an Embedding", "n0", TEXT),
    Bad("longer than the positions", lambda f: layer(f, 2).update(max_length=8), "network.nodes[2].layer", "knows 8 positions, and the sequence has 11", "n1", TEXT),
    Bad("heads that do not divide", lambda f: layer(f, 3).update(num_heads=5), "network.nodes[3].layer", "5 heads do not divide.*set num_heads to 4 or 8", "n2", TEXT, num_fixes=2),
    Bad("a look at what comes later", lambda f: layer(f, 3).pop("causal"), "network.nodes[3].layer", "looks at the tokens that come later.*turn causal on", "n2", TEXT),
    Bad("an answer at no step", lambda f: layer(f, 3).clear() or layer(f, 3).update(type="flatten"), "network.nodes[4].layer", "at each of 11 steps, got", "y", TEXT, num_fixes=0),
    Bad("steps into a convolution", put(hidden, type="conv2d"), H, "takes pictures.*40 steps of 1 numbers", "n0", STEPS, num_fixes=0),
    Bad("numbers into a recurrent layer", lambda f: f.update(data={"type": "diabetes"}), H, "takes a sequence.*10 numbers", "n0", STEPS),
    Bad("an embedding of numbers", put(hidden, type="embedding"), H, "takes tokens, got 2 numbers", "n0", num_fixes=0),
    Bad("decoder of another size", lambda f: layer(f, 4).update(channels=4), "network.nodes[5].layer", "asks for 1×8×8 and 4×4×4 come in", "y", CODED, num_fixes=0),
    Bad("generator of another size", lambda f: layer(f, 1).update(out_features=3), "network.nodes[3].layer", "gives 3 numbers.*real samples are 2", "s", RIVALS, num_fixes=2),
    Bad("a wire into the noise", lambda f: edges(f).append(wire("x", "z")), "network.edges[5]", "makes its numbers by itself", "z", RIVALS),
    Bad("no generator", lambda f: f["network"].update(nodes=nodes(f)[2:], edges=edges(f)[1:2] + edges(f)[3:]), "network.nodes[1].layer", "two inputs, first the data, then the generator, got 1", "s", RIVALS, num_fixes=0),
    Bad("no noise", lambda f: (layer(f, 0).update(type="linear"), edges(f).append(wire("x", "z"))), "network.nodes[1].layer", "generator is wired to the Input", "g", RIVALS, num_fixes=0),
    Bad("no discriminator", lambda f: (layer(f, 4).clear(), layer(f, 4).update(type="linear", out_features=1), nodes(f)[4].update(layer={"type": "tanh"}), nodes(f)[5].update(layer={"type": "output", "head": "none"}), layer(f, 1).update(out_features=1), f.update(data={"type": "sine"}, training={"task": {"type": "gan"}})), "network.nodes[5]", "the discriminator has nothing to learn: no layer has weights", "y", RIVALS),
    Bad("no place where they meet", lambda f: (training(f).update(task={"type": "gan"}), f.update(data={"type": "moons"})), "network.nodes", "add Real or fake", None, num_fixes=0),
    Bad("rivals that look around", lambda f: training(f).update(optimizer={"type": "lbfgs"}), "training.optimizer", "looks around.*choose Adam", good=RIVALS),
    Bad("a generator that looks around", lambda f: training(f).update(generator_optimizer={"type": "lbfgs"}), "training.generator_optimizer", "looks around", good=RIVALS),
    Bad("an optimizer for no generator", lambda f: training(f).update(generator_optimizer={"type": "sgd"}), "training.generator_optimizer", "only one network learns", severity="warning"),
    # nested fields of training
    Bad("impatient", lambda f: training(f).update(early_stopping={"patience": 0}), "training.early_stopping.patience", "the patience of early stopping is 0; it must be a whole number from 1"),
    Bad("misspelled patience", lambda f: training(f).update(early_stopping={"patients": 3}), "training.early_stopping.patients", "did you mean patience", num_fixes=2),
    Bad("early stopping as a number", lambda f: training(f).update(early_stopping=3), "training.early_stopping", "must be an object or empty, got 3"),
    Bad("unknown schedule", lambda f: training(f).update(scheduler={"type": "cosine_anealing_lr"}), "training.scheduler.type", "did you mean"),
    Bad("unknown initializer", lambda f: training(f).update(initializer={"type": "kaimin"}), "training.initializer.type", "did you mean"),
    Bad("augmentations as an object", lambda f: training(f).update(augmentations={}), "training.augmentations", "a list of at most 8", num_fixes=0),
    Bad("unknown augmentation", lambda f: training(f).update(augmentations=[{"type": "noise"}, {"type": 3}]), "training.augmentations[1].type", "unknown type", num_fixes=0),
    Bad("clip by nothing", lambda f: training(f).update(clip_grad_value=0), "training.clip_grad_value", "is 0; it must be a number above 0"),
    Bad("a start that is no hash", lambda f: training(f).update(start={"weights": "best.pt"}), "training.start.weights", "the hash of a file: 64", num_fixes=0),
    Bad("a start without weights", lambda f: training(f).update(start={}), "training.start.weights", "needs weights", num_fixes=0),
    # the whole project
    Bad("steps compared one by one", lambda f: (hidden(f).clear(), hidden(f).update(type="select_step"), f["network"].update(nodes=[*nodes(f)[:2], {"id": "b", "layer": {"type": "batch_norm1d"}}, nodes(f)[-1]], edges=[wire("x", "n0"), wire("n0", "b"), wire("b", "y")]), training(f).update(batch_size=1)), "training.batch_size", "compares the samples of a batch", "b", STEPS),
    Bad("sigmoid twice", lambda f: (layer(f, 4).clear(), layer(f, 4).update(type="linear", out_features=1), nodes(f).insert(5, {"id": "q", "layer": {"type": "sigmoid"}}), layer(f, 6).update(head="none"), edges(f).__setitem__(4, wire("d", "q")), edges(f).append(wire("q", "y"))), "network.nodes[5].layer", "takes the sigmoid by itself", "q", RIVALS, severity="warning"),
    Bad("likelihood of no logarithms", lambda f: training(f).update(loss={"type": "nll"}), "training.loss", "logarithms of shares", severity="warning"),
    Bad("nothing to learn", lambda f: f["network"].update(nodes=[nodes(f)[0], {"id": "y", "layer": {"type": "output", "head": "none"}}], edges=[wire("x", "y")]), "network.nodes", "no layer has weights"),
    Bad("all frozen", lambda f: [n.update(trainable=False) for n in nodes(f)], "network.nodes", "every layer with weights is frozen", num_fixes=2),
    Bad("a batch of one", lambda f: (hidden(f).clear(), hidden(f).update(type="batch_norm1d"), training(f).update(batch_size=83)), "training.batch_size", "a batch of one sample", "n0"),
    Bad("batches of one", lambda f: (hidden(f).clear(), hidden(f).update(type="batch_norm1d"), training(f).update(batch_size=1)), "training.batch_size", "in batches of 1", "n0"),
    Bad("softmax twice", lambda f: f["network"].update(nodes=[*nodes(f)[:3], {"id": "two", "layer": {"type": "linear", "out_features": 2}}, {"id": "s", "layer": {"type": "softmax"}}, {"id": "y", "layer": {"type": "output", "head": "none"}}], edges=[*edges(f)[:2], wire("n1", "two"), wire("two", "s"), wire("s", "y")]), "network.nodes[4].layer", "takes the softmax by itself", "s", severity="warning"),
]  # fmt: skip
every_case = pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)


def spoiled(bad: Bad) -> Json:
    file = copy.deepcopy(bad.good)
    bad.spoil(file)
    return file


def the_problem(file: Json, bad: Bad) -> Problem | None:
    wanted = re.compile(bad.says, re.IGNORECASE)
    for problem in check(file).problems:
        if problem.place == bad.place and wanted.search(problem.sentence):
            return problem
    return None


@every_case
def test_a_bad_project_gets_a_problem_with_place_node_and_sentence(bad: Bad) -> None:
    file = spoiled(bad)
    problem = the_problem(file, bad)
    assert problem is not None, [(p.place, p.sentence) for p in check(file).problems]
    assert problem.severity == bad.severity
    assert problem.node == bad.node
    assert problem.sentence[-1] in ".?"
    assert len(problem.fixes) >= bad.num_fixes
    found, report = resolve(file)
    assert report.ok == (bad.severity == "warning") == (found is not None)


@every_case
def test_every_button_makes_its_problem_go_away(bad: Bad) -> None:
    file = spoiled(bad)
    problem = the_problem(file, bad)
    assert problem is not None
    for fix in problem.fixes:
        assert the_problem(fixed(file, fix), bad) is None, fix.title


FIT = {
    "flat": GOOD,
    "pictures": PICTURES,
    "branches": BRANCHES,
    "tokens": TEXT,
    "steps": STEPS,
    "autoencoder": CODED,
    "two networks": RIVALS,
}


@pytest.mark.parametrize(
    ("shortcut", "count"),
    [
        (None, 2),
        ({"type": "conv2d", "kernel_size": 1}, 2),
        ({"type": "conv2d"}, 3),
        ({"type": "conv2d", "out_channels": 3}, 3),
    ],
)
@pytest.mark.parametrize("join", ["add", "concat"])
def test_branches_of_two_sizes_are_padded_by_one_button(
    join: str, shortcut: Json | None, count: int
) -> None:
    file = _residual(shortcut, join)
    (problem,) = check(file).problems
    fix = problem.fixes[0]
    assert fix.title == f"Pad {count} convolutions, so that they keep the size"
    report = check(fixed(file, fix))
    sizes = [report.nodes[name].shape for name in ("c1", "c3")]
    assert sizes == [[8, 6, 6], [8, 6, 6]]
    if join == "concat" or shortcut != {"type": "conv2d", "out_channels": 3}:
        assert report.ok


@pytest.mark.parametrize(
    "shortcut",
    [
        {"type": "conv2d", "kernel_size": 1, "stride": 2},
        {"type": "max_pool2d"},
        {"type": "flatten"},
    ],
)
def test_padding_is_offered_only_where_it_makes_branches_fit(shortcut: Json) -> None:
    (problem,) = check(_residual(shortcut)).problems
    assert not [fix for fix in problem.fixes if fix.title.startswith("Pad")]


@pytest.mark.parametrize("good", FIT.values(), ids=FIT)
def test_a_good_project_has_no_problem(good: Json) -> None:
    found, report = resolve(good)
    assert report.problems == []
    assert found is not None
    assert report.num_params == found.num_params
    assert report.steps_per_epoch == found.steps_per_epoch
    assert (found.nodes[0].id, found.nodes[-1].id) == ("x", "y")


def test_the_report_knows_every_nodes_shapes_and_params() -> None:
    report = check(BRANCHES)
    assert report.nodes["sum"].model_dump() == {
        "shape": [10],
        "vocab": None,
        "input_shapes": [[4], [6]],
        "num_params": 0,
        "max_inputs": 16,
        "start": None,
    }
    assert report.nodes["y"].num_params == 33
    assert report.num_params == 5 * 4 + 5 * 6 + 33
    assert report.activation_bytes == 4 * 32 * (4 + 4 + 6 + 6 + 10 + 3)


def test_what_is_left_out_is_filled_in_and_told() -> None:
    project_found, report = resolve(BRANCHES)
    assert project_found is not None
    assert set(report.defaults) == {"task", "loss", "optimizer", "batch_size"}
    assert project_found.training.loss.type == "cross_entropy"
    assert project_found.training.optimizer.type == "adam"
    assert project_found.training.batch_size == report.defaults["batch_size"] == 32
    assert check(GOOD).defaults.keys() == {"task", "loss"}
    assert "loss" in check({**BRANCHES, "training": {"loss": None}}).defaults


@pytest.mark.parametrize("name", sorted(entries("datasets")))
def test_another_data_set_never_breaks_a_drawing_of_numbers(name: str) -> None:
    file = project({"type": "flatten"}, {"type": "linear"}, {"type": "relu"}, data=name)
    file["training"]["batch_size"] = 1
    report = check(file)
    if any(problem.place == "data" for problem in report.problems):
        assert {problem.place.partition(".")[0] for problem in report.problems} == {"data"}
    elif report.data.vocab:
        assert report.problems[0].fixes[0].title == "Insert Embedding"
    elif "generator_optimizer" in report.defaults:
        assert "Real or fake" in report.problems[0].sentence
    else:
        assert report.problems == []


SMALL: Json = {
    "type": "painted",
    "classes": ["a", "b"],
    "points": [[0, 0, 0], [1, 1, 1], [0.1, 0, 0], [0.9, 1, 1], [0.2, 0.1, 0], [0.8, 1, 1]],
}


def test_the_usual_batch_is_as_large_as_the_data_allow() -> None:
    file = {**GOOD, "data": SMALL, "training": {"epochs": 2}}
    found, report = resolve(file)
    assert report.problems == []
    assert found is not None
    assert found.training.batch_size == report.defaults["batch_size"] == 4
    assert (report.steps_per_epoch, report.data and report.data.num_train) == (1, 4)
    asked = check({**file, "training": {"batch_size": 32}})
    assert "32 is larger than the 4 samples" in asked.problems[0].sentence


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist", "cifar10"])
def test_data_that_must_be_fetched_first_hide_no_other_problem(name: str) -> None:
    report = check({**GOOD, "data": {"type": name}})
    assert [problem.place for problem in report.problems] == ["data", H]
    missing, shape = report.problems
    assert missing.fixes == [Fetch(title=missing.fixes[0].title, download=name)]
    assert missing.fixes[0].title.startswith("Download them, ")
    assert shape.fixes[0].title == "Insert Flatten"
    assert report.data is not None
    assert report.nodes["x"].shape == list(report.data.shape)


def test_one_bad_node_hides_no_other() -> None:
    file = copy.deepcopy(GOOD)
    hidden(file).update(out_features=-1)
    layer(file, 2).update(type="tahn")
    optimizer(file).update(lr=-1)
    file["data"]["noise"] = "loud"
    nodes(file).append({"id": "z", "layer": {"type": "relu"}})
    places = {problem.place for problem in check(file).problems}
    assert places >= {
        f"{H}.out_features",
        "network.nodes[2].layer.type",
        "training.optimizer.lr",
        "data.noise",
        "network.nodes[4]",
    }


def test_behind_a_problem_shapes_are_unknown_and_not_blamed() -> None:
    file = copy.deepcopy(GOOD)
    hidden(file).update(out_features=0)
    report = check(file)
    assert len(report.problems) == 1
    assert [report.nodes[name].shape for name in ("x", "n0", "n1", "y")] == [[2], None, None, None]
    assert report.nodes["n1"].input_shapes == [None]


def test_two_circles_are_both_named() -> None:
    file = copy.deepcopy(GOOD)
    for name in "abcd":
        nodes(file).append({"id": name, "layer": {"type": "relu"}})
    edges(file).extend([wire("a", "b"), wire("b", "a"), wire("c", "d"), wire("d", "c")])
    said = [p.sentence for p in check(file).problems]
    assert len(said) == 2
    assert "a → b → a" in said[0]
    assert "c → d → c" in said[1]


def test_a_frozen_layer_among_others_is_no_problem() -> None:
    file = copy.deepcopy(GOOD)
    nodes(file)[1]["trainable"] = False
    assert check(file).ok


def test_a_leaf_that_raises_becomes_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(entries("layers")["tanh"], "output_shape", broken)
    monkeypatch.setattr(entries("datasets")["moons"], "info", broken)
    said = [problem.sentence for problem in check({**GOOD, "data": {"type": "moons"}}).problems]
    assert any("failed to say what it is like (ZeroDivisionError" in sentence for sentence in said)
    assert "a fault of the layer" in check(GOOD).problems[0].sentence


def test_the_answer_does_not_share_the_file() -> None:
    file = copy.deepcopy(GOOD)
    found, _ = resolve(file)
    hidden(file)["out_features"] = 3
    assert found is not None
    assert found.file["network"]["nodes"][1]["layer"] == {"type": "linear"}
