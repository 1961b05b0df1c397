"""Small project files for the questions, and the data sets that are available."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.samples import DataError
from torchground.catalogue.bases.shapes import NotHere
from torchground.testing.fields import Json


def data_at_hand() -> list[str]:
    """The names of the data sets that need neither a person's file nor a download."""
    found = []
    for name, kind in entries("datasets").items():
        dataset = kind.model_validate({})
        assert isinstance(dataset, Dataset)
        with suppress(DataError, NotHere):
            dataset.require()
            dataset.info()
            found.append(name)
    return found


def project(*layers: Json, data: str = "circle", head: str = "linear", **training: Any) -> Json:
    """A project file with a chain: input, the layers, output. A layer that joins gets the node before it twice."""
    nodes: list[Json] = [{"id": "x", "layer": {"type": "input"}}]
    edges: list[Json] = []
    for index, layer in enumerate([*layers, {"type": "output", "head": head}]):
        name = f"n{index}" if index < len(layers) else "y"
        edges.append({"source": nodes[-1]["id"], "target": name})
        if layer["type"] in ("add", "concat"):
            edges.append({"source": nodes[-1]["id"], "target": name, "handle": 1})
        nodes.append({"id": name, "layer": layer})
    return {
        "torchground": 1,
        "title": "A chain",
        "network": {"nodes": nodes, "edges": edges},
        "data": {"type": data},
        "training": {"batch_size": 16, "epochs": 2, "seed": 1, **training},
    }
