"""Project files for the tests of the command line."""

import json
from pathlib import Path
from typing import Any


def project(epochs: int = 3, **training: Any) -> dict[str, Any]:
    """The circle with a small network."""
    return {
        "torchground": 1,
        "title": "Circle",
        "network": {
            "nodes": [
                {"id": "x", "layer": {"type": "input"}},
                {"id": "h1", "layer": {"type": "linear", "out_features": 4}},
                {"id": "a1", "layer": {"type": "tanh"}},
                {"id": "y", "layer": {"type": "output"}},
            ],
            "edges": [
                {"source": "x", "target": "h1"},
                {"source": "h1", "target": "a1"},
                {"source": "a1", "target": "y"},
            ],
        },
        "data": {"type": "circle", "num_samples": 100},
        "training": {"epochs": epochs, **training},
    }


def saved(folder: Path, file: object) -> str:
    path = folder / "project.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    return str(path)


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
