"""Random valid drawings with every type of layer. They grow node by node from a seed, by the shape rules."""

from __future__ import annotations

import random
from functools import cache
from math import prod
from typing import TYPE_CHECKING, Any

from torchground.catalogue.bases.dependence import is_empty, whole
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.samples import DataInfo
from torchground.catalogue.bases.shapes import Shape, ShapeError, Tokens
from torchground.network.spec import Project

if TYPE_CHECKING:
    import torch

Json = dict[str, Any]
DATA = (
    *("spiral", "iris", "plane", "digits", "digits", "lines"),
    *("recall", "series", "sentiment", "mirror", "sort"),
)
"""Points, tables, pictures, sequences and tokens. Digits are there twice, because most special layers are for
pictures."""
LARGEST = 3000
"""The most numbers that a node's output may have."""
TRIES = 6


def random_project(seed: int, *, num_nodes: int | None = None) -> Json:
    """A project without errors, with about ``num_nodes`` nodes. Every node is on a path from input to output."""
    draw = random.Random(seed)
    if draw.random() < 0.1:
        return _two_networks(draw, num_nodes or draw.randint(2, 8))
    data = draw.choice(DATA)
    tasks = [task for task in _tasks(data) if task not in ("gan", "minimize")]
    grown = _Growing(draw, data, draw.choice(tasks))
    for _ in range(num_nodes or draw.randint(1, 14)):
        grown.add()
    return grown.finished()


def random_inputs(project: Project, count: int) -> torch.Tensor:
    """Random samples in the form that the network takes."""
    import torch

    info = project.info
    if info.is_tokens:
        return torch.randint(0, len(info.vocab), (count, *info.shape))
    return torch.randn(count, *info.shape)


def _two_networks(draw: random.Random, num_nodes: int) -> Json:
    """A project with a generator and a discriminator."""
    grown = _Growing(draw, draw.choice(("spiral", "iris", "digits")), "gan")
    real = grown.shapes.pop("x")
    grown.only_forward = True
    for part in range(2):
        if part == 0:
            grown.place({"type": "noise", "features": draw.randint(1, 5)}, [], (0,))
        for _ in range(num_nodes):
            grown.add()
        if part == 0:
            fake = grown.joined()
            sized = {"type": "linear", "out_features": prod(real)}
            fake = grown.place(sized, [fake], (prod(real),))
            if len(real) == 3:
                folded = {"type": "unflatten", "channels": real[0], "height": real[1]}
                fake = grown.place(folded, [fake], real)
            grown.shapes.clear()
            grown.place({"type": "real_or_fake"}, ["x", fake], real)
    return grown.finished()


@cache
def _info(data: str) -> DataInfo:
    info: DataInfo = parse("datasets", {"type": data}).info()
    return info


@cache
def _tasks(data: str) -> tuple[str, ...]:
    found: tuple[str, ...] = tuple(entries("datasets")[data].facts()["tasks"])
    return tuple(
        task for task in found if parse("tasks", {"type": task}).refuses(_info(data)) is None
    )


class _Growing:
    """A drawing that grows. ``shapes`` are the output shapes of the nodes that may still be inputs of other nodes."""

    def __init__(self, draw: random.Random, data: str, task: str) -> None:
        self.draw = draw
        self.data = data
        self.task = parse("tasks", {"type": task})
        info = _info(data)
        self.info = info
        self.only_forward = False
        """Whether the drawing has two networks. Then no other sources are added, and the gradient passes through every
        layer."""
        self.nodes: list[Json] = [{"id": "x", "layer": {"type": "input"}}]
        self.edges: list[Json] = []
        self.shapes: dict[str, Shape] = {
            "x": Tokens(info.shape[0], len(info.vocab)) if info.is_tokens else tuple(info.shape)
        }

    @property
    def steps(self) -> int | None:
        """How many steps every node must keep, where the network answers at each step."""
        return self.info.shape[0] if self.info.token_targets else None

    def add(self) -> None:
        """Adds one layer that fits somewhere. Tries until one does."""
        while not self._try(self.draw.choice(_kinds())):
            pass

    def _try(self, type_id: str) -> bool:
        """Whether a layer of that type was added, with one of a few random sets of fields."""
        for _ in range(TRIES):
            layer = _layer(self.draw, type_id)
            if layer is None or (self.only_forward and type_id in ("noise", "real_or_fake")):
                continue
            sources = self._sources(layer)
            inputs = tuple(self.shapes[source] for source in sources)
            shape = _shape(layer, inputs)
            if self.only_forward and shape is not None and _stops_gradient(layer, inputs, shape):
                continue
            if shape is not None and self._suits(layer, inputs, shape):
                self.place(layer.model_dump(mode="json"), sources, shape)
                return True
        return False

    def _suits(self, layer: Layer, inputs: tuple[Shape, ...], shape: Shape) -> bool:
        if prod(shape) > LARGEST or (self.steps and (len(shape) != 2 or shape[0] != self.steps)):
            return False
        return not self.info.causal or _looks_back_alone(layer, inputs, shape)

    def _sources(self, layer: Layer) -> list[str]:
        """Nodes for the inputs of a layer, mostly the newest, so that the drawing becomes deep and wide. All have the
        same shape if the layer needs it."""
        if layer.max_inputs == 0:
            return []
        names = list(self.shapes)
        first = self.draw.choice(names[-3:] if self.draw.random() < 0.8 else names)
        if layer.max_inputs == 1:
            return [first]
        alike = [name for name in names if self.shapes[name] == self.shapes[first]]
        others = self.draw.randint(1, min(2, layer.max_inputs - 1))
        return [first, *(self.draw.choice(self.draw.choice((alike, names))) for _ in range(others))]

    def joined(self) -> str:
        """One node that all unused outputs lead to. They are concatenated, and flattened unless the steps must stay."""
        sources = {edge["source"] for edge in self.edges}
        ends = [self._laid(name) for name in list(self.shapes) if name not in sources]
        while len(ends) > 1:
            some, ends = ends[:16], ends[16:]
            total = sum(self.shapes[name][-1] for name in some)
            ends.append(self.place({"type": "concat"}, some, (*self.shapes[some[0]][:-1], total)))
        return ends[0]

    def finished(self) -> Json:
        """The finished project with its output."""
        self.place({"type": "output"}, [self.joined()], (1,))
        self.draw.shuffle(self.nodes)
        self.draw.shuffle(self.edges)
        for node in self.nodes:
            if (
                node["layer"]["type"] != "output"
                and self.draw.random() < 0.05
                and not self.only_forward
            ):
                node["trainable"] = False
        return {
            "network": {"nodes": self.nodes, "edges": self.edges},
            "data": {"type": self.data},
            "training": {
                "task": {"type": self.task.type},
                "batch_size": 15 if self.info.num_train % 16 == 1 else 16,
            },
        }

    def _laid(self, name: str) -> str:
        """The node, or a node after it that flattens its output (or embeds its tokens)."""
        shape = self.shapes[name]
        if isinstance(shape, Tokens):
            layer = {"type": "embedding", "embedding_dim": 3}
            return self._laid(self.place(layer, [name], (shape[0], 3)))
        if len(shape) == 1 or self.steps:
            return name
        return self.place({"type": "flatten"}, [name], (prod(shape),))

    def place(self, layer: Json, sources: list[str], shape: Shape) -> str:
        """Adds a node with this layer, wired to its sources."""
        name = f"n{len(self.nodes)}"
        self.nodes.append({"id": name, "layer": layer})
        self.edges += [
            {"source": source, "target": name, "handle": handle}
            for handle, source in enumerate(sources)
        ]
        if layer["type"] == "noise":
            shape = (layer["features"],)
        self.shapes[name] = shape
        return name


@cache
def _kinds() -> list[str]:
    """The types of all layers that need only torch."""
    return [
        name
        for name, kind in entries("layers").items()
        if name not in ("input", "output") and issubclass(kind, Layer) and not kind.needs
    ]


def _layer(draw: random.Random, type_id: str) -> Layer | None:
    """The layer with random fields. None where a rule between its fields refuses them."""
    fields = {
        name: value
        for name, schema in _properties(type_id).items()
        if name != "type" and (value := _random_value(draw, schema)) is not None
    }
    try:
        layer: Layer = parse("layers", {"type": type_id, **fields})
    except ValueError:
        return None
    return layer


@cache
def _properties(type_id: str) -> Json:
    found: Json = entries("layers")[type_id].model_json_schema()["properties"]
    return found


def _random_value(draw: random.Random, schema: Json) -> Any:
    """A small value for the field. None leaves the field out."""
    if draw.random() < 0.3:
        return None
    if "anyOf" in schema:
        schema = draw.choice([branch for branch in schema["anyOf"] if branch["type"] != "null"])
    if "enum" in schema:
        return draw.choice(schema["enum"])
    if schema.get("type") == "integer":
        low = schema["minimum"]
        return draw.randint(low, min(schema["maximum"], low + draw.choice([1, 3, 7])))
    if schema.get("type") == "number":
        low = schema.get("minimum", schema.get("exclusiveMinimum"))
        return draw.uniform(low, schema["maximum"]) or None
    return draw.random() < 0.5 if schema.get("type") == "boolean" else None


def _stops_gradient(layer: Layer, inputs: tuple[Shape, ...], shape: Shape) -> bool:
    """Whether layers before it get no gradient."""
    read = layer.reads(whole(shape), *inputs)
    return layer.gradient_stop(*inputs) is not None or all(is_empty(box) for box in read)


def _looks_back_alone(layer: Layer, inputs: tuple[Shape, ...], shape: Shape) -> bool:
    """Whether no step of its output depends on a later step of its inputs."""
    return all(
        block[0][1] <= step
        for step in range(shape[0])
        for block in layer.reads(((step, step), (0, shape[1] - 1)), *inputs)
    )


def _shape(layer: Layer, shapes: tuple[Shape, ...]) -> Shape | None:
    try:
        return layer.output_shape(*shapes)
    except ShapeError:
        return None
