"""Reports the progress of a training to a person or to a script."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Protocol

from torchground.words import whole

if TYPE_CHECKING:
    from torchground.cli.output import Output
    from torchground.cli.running import Ended
    from torchground.network.spec import Project
    from torchground.telemetry.messages import Point


LOSSES = ("train_loss", "val_loss", "test_loss")
"""The losses of an epoch, in the order of the report. Without a validation split there is no ``val_loss``."""


class Teller(Protocol):
    """Reports a training."""

    def epoch(self, point: Point) -> None:
        """Called after every epoch, the first included."""

    def close(self) -> None:
        """Called when there are no more epochs."""

    def end(self, ended: Ended) -> None:
        """Called once, for the last line."""


def teller(project: Project, output: Output) -> Teller:
    """JSON lines where ``--json`` is given, else a progress bar."""
    return JsonLines(project, output) if output.json else Bar(project, output)


class JsonLines:
    """Prints one JSON object for each epoch, then one with the result."""

    def __init__(self, project: Project, output: Output) -> None:
        self._project, self._output = project, output

    def epoch(self, point: Point) -> None:
        self._output.line(numbers_of(point))

    def close(self) -> None:
        """Does nothing, because nothing is open."""

    def end(self, ended: Ended) -> None:
        self._output.line(result_of(ended, self._project))


class Bar:
    """Shows a progress bar on stderr, and prints a line with the result on stdout."""

    def __init__(self, project: Project, output: Output) -> None:
        from tqdm import tqdm

        self._project, self._output = project, output
        output.note(f"{project.title}: {project.num_params:,} parameters")
        self._bar = tqdm(
            total=project.training.epochs, unit="epoch", dynamic_ncols=True, file=sys.stderr
        )

    def epoch(self, point: Point) -> None:
        told = {**{name: getattr(point, name) for name in LOSSES}, **point.metrics}
        self._bar.set_postfix_str(
            ", ".join(f"{name} {value:.4g}" for name, value in told.items() if value is not None),
            refresh=False,
        )
        self._bar.update(point.epoch - self._bar.n)

    def close(self) -> None:
        self._bar.close()

    def end(self, ended: Ended) -> None:
        result = result_of(ended, self._project)
        losses = {name: result[name] for name in LOSSES if result.get(name) is not None}
        numbers = {**losses, **result["metrics"]}
        shown = ", ".join(f"{name} {shown_number(value)}" for name, value in numbers.items())
        self._output.say(
            f"{result['result']} after epoch {result['epoch']}, step {result['step']} and "
            f"{result['seconds']:.1f} s: {shown}"
        )
        if result["reason"]:
            self._output.note(result["reason"])


def numbers_of(point: Point) -> dict[str, Any]:
    """The numbers of an epoch for the report. Numbers that are not finite are strings, as in messages of the server."""
    told = {"epoch", "step", *LOSSES, "metrics"}
    numbers: dict[str, Any] = json.loads(point.model_dump_json(include=told))
    return {name: value for name, value in numbers.items() if (name, value) != ("val_loss", None)}


def result_of(ended: Ended, project: Project) -> dict[str, Any]:
    """The last line: the final state, its epoch and step, and the losses and metrics of the last full epoch."""
    none: dict[str, Any] = {"train_loss": None, "test_loss": None, "metrics": {}}
    return {
        "result": ended.state.state,
        "reason": None if ended.state.reason is None else whole(str(ended.state.reason)),
        **(numbers_of(ended.last) if ended.last else none),
        "epoch": ended.state.epoch,
        "step": ended.state.step,
        "seconds": ended.seconds,
        "parameters": project.num_params,
        "reason_code": None if ended.state.reason is None else ended.state.reason.code,
    }


def shown_number(value: float | str | None) -> str:
    """A number with four digits."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
