"""The confusion matrix of the test samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.confusion import ConfusionFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

NETWORK_NOT_ASKED_CLASSES = template(
    "confusion.network_not_asked_classes",
    "the network is not asked for classes, so none can be taken for another",
)


class Confusion(Probe):
    """How often the network takes a test sample of each class (row) for each class (column).

    Mistakes are off the diagonal.
    """

    title = "Confusion"
    group = "Answers"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (ConfusionFacts,)

    type: Literal["confusion"] = "confusion"

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: counts [classes, classes] int32 over all test samples."""
        import torch

        from torchground.probing.shared.pictures import exact, predicted_classes, test_outputs

        num = len(context.data.classes)
        if context.task.type != "classification":
            raise ProbeError(NETWORK_NOT_ASKED_CLASSES())
        pairs = context.test_y * num + predicted_classes(test_outputs(context))
        counts = torch.bincount(pairs, minlength=num * num).reshape(num, num).to(torch.int32)
        facts = ConfusionFacts(classes=context.data.classes, of="test")
        return [Reading("", {"counts": exact(counts)}, facts)]
