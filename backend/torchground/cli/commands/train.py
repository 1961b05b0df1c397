"""``torchground train``: the same training as in the browser, on the same project file."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from torchground.cli.command import Command
from torchground.cli.datafolder import use_data_dir
from torchground.cli.exits import PROBLEMS, WRONG_USAGE, BadFile
from torchground.cli.options import add_data_dir
from torchground.cli.problems import counted, described
from torchground.cli.reading import read_project
from torchground.cli.running import device_of, run_to_its_end
from torchground.cli.telling import Bar, JsonLines, Teller

if TYPE_CHECKING:
    from torchground.network.spec import Project


def add_options(parser: argparse.ArgumentParser) -> None:
    """The project file, and what is read and written beside it."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a project file")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object an epoch, then one with the result"
    )
    parser.add_argument(
        "--device",
        default="cpu",
        choices=["cpu", "cuda", "auto"],
        help="where to train (cpu, which gives the same numbers everywhere; auto: a GPU where there is one)",
    )
    parser.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="start from the weights in a safetensors file, node by node where shapes fit",
    )
    parser.add_argument(
        "--save-weights",
        type=Path,
        metavar="FILE",
        help="write the weights at the end into a safetensors file",
    )
    parser.add_argument(
        "--onnx",
        type=Path,
        metavar="FILE",
        help="write the trained network as an ONNX file and compare its answers",
    )
    add_data_dir(parser)


def run(options: argparse.Namespace) -> int:
    """``torchground train``: the same loop as in the browser, on the same project."""
    from torchground.network.check.checking import resolve

    use_data_dir(options)
    file = read_project(options.file)
    if options.weights is not None:
        file = starting_from(file, options.weights)
    project, report = resolve(file)
    for problem in report.problems:
        print(described(problem), file=sys.stderr)
    if project is None:
        print(counted(report), file=sys.stderr)
        return PROBLEMS
    device = device_of(options.device)
    if device is None:
        print("--device cuda: PyTorch finds no GPU here; use --device cpu", file=sys.stderr)
        return WRONG_USAGE
    teller: Teller = JsonLines() if options.json else Bar(project)
    with tempfile.TemporaryDirectory() as folder:
        keep = Path(folder) if options.save_weights or options.onnx else None
        code, checkpoint = run_to_its_end(project, device, teller, keep)
        if options.save_weights is not None and checkpoint is not None:
            save_weights(checkpoint, options.save_weights)
        if options.onnx is not None and checkpoint is not None:
            save_onnx(project, checkpoint, options.onnx)
    return code


def starting_from(file: object, weights: Path) -> object:
    """The same project, started from the weights in a safetensors file, which is kept in the data folder.

    Raises :class:`BadFile`.
    """
    import hashlib
    import shutil

    from torchground.catalogue.datasets.sources import stored
    from torchground.intake import jail

    try:
        with weights.open("rb") as source, stored.fresh() as (kept, path):
            shutil.copyfileobj(source, kept)
            kept.seek(0)
            key = hashlib.sha256(kept.read()).hexdigest()
            answer = jail.bring("weights", key, kept, path, name=weights.name[:120])
    except OSError as error:
        raise BadFile(f"Cannot read {weights}: {error.strerror or error}.") from None
    if not answer.ok:
        raise BadFile(f"{weights} cannot be started from: {answer.sentence}.")
    training = file.get("training", {}) if isinstance(file, dict) else {}
    if not isinstance(file, dict) or not isinstance(training, dict):
        return file
    start = training.get("start")
    start = {**(start if isinstance(start, dict) else {}), "weights": key}
    return {**file, "training": {**training, "start": start}}


def save_weights(checkpoint: Path, path: Path) -> None:
    """The weights of a run as a safetensors file. Raises :class:`BadFile`."""
    from torchground.runs.weights import NoWeights, copy_out

    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            copy_out(checkpoint, file)
        os.replace(unfinished, path)
    except (OSError, NoWeights) as error:
        unfinished.unlink(missing_ok=True)
        raise BadFile(
            f"Cannot write {path}: {getattr(error, 'strerror', None) or error}."
        ) from None


def save_onnx(project: Project, checkpoint: Path, path: Path) -> None:
    """The trained network as an ONNX file, and how nearly it answers the same. Raises :class:`BadFile`."""
    import torch

    from torchground.network.build import build
    from torchground.network.export import NoExport, export_onnx, largest_difference
    from torchground.training.checkpoint import read
    from torchground.training.spec import RunSpec

    if project.training.task.adversarial:
        raise BadFile("A drawing of two networks has no one answer; it cannot be written as ONNX.")
    prefix, network = "network.", build(project)
    tensors = read(checkpoint, RunSpec.run_id).tensors.items()
    network.load_state_dict(
        {name[len(prefix) :]: value for name, value in tensors if name.startswith(prefix)}
    )
    samples = [torch.from_numpy(project.data.split().test.inputs[:7])]
    try:
        export_onnx(network, samples, path)
        off = largest_difference(network, samples, path)
        print(f"{path}: its answers differ from PyTorch's by at most {off:.1e}", file=sys.stderr)
    except ImportError:
        print(f"{path}: written; install onnxruntime to compare its answers", file=sys.stderr)
    except NoExport as error:
        raise BadFile(f"Cannot write {path}: {error}.") from None


COMMAND = Command("train", "train a project file without a browser", add_options, run, order=20)
