"""The test samples the network finds hardest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Look, Probe, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.samples import SamplesFacts
from torchground.telemetry.reading import Reading
from torchground.telemetry.reading import Tensor as Values

if TYPE_CHECKING:
    from torch import Tensor


class WorstSamples(Probe):
    """The test pictures with the largest loss, what they are and what the network takes them for."""

    title = "Hardest test samples"
    group = "Pictures"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = (SamplesFacts,)

    type: Literal["worst_samples"] = "worst_samples"

    count: int = Field(12, ge=1, le=100)
    """How many samples are shown."""

    def measure(self, look: Look) -> Sequence[Reading[Facts]]:
        """One reading, the hardest first; the pictures are int8 with one scale, ``index`` counts in the test half."""
        import torch

        from torchground.probing.shared.pictures import exact, quantized, shown_of, test_outputs

        if len(look.data.shape) != 3:
            raise ProbeError("the samples are no pictures")
        if not _is_one_answer(look):
            raise ProbeError("the network answers with more than one class or number for a sample")
        outputs = test_outputs(look)
        losses = look.loss_each(outputs, look.test_y)
        worst = losses.argsort(descending=True, stable=True)[: self.count]
        target, predicted = _answers(look, outputs[worst], look.test_y[worst])
        tensors: dict[str, Values] = {
            "images": quantized(look.test_x[worst, 0]),
            "index": exact(worst.to(torch.int32)),
            "target": exact(target),
            "predicted": exact(predicted),
            "loss": exact(losses[worst]),
        }
        facts = SamplesFacts(
            classes=look.data.classes, of="test", **shown_of(len(worst), len(losses))
        )
        return [Reading("", tensors, facts)]


def _is_one_answer(look: Look) -> bool:
    """Whether a sample has one right answer: a class, or one number."""
    if look.task.asks == "classes":
        return look.test_y.ndim == 1
    return look.task.asks == "numbers" and look.test_y.ndim == 2


def _answers(look: Look, outputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """True and predicted: classes as int32, or the first number of each in the units of the target."""
    import torch

    from torchground.probing.shared.pictures import in_target_units, predicted_classes

    if look.data.classes:
        return targets.to(torch.int32), predicted_classes(outputs).to(torch.int32)
    return in_target_units(look, targets[:, 0]), in_target_units(look, outputs[:, 0])
