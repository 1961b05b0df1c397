"""The test samples with the largest loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.samples import SamplesFacts
from torchground.telemetry.reading import Reading
from torchground.telemetry.reading import Tensor as Values
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

SAMPLES_NO_PICTURES = template(
    "worst_samples.samples_no_pictures",
    "the samples are no pictures",
)
NETWORK_ANSWERS_MORE_CLASS = template(
    "worst_samples.network_answers_more_class",
    "the network answers with more than one class or number for a sample",
)


class WorstSamples(Probe):
    """The test pictures with the largest loss, their true targets and the network's predictions."""

    title = "Hardest test samples"
    group = "Pictures"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = (SamplesFacts,)

    type: Literal["worst_samples"] = "worst_samples"

    count: int = Field(12, ge=1, le=100)
    """How many samples are shown."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading, the largest loss first. The pictures are int8 with one scale. ``index`` is the place in the test
        half."""
        import torch

        from torchground.probing.shared.pictures import exact, quantized, shown_of, test_outputs

        if len(context.data.shape) != 3:
            raise ProbeError(SAMPLES_NO_PICTURES())
        if not _is_one_answer(context):
            raise ProbeError(NETWORK_ANSWERS_MORE_CLASS())
        outputs = test_outputs(context)
        losses = context.loss_each(outputs, context.test_y)
        worst = losses.argsort(descending=True, stable=True)[: self.count]
        target, predicted = _answers(context, outputs[worst], context.test_y[worst])
        tensors: dict[str, Values] = {
            "images": quantized(context.test_x[worst, 0]),
            "index": exact(worst.to(torch.int32)),
            "target": exact(target),
            "predicted": exact(predicted),
            "loss": exact(losses[worst]),
        }
        facts = SamplesFacts(
            classes=context.data.classes, of="test", **shown_of(len(worst), len(losses))
        )
        return [Reading("", tensors, facts)]


def _is_one_answer(context: ProbeContext) -> bool:
    """Whether a sample has one right answer: a class, or one number."""
    if context.task.asks == "classes":
        return context.test_y.ndim == 1
    return context.task.asks == "numbers" and context.test_y.ndim == 2


def _answers(context: ProbeContext, outputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """True and predicted values: classes as int32, or the first number of each target in its own units."""
    import torch

    from torchground.probing.shared.pictures import in_target_units, predicted_classes

    if context.data.classes:
        return targets.to(torch.int32), predicted_classes(outputs).to(torch.int32)
    return in_target_units(context, targets[:, 0]), in_target_units(context, outputs[:, 0])
