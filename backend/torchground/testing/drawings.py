"""Small project files for the questions, and data sets that are at hand."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.samples import DataError
from torchground.catalogue.bases.shapes import NotHere
from torchground.testing.fields import Json


def data_at_hand() -> list[str]:
    """Every data set that needs no file of a person and nothing from the network."""
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
    """A chain: input, the layers, output. A layer that joins takes the node before it twice."""
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
