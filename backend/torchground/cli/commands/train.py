"""``torchground train``: trains a project file exactly as the browser does."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from torchground.cli import results
from torchground.cli.command import Command
from torchground.cli.datafolder import files_for_one_command
from torchground.cli.exits import FAILED, PROBLEMS, WRONG_USAGE, Refused
from torchground.cli.opening import open_project
from torchground.cli.options import add_data_dir, add_json
from torchground.cli.output import Output
from torchground.cli.problems import counts, not_trained
from torchground.cli.running import RUN_ID, device_of, run_to_its_end
from torchground.cli.starting import starting_from
from torchground.cli.telling import teller
from torchground.export.trained import Trained
from torchground.words import template

if TYPE_CHECKING:
    from torchground.files.checkpoints import CheckpointFile
    from torchground.files.store import FileStore
    from torchground.network.spec import Project

NO_GPU = template(
    "cli.no_gpu", "--device cuda: PyTorch finds no GPU here; use --device cpu, nothing was trained"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the project file, the options, and an option for each file that the command can write."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a project file")
    add_json(parser, "one JSON object an epoch, then one with the result; problems are JSON too")
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
    results.add_options(parser)
    add_data_dir(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Reads, checks and trains the project, and writes the results. Returns the exit code."""
    asked = results.asked_for(options)
    with files_for_one_command(options) as files:
        file = open_project(options.file, files, output)
        if options.weights is not None:
            file = starting_from(file, options.weights, files)
        project = _checked(file, files, output)
        if project is None:
            return PROBLEMS
        device = device_of(options.device)
        if device is None:
            raise Refused(NO_GPU(), place="--device", exit_code=WRONG_USAGE)
        results.check_formats(asked, project)
        return _train(project, device, asked, output)


def _checked(file: object, files: FileStore, output: Output) -> Project | None:
    """The project, after all its problems are printed. None where it has errors."""
    from torchground.network.check.checking import resolve

    project, report = resolve(file, files)
    for problem in report.problems:
        output.problem(problem, is_answer=False)
    if project is None:
        output.refused_project(not_trained(report), *counts(report))
    return project


def _train(project: Project, device: str, asked: list[results.Result], output: Output) -> int:
    """Trains, writes the requested files, and prints the result. Returns the exit code."""
    told = teller(project, output)
    with tempfile.TemporaryDirectory() as folder:
        ended = run_to_its_end(project, device, told.epoch, Path(folder) if asked else None)
        told.close()
        code = ended.exit_code
        for told_of in results.write(asked, _trained(project, ended.checkpoint)):
            if isinstance(told_of, Refused):
                output.refusal(told_of)
                code = code or FAILED
            else:
                output.note(str(told_of))
    told.end(ended)
    return code


def _trained(project: Project, checkpoint: CheckpointFile | None) -> Trained | None:
    """The trained network. None where there is no checkpoint."""
    if checkpoint is None:
        return None
    return Trained(project.file, checkpoint, RUN_ID, project.files)


COMMAND = Command(
    "train",
    "train a project file without a browser",
    add_options,
    run,
    "Trains a project file as the page does: the same file gives the same losses. It may name a file beside\n"
    'it ("data": {"type": "csv_table", "file": "./iris.csv"}). What keeps a result from being written is said\n'
    "before the training begins. Exit codes: 0 finished, 1 problems in the file, 2 wrong usage, 3 training\n"
    "failed or a result could not be written, 130 stopped with Ctrl+C.",
    order=20,
)
