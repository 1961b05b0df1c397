"""Project files for tests that walk the whole road."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from torchground.lessons import lessons

Json = dict[str, Any]


def lesson(lesson_id: str, **training: object) -> Json:
    """A lesson's project with some of its training replaced."""
    project: Json = json.loads(
        json.dumps(next(one.project for one in lessons() if one.id == lesson_id))
    )
    project["training"].update(training)
    return project


def chain(layers: dict[str, Json], data: Json, **training: object) -> Json:
    """Layers by node id, one after the other."""
    return {
        "torchground": 1,
        "title": "A chain",
        "network": {
            "nodes": [{"id": name, "layer": layer} for name, layer in layers.items()],
            "edges": [{"source": a, "target": b} for a, b in pairwise(layers)],
        },
        "data": data,
        "training": training,
    }


def small(epochs: int = 4, **training: object) -> Json:
    """A plane's network that draws by chance while it trains: 13 steps an epoch, the last one smaller."""
    layers: dict[str, Json] = {
        "x": {"type": "input", "features": ["x1", "x2", "sin_x1"]},
        "h1": {"type": "linear", "out_features": 8},
        "a1": {"type": "tanh"},
        "d1": {"type": "dropout", "p": 0.2},
        "h2": {"type": "linear", "out_features": 5},
        "a2": {"type": "relu"},
        "y": {"type": "output"},
    }
    data = {"type": "spiral", "num_samples": 250, "test_fraction": 0.2, "seed": 3}
    return chain(layers, data, epochs=epochs, batch_size=16, seed=5, **training)


def one_long_epoch(**training: object) -> Json:
    """As many steps in an epoch as there are samples: one that a person would like to interrupt."""
    project = small(1000, **training)
    project["data"]["num_samples"] = 5000
    project["training"]["batch_size"] = 1
    return project
