"""Random drawings that fit, of every kind of layer; grown node by node from a seed by the shape rules."""

from __future__ import annotations

import random
from typing import Any

from torchground.catalogue.entry import entries, parse
from torchground.catalogue.layer import Layer, Shape, ShapeError
from torchground.network.check import check

Json = dict[str, Any]
DATA = ("spiral", "iris", "digits", "digits", "plane")
"""Digits twice: pictures have more layers of their own."""


def random_project(seed: int, *, num_nodes: int | None = None) -> Json:
    """A project without errors: about ``num_nodes`` nodes, every one on a way from input to output."""
    draw = random.Random(seed)
    data = draw.choice(DATA)
    grown = _Growing(draw, data)
    for _ in range(num_nodes or draw.randint(1, 14)):
        grown.add()
    return grown.finished()


class _Growing:
    def __init__(self, draw: random.Random, data: str) -> None:
        self.draw = draw
        self.data = data
        self.nodes: list[Json] = [{"id": "x", "layer": {"type": "input"}}]
        self.edges: list[Json] = []
        info = check({"data": {"type": data}}).data
        assert info is not None
        self.shapes: dict[str, Shape] = {"x": info.shape}

    def add(self) -> None:
        """One more layer that fits somewhere; tries until one does."""
        while True:
            type_id = self.draw.choice(
                [t for t in entries("layers") if t not in ("input", "output")]
            )
            layer = parse("layers", _random_fields(self.draw, type_id))
            count = self.draw.randint(2, 3) if layer.max_inputs > 1 else 1
            sources = [self._source() for _ in range(count)]
            shape = _shape(layer, tuple(self.shapes[source] for source in sources))
            if shape is not None:
                self._place(layer.model_dump(mode="json"), sources, shape)
                return

    def finished(self) -> Json:
        """All loose ends are flattened, joined and wired to the output."""
        ends = [name for name in self.shapes if name not in {edge["source"] for edge in self.edges}]
        flat = [self._flattened(end) for end in ends]
        while len(flat) > 1:
            joined, flat = flat[:16], flat[16:]
            total = sum(self.shapes[name][0] for name in joined)
            flat.append(self._place({"type": "concat"}, joined, (total,)))
        self._place({"type": "output"}, flat, (1,))
        self.draw.shuffle(self.nodes)
        self.draw.shuffle(self.edges)
        return {
            "network": {"nodes": self.nodes, "edges": self.edges},
            "data": {"type": self.data},
            "training": {"batch_size": 16},
        }

    def _source(self) -> str:
        """Mostly one of the newest nodes, so that the drawing gets deep as well as wide."""
        names = list(self.shapes)
        return self.draw.choice(names[-3:] if self.draw.random() < 0.8 else names)

    def _flattened(self, name: str) -> str:
        shape = self.shapes[name]
        if len(shape) == 1:
            return name
        return self._place({"type": "flatten"}, [name], (shape[0] * shape[1] * shape[2],))

    def _place(self, layer: Json, sources: list[str], shape: Shape) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append({"id": name, "layer": layer})
        self.edges += [
            {"source": source, "target": name, "handle": handle}
            for handle, source in enumerate(sources)
        ]
        self.shapes[name] = shape
        return name


def _random_fields(draw: random.Random, type_id: str) -> Json:
    properties = entries("layers")[type_id].model_json_schema()["properties"]
    fields = {
        name: value
        for name, schema in properties.items()
        if name != "type" and (value := _random_value(draw, schema)) is not None
    }
    return {"type": type_id, **fields}


def _random_value(draw: random.Random, schema: Json) -> Any:
    """A small value of the field, or None to leave it out."""
    if draw.random() < 0.3:
        return None
    schema = next((b for b in schema.get("anyOf", []) if b["type"] != "null"), schema)
    if "enum" in schema:
        return draw.choice(schema["enum"])
    if schema["type"] == "integer":
        low = schema["minimum"]
        return draw.randint(low, min(schema["maximum"], low + draw.choice([1, 3, 7])))
    if schema["type"] == "number":
        return draw.uniform(schema["minimum"], schema["maximum"])
    return draw.random() < 0.5 if schema["type"] == "boolean" else None


def _shape(layer: Layer, shapes: tuple[Shape, ...]) -> Shape | None:
    try:
        return layer.output_shape(*shapes)
    except ShapeError:
        return None
