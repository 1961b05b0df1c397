"""The next batch, after its augmentations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.kinds.scatter import ScatterFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo
    from torchground.network.spec import Project

NO_AUGMENTATION_CHANGES_SAMPLES = template(
    "augmented_batch.no_augmentation_changes_samples",
    "no augmentation changes the samples; add one to the training",
)
ONLY_PICTURES_POINTS_PLANE = template(
    "augmented_batch.only_pictures_points_plane",
    "only pictures and points of the plane can be shown",
)

COLUMNS = 8

# N samples, C channels, H height, W width


class AugmentedBatch(Probe):
    """The samples of the next step, changed by the augmentations. In the next epoch, the same sample looks different.

    The probe draws no random numbers: it rehearses the step with the run's own random numbers and undoes it. For
    pictures in colour, the mean of the channels is shown.
    """

    title = "Augmented batch"
    group = "Training"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (ImagesFacts, ScatterFacts)

    type: Literal["augmented_batch"] = "augmented_batch"

    count: int = Field(16, ge=1, le=64)
    """How many samples of the batch are shown."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not project.training.augmentations or not _can_be_drawn(project.info):
            return ()
        return [Offer(probe={"type": "augmented_batch"}, title=cls.title, place="inside", order=40)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: pictures [rows, 8, H, W] int8 with one scale, with zeros at the end of the last row; or the
        points of the plane [n, 2] float32 with their classes. Facts say how many samples of how many are shown."""
        if not context.project.training.augmentations:
            raise ProbeError(NO_AUGMENTATION_CHANGES_SAMPLES())
        if not _can_be_drawn(context.data):
            raise ProbeError(ONLY_PICTURES_POINTS_PLANE())
        step = context.rehearse()
        if context.data.plane is not None:
            return [_points(context, step.x, step.y)]
        return [_pictures(context, step.x, step.y, self.count)]


def _can_be_drawn(data: DataInfo) -> bool:
    return not data.is_tokens and (len(data.shape) == 3 or data.plane is not None)


def _pictures(
    context: ProbeContext, x: torch.Tensor, y: torch.Tensor, count: int
) -> Reading[ImagesFacts]:
    from torch.nn import functional

    from torchground.probing.shared.pictures import quantized, shown_of

    shown_NHW = x[:count].mean(dim=1)
    count, height, width = shown_NHW.shape
    columns = min(COLUMNS, count)
    rows = -(-count // columns)
    filled = functional.pad(shown_NHW, (0, 0, 0, 0, 0, rows * columns - count))
    names = [*_names(context, y[:count]), *[""] * (rows * columns - count)]
    facts = ImagesFacts(
        row_names=[""] * rows,
        captions=[names[row * columns : (row + 1) * columns] for row in range(rows)],
        signed=bool((filled < 0).any()),
        **shown_of(count, len(x)),
    )
    values = quantized(filled.reshape(rows, columns, height, width))
    return Reading("", {"values": values}, facts)


def _points(context: ProbeContext, x: torch.Tensor, y: torch.Tensor) -> Reading[ScatterFacts]:
    import torch

    from torchground.probing.shared.pictures import exact, shown_of

    of_classes = bool(context.data.classes) and y.ndim == 1
    group = y if of_classes else torch.zeros(len(x), device=x.device)
    low, high = context.data.plane or (-1.0, 1.0)
    facts = ScatterFacts(
        groups=context.data.classes if of_classes else ["sample"],
        low=low,
        high=high,
        **shown_of(len(x), len(x)),
    )
    return Reading("", {"points": exact(x), "group": exact(group.to(torch.int32))}, facts)


def _names(context: ProbeContext, y: torch.Tensor) -> list[str]:
    """The class of each sample. Empty names where the targets are not classes."""
    if not context.data.classes or y.ndim != 1:
        return [""] * len(y)
    return [context.data.classes[int(target)] for target in y]
