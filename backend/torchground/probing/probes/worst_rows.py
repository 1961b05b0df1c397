"""The test rows of a table with the largest loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.table import TableFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.catalogue.bases.samples import InputColumn
    from torchground.network.spec import Project

SAMPLES_NO_ROWS = template(
    "worst_rows.samples_no_rows", "the samples are no rows of a table with named columns"
)
MOST_COLUMNS = 40
"""So many columns are shown."""


class WorstRows(Probe):
    """The test rows with the largest loss: their columns in their own units and names, the true target and the
    network's prediction."""

    title = "Hardest test rows"
    group = "Answers"
    order = 5
    kinds: ClassVar[tuple[Kind, ...]] = (TableFacts,)

    type: Literal["worst_rows"] = "worst_rows"

    count: int = Field(10, ge=1, le=100)
    """How many rows are shown."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not _is_table(project):
            return ()
        return [Offer(probe={"type": "worst_rows"}, title=cls.title, place="output", order=40)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading, the largest loss first. Its columns: the place in the test half, the columns of the table, the
        truth, the prediction and the loss."""
        from torchground.catalogue.bases.own_units import rows_of
        from torchground.probing.shared.pictures import test_outputs

        if not _is_table(context.project):
            raise ProbeError(SAMPLES_NO_ROWS())
        outputs = test_outputs(context)
        losses = context.loss_each(outputs, context.test_y)
        worst = losses.argsort(descending=True, stable=True)[: self.count]
        columns = context.project.data.input_columns()
        rows = rows_of(context.test_x[worst].cpu().numpy(), context.split, columns)
        told = _told(context, outputs[worst], context.test_y[worst])
        facts = TableFacts(
            columns=["sample", *_names(columns), context.data.target, "predicted", "loss"],
            rows=[
                [int(index) + 1, *row[:MOST_COLUMNS], *answers, float(loss)]
                for index, row, answers, loss in zip(
                    worst.tolist(), rows, told, losses[worst].tolist(), strict=True
                )
            ],
        )
        return [Reading("", {}, facts)]


def _names(columns: Sequence[InputColumn]) -> list[str]:
    return [column.name for column in columns[:MOST_COLUMNS]]


def _is_table(project: Project) -> bool:
    """Whether samples are rows of named columns, each with one right answer."""
    is_flat = len(project.info.shape) == 1 and len(project.info.features) > 2
    return is_flat and project.training.task.type in ("classification", "regression")


def _told(context: ProbeContext, outputs: Tensor, targets: Tensor) -> list[tuple[str | float, ...]]:
    """The truth and the prediction of each row: names of classes, or numbers in the units of the target."""
    from torchground.probing.shared.pictures import in_target_units, predicted_classes

    names = context.data.classes
    if names:
        both = zip(targets.tolist(), predicted_classes(outputs).tolist(), strict=True)
        return [(names[int(true)], names[int(told)]) for true, told in both]
    true = in_target_units(context, targets[:, 0]).tolist()
    return list(zip(true, in_target_units(context, outputs[:, 0]).tolist(), strict=True))
