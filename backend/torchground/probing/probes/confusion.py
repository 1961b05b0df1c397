"""Which classes are taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from torchground.probing.probe import Look, Probe, ProbeError
from torchground.telemetry.kinds import Kind, Reading


class Confusion(Probe):
    """How often each class of the test samples (row) is taken for each class (column).

    Mistakes lie off the diagonal.
    """

    title = "Confusion"
    group = "Answers"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = ("confusion",)

    type: Literal["confusion"] = "confusion"

    def measure(self, look: Look) -> Sequence[Reading]:
        """One reading: counts [classes, classes] int32 over all test samples."""
        import torch

        from torchground.probing.shared.pictures import exact, predicted_classes, test_outputs

        num = len(look.data.classes)
        if look.task.type != "classification":
            raise ProbeError(
                "the network is not asked for classes, so none can be taken for another"
            )
        pairs = look.test_y * num + predicted_classes(test_outputs(look))
        counts = torch.bincount(pairs, minlength=num * num).reshape(num, num).to(torch.int32)
        facts = {"classes": look.data.classes, "of": "test"}
        return [Reading("confusion", "", {"counts": exact(counts)}, facts)]
