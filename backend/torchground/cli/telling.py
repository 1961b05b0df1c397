"""Tells a person or a script how a training goes."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from torchground.network.spec import Project
    from torchground.telemetry.messages import Point
    from torchground.training.messages import StateChanged


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
