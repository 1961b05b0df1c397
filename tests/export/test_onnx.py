"""An ONNX file answers as the network does: every layer kind by itself, and whole lessons."""

from pathlib import Path
from typing import Any, cast

import pytest
import torch

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Shape, ShapeError, Tokens
from torchground.export.onnx import export_onnx, largest_difference
from torchground.export.refusing import NoExport
from torchground.lessons import lessons
from torchground.network.build import build
from torchground.network.check.checking import resolve

SHAPES: tuple[Shape, ...] = ((16,), (6, 8), (4, 8, 8), Tokens(6, 9), (2,))
NEED_DATA = ("input", "output")
NEED_MORE = tuple(name for name, kind in entries("layers").items() if cast(Any, kind).needs)
"""Their own tests ask them, where that is installed."""
NO_FUNCTION = ("noise", "point")
"""One draws its answer anew each time, the other takes no account of what comes in."""


def taken(layer: Layer) -> list[tuple[Shape, ...]]:
    """The inputs among ours that a layer takes."""
    fitting = []
    for shape in SHAPES:
        shapes = (shape,) * min(2, layer.max_inputs)
        try:
            layer.output_shape(*shapes)
        except ShapeError:
            continue
        fitting.append(shapes)
    return fitting


def drawn(shape: Shape, count: int) -> torch.Tensor:
    if isinstance(shape, Tokens):
        return torch.randint(0, shape.vocab, (count, *shape))
    return torch.randn(count, *shape)


@pytest.mark.parametrize(
    "name", [n for n in entries("layers") if n not in (*NEED_DATA, *NO_FUNCTION, *NEED_MORE)]
)
def test_every_layer_answers_the_same(name: str, tmp_path: Path) -> None:
    layer = cast(Any, entries("layers")[name])()
    torch.manual_seed(0)
    inputs = taken(layer)
    assert inputs, "none of the shapes fits: add one"
    for number, shapes in enumerate(inputs):
        module = layer.build(*shapes)
        file = tmp_path / f"{number}.onnx"
        export_onnx(module, [drawn(shape, 3) for shape in shapes], file)
        for count in (1, 4):
            samples = [drawn(shape, count) for shape in shapes]
            assert largest_difference(module, samples, file) <= 1e-4


@pytest.mark.parametrize(
    "lesson_id", ["digits-cnn", "rnn-sentiment", "rnn-recall", "gpt-sort", "bert-mirror", "onnx"]
)
def test_a_whole_network_answers_the_same(lesson_id: str, tmp_path: Path) -> None:
    file = next(lesson.project for lesson in lessons() if lesson.id == lesson_id)
    project, report = resolve(file)
    assert project, report.problems
    network, samples = build(project), torch.from_numpy(project.data.split().test.inputs[:7])
    state = torch.get_rng_state()
    export_onnx(network, [samples[:4]], tmp_path / "network.onnx")
    assert torch.equal(torch.get_rng_state(), state)
    assert network.training
    assert largest_difference(network, [samples], tmp_path / "network.onnx") <= 1e-4


def test_what_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    class Sorted(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            raise RuntimeError("no such thing")

    with pytest.raises(NoExport, match="no such thing"):
        export_onnx(Sorted(), [torch.ones(1, 2)], tmp_path / "a.onnx")
    assert list(tmp_path.iterdir()) == []
