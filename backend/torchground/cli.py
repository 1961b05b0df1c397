"""The command line: serve the playground, train or check a project file, list everything that can be picked.

Exit codes: 0 finished, 1 problems in the file, 2 wrong usage, 3 training failed, 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import argparse
import codecs
import contextlib
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from torchground import __version__

if TYPE_CHECKING:
    from torchground.network.problems import Problem, Report
    from torchground.network.spec import Project
    from torchground.telemetry.messages import Point
    from torchground.training.inbox import Inbox
    from torchground.training.messages import StateChanged

FINISHED, PROBLEMS, WRONG_USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130
MAX_FILE_BYTES = 1_000_000
"""As large as what the server accepts."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the words say; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = parse(list(sys.argv[1:] if arguments is None else arguments))
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except BadFile as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read what we print has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINISHED


# ---- serve -------------------------------------------------------------------------------------


def serve(options: argparse.Namespace) -> int:
    """``torchground serve``: until it is stopped."""
    from torchground.server.main import serve as serve_forever

    if not is_loopback(options.host):
        print(
            f"Warning: --host {options.host} lets everybody who can reach this machine use the playground: start, stop "
            "and delete runs, read and change projects. There is no password.",
            file=sys.stderr,
        )
    serve_forever(
        host=options.host,
        port=options.port,
        device=options.device,
        workers=options.workers,
        data_dir=options.data_dir or default_data_dir(),
        database_url=options.database_url or os.environ.get("TORCHGROUND_DATABASE_URL") or None,
    )
    return FINISHED


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    import ipaddress

    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host == "localhost"


def default_data_dir() -> Path:
    """Where this person's projects and runs are kept."""
    from platformdirs import user_data_path

    return user_data_path("torchground", appauthor=False)


# ---- train -------------------------------------------------------------------------------------


def train(options: argparse.Namespace) -> int:
    """``torchground train``: the same loop as in the browser, on the same project."""
    from torchground.network.check import resolve

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


def use_data_dir(options: argparse.Namespace) -> None:
    """Find uploaded and downloaded files where the server keeps them."""
    from torchground.catalogue.sources import stored

    stored.use(options.data_dir or default_data_dir())


def starting_from(file: object, weights: Path) -> object:
    """The same project, started from the weights in a safetensors file, which is kept in the data folder.

    Raises :class:`BadFile`.
    """
    import hashlib
    import shutil

    from torchground.catalogue.sources import stored
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


def run_to_its_end(
    project: Project, device: str, teller: Teller, folder: Path | None = None
) -> tuple[int, Path | None]:
    """Train and tell of every epoch, then of the end: the exit code, and the last checkpoint where there is a folder
    for them."""
    from torchground.telemetry.messages import OVER
    from torchground.training.inbox import Inbox
    from torchground.training.loop import train as train_loop
    from torchground.training.messages import Checkpointed, PointMade, StateChanged
    from torchground.training.spec import RunSpec

    inbox, started = Inbox(), time.perf_counter()
    last: Point | None = None
    checkpoint: Path | None = None
    with stopping_on_interrupt(inbox):
        for message in train_loop(RunSpec(project, device=device, checkpoint_dir=folder), inbox):
            if isinstance(message, PointMade) and message.point.kind == "epoch":
                last = message.point
                if last.epoch >= 1:
                    teller.epoch(last)
            elif isinstance(message, Checkpointed):
                checkpoint = message.path
            elif isinstance(message, StateChanged) and message.state in OVER:
                seconds = round(time.perf_counter() - started, 3)
                teller.end(result_of(message, last, seconds, project.num_params), message.reason)
                codes = {"finished": FINISHED, "stopped": INTERRUPTED}
                return codes.get(message.state, FAILED), checkpoint
    raise RuntimeError("the loop ended without saying how")


@contextlib.contextmanager
def stopping_on_interrupt(inbox: Inbox) -> Iterator[None]:
    """The first Ctrl+C (or a request to terminate) stops the run between two steps, a second one everything."""
    from torchground.telemetry.messages import Stop

    def stop(number: int, frame: object) -> None:
        signal.signal(number, signal.default_int_handler)
        inbox.command(1, Stop())

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def device_of(asked: str) -> str | None:
    """Where to train: ``auto`` is a GPU where there is one. None where the GPU that was asked for is not there."""
    if asked == "cpu":
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "cpu" if asked == "auto" else None


def numbers_of(point: Point) -> dict[str, Any]:
    """What is told of an epoch; numbers that are not finite are strings, as on the wire."""
    told = {"epoch", "step", "train_loss", "test_loss", "metrics"}
    numbers: dict[str, Any] = json.loads(point.model_dump_json(include=told))
    return numbers


def result_of(
    end: StateChanged, last: Point | None, seconds: float, parameters: int
) -> dict[str, Any]:
    """The last line: how it ended, after which epoch and step, and the losses and metrics of the last full epoch."""
    numbers = numbers_of(last) if last else {"train_loss": None, "test_loss": None, "metrics": {}}
    return {
        "result": end.state,
        "reason": end.reason,
        **numbers,
        "epoch": end.epoch,
        "step": end.step,
        "seconds": seconds,
        "parameters": parameters,
    }


class Teller(Protocol):
    """Tells a person or a script how training goes."""

    def epoch(self, point: Point) -> None:
        """After every epoch from the first."""

    def end(self, result: dict[str, Any], reason: str | None) -> None:
        """Once, at the end."""


class JsonLines:
    """One JSON object a line."""

    def epoch(self, point: Point) -> None:
        print(json.dumps(numbers_of(point)), flush=True)

    def end(self, result: dict[str, Any], reason: str | None) -> None:
        print(json.dumps(result), flush=True)


class Bar:
    """A progress bar on stderr, and a line of results on stdout."""

    def __init__(self, project: Project) -> None:
        from tqdm import tqdm

        print(f"{project.title}: {project.num_params:,} parameters", file=sys.stderr)
        self._bar = tqdm(total=project.training.epochs, unit="epoch", dynamic_ncols=True)

    def epoch(self, point: Point) -> None:
        told = {"train_loss": point.train_loss, "test_loss": point.test_loss, **point.metrics}
        self._bar.set_postfix_str(
            ", ".join(f"{name} {value:.4g}" for name, value in told.items() if value is not None),
            refresh=False,
        )
        self._bar.update(point.epoch - self._bar.n)

    def end(self, result: dict[str, Any], reason: str | None) -> None:
        self._bar.close()
        numbers = {
            "train_loss": result["train_loss"],
            "test_loss": result["test_loss"],
            **result["metrics"],
        }
        shown = [f"{name} {shown_number(value)}" for name, value in numbers.items()]
        print(f"{result['result']} after epoch {result['epoch']}, step {result['step']}", end="")
        print(f" and {result['seconds']:.1f} s: " + ", ".join(shown))
        if reason:
            print(reason, file=sys.stderr)


def shown_number(value: float | str | None) -> str:
    """Four digits are enough for a person."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


# ---- check -------------------------------------------------------------------------------------


def check(options: argparse.Namespace) -> int:
    """``torchground check``: every problem with its place and what would fit."""
    from torchground.network.check import check as check_project

    use_data_dir(options)
    report = check_project(read_project(options.file))
    for problem in report.problems:
        print(described(problem))
    print(counted(report))
    return FINISHED if report.ok else PROBLEMS


def described(problem: Problem) -> str:
    """A problem in a line, and a line for each thing that would mend it."""
    place = problem.place
    if problem.node is not None:
        place = f"{problem.node} ({place})" if place else problem.node
    elif problem.edge is not None:
        place = f"{problem.edge.source} -> {problem.edge.target} ({place})"
    lines = [f"{problem.severity}: {place or 'the file'}: {problem.sentence}"]
    return "\n".join([*lines, *(f"    fix: {fix.title}" for fix in problem.fixes)])


def counted(report: Report) -> str:
    """The last line of a check."""
    errors = sum(problem.severity == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    if not report.ok:
        return f"{errors} problem{'s' if errors != 1 else ''}; nothing was trained"
    aside = f", {warnings} warning{'s' if warnings != 1 else ''}" if warnings else ""
    return f"no problems{aside}: {len(report.nodes)} nodes, {report.num_params:,} parameters"


class BadFile(ValueError):
    """A file that cannot be read as JSON; the message says why and what to do."""


def read_project(path: Path) -> object:
    """The JSON in a file, whatever it is. Raises :class:`BadFile`."""
    from pydantic_core import from_json

    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise BadFile(f"Cannot read {path}: {error.strerror or error}.") from None
    except ValueError:
        raise BadFile(f"Cannot read {str(path)!r}: this is no name of a file.") from None
    if len(content) > MAX_FILE_BYTES:
        raise BadFile(f"{path} is larger than {MAX_FILE_BYTES:,} bytes; no project file is.")
    try:
        return from_json(content.removeprefix(codecs.BOM_UTF8))
    except ValueError as error:
        raise BadFile(
            f"{path} is not JSON: {str(error)[:200]}. A project file is what the playground saves."
        ) from None


# ---- catalogue ---------------------------------------------------------------------------------


def catalogue(options: argparse.Namespace) -> int:
    """``torchground catalogue``: everything that can be picked."""
    from torchground.catalogue.entries import entries
    from torchground.catalogue.entry import FAMILIES

    if options.json:
        from torchground.server.routes.catalogue import catalogue as whole_catalogue

        print(
            json.dumps(
                json.loads(whole_catalogue().model_dump_json(by_alias=True, exclude_none=True))
            )
        )
        return FINISHED
    for family in FAMILIES:
        print(family)
        for type_id, entry in entries(family).items():
            summary = entry.help().partition("\n\n")[0].replace("\n", " ").partition(". ")[0]
            print(f"  {type_id:<20} {entry.title}: {summary.rstrip('.')}.")
        print()
    return FINISHED


# ---- words and options ---------------------------------------------------------------------------


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command and its options; without a command it is ``serve``. Exits with 2 on wrong usage."""
    asks = {"-h", "--help", "--version"}
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in asks):
        arguments = ["serve", *arguments]
    return parser().parse_args(arguments)


def parser() -> argparse.ArgumentParser:
    """All commands."""
    top = argparse.ArgumentParser(
        prog="torchground",
        description="Draw a neural network, press play, and see inside every layer what it learns.",
        epilog="Without a command it serves the playground: torchground --port 9000.",
    )
    top.add_argument("--version", action="version", version=f"torchground {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_serve(commands.add_parser("serve", help="the playground in the browser (the default)"))

    training = commands.add_parser("train", help="train a project file without a browser")
    training.add_argument("file", metavar="FILE", type=Path, help="a project file")
    training.add_argument(
        "--json", action="store_true", help="one JSON object an epoch, then one with the result"
    )
    training.add_argument(
        "--device",
        default="cpu",
        choices=["cpu", "cuda", "auto"],
        help="where to train (cpu, which gives the same numbers everywhere; auto: a GPU where there is one)",
    )
    training.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="start from the weights in a safetensors file, node by node where shapes fit",
    )
    training.add_argument(
        "--save-weights",
        type=Path,
        metavar="FILE",
        help="write the weights at the end into a safetensors file",
    )
    training.add_argument(
        "--onnx",
        type=Path,
        metavar="FILE",
        help="write the trained network as an ONNX file and compare its answers",
    )
    _add_data_dir(training)
    training.set_defaults(command=train)

    checking = commands.add_parser(
        "check", help="every problem of a project file, and what would fit"
    )
    checking.add_argument("file", metavar="FILE", type=Path, help="a project file")
    _add_data_dir(checking)
    checking.set_defaults(command=check)

    listing = commands.add_parser("catalogue", help="everything that can be picked")
    listing.add_argument("--json", action="store_true", help="with every field, range and default")
    listing.set_defaults(command=catalogue)
    return top


def _add_serve(serving: argparse.ArgumentParser) -> None:
    serving.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)"
    )
    serving.add_argument(
        "--port", type=_port, default=8000, help="port to listen on (8000); 0 takes a free one"
    )
    serving.add_argument(
        "--device",
        default="auto",
        choices=["auto", "cpu", "cuda"],
        help="where to train (auto: a GPU where there is one and it pays)",
    )
    serving.add_argument("--workers", type=_count, help="processes that train (one a core)")
    _add_data_dir(serving)
    serving.add_argument(
        "--database-url",
        help="postgresql+psycopg://… instead of SQLite in the data folder; better in the environment as "
        "TORCHGROUND_DATABASE_URL",
    )
    serving.set_defaults(command=serve)


def _add_data_dir(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data-dir",
        type=Path,
        help="where projects, runs and uploaded files are kept (your data folder)",
    )


def _port(text: str) -> int:
    if text.isdecimal() and 0 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, got {text!r}")


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(f"workers are a number from 1 to 256, got {text!r}")


if __name__ == "__main__":
    sys.exit(main())
