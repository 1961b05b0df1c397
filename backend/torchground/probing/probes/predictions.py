"""The network's answers for many rows of numbers that a person gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.table import TableFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

ANSWERS_NO_ROWS = template(
    "predictions.answers_no_rows",
    "the network answers rows of numbers with one class or number each only where its task is classification or "
    "regression of flat samples",
)
ROW_DOES_NOT_FIT = template(
    "predictions.row_does_not_fit",
    "row {row:,} has other numbers than the network takes; give {count} finite numbers for each row",
)


class Predictions(Probe):
    """The network's answer for each of many rows: the class and how sure it is of it, or the number in the units of the
    target."""

    title = "Predictions for rows"
    group = "Answers"
    order = 6
    kinds: ClassVar[tuple[Kind, ...]] = (TableFacts,)
    on_demand = True

    type: Literal["predictions"] = "predictions"

    rows: str = Field("", max_length=60_000)
    """The inputs of the network: numbers divided by commas, rows by semicolons."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading with a row for each row, in order."""
        import torch

        from torchground.probing.shared.pictures import outputs_for

        is_told = context.task.type in ("classification", "regression")
        if not is_told or len(context.data.shape) != 1 or len(context.project.wanted) != 1:
            raise ProbeError(ANSWERS_NO_ROWS())
        inputs = _read(self.rows, context.data.shape[0])
        x = torch.tensor(inputs, dtype=torch.float32, device=context.test_x.device)
        outputs = outputs_for(context, x) if inputs else x
        rows = _told(context, outputs) if inputs else []
        columns = ["predicted", "sure"] if context.data.classes else ["predicted"]
        return [Reading("", {}, TableFacts(columns=columns, rows=rows))]


def _read(text: str, count: int) -> list[list[float]]:
    """The numbers of each row. Raises :class:`ProbeError`, which names the first row that does not fit."""
    found = list[list[float]]()
    for number, row in enumerate(text.split(";") if text else [], 1):
        try:
            values = [float(value) for value in row.split(",")]
        except ValueError:
            values = []
        if len(values) != count or not all(value - value == 0 for value in values):
            raise ProbeError(ROW_DOES_NOT_FIT(row=number, count=count))
        found.append(values)
    return found


def _told(context: ProbeContext, outputs: Tensor) -> list[list[str | float | None]]:
    """The prediction for each row, and for a class how sure the network is."""
    from torchground.probing.shared.pictures import answers, predicted_classes

    told, names = answers(context, outputs), context.data.classes
    if not names:
        return [[_finite(value)] for value in told[:, 0].tolist()]
    chosen = predicted_classes(outputs)
    sure = told.gather(1, chosen[:, None].clamp(max=told.shape[1] - 1))[:, 0].tolist()
    return [[names[at], _finite(value)] for at, value in zip(chosen.tolist(), sure, strict=True)]


def _finite(value: float) -> float | None:
    return value if value - value == 0 else None
