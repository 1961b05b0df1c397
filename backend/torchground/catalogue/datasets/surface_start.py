"""Surface start: no data, for optimizers that go downhill on a surface."""

from typing import ClassVar, Literal

import numpy as np

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.samples import DataInfo, Samples, Split


class SurfaceStart(Dataset):
    """No data: a single empty sample, which only starts each step. The network learns a point on a surface, and only
    the height at that point counts. Set the batch size to 1."""

    title: ClassVar[str] = "Nothing but a start"
    group: ClassVar[str] = "Curves and surfaces"
    order: ClassVar[int] = 190
    tasks: ClassVar[tuple[str, ...]] = ("minimize",)
    source: ClassVar[str] = "A. Cauchy, Méthode générale pour la résolution des systèmes (1847)"
    type: Literal["surface_start"] = "surface_start"

    test_fraction: ClassVar[float] = 0.5  # type: ignore[misc]  # nothing is kept away
    seed: ClassVar[int] = 0  # type: ignore[misc]  # nothing is drawn

    def info(self) -> DataInfo:
        return DataInfo(shape=(1,), num_train=1, num_test=1, num_targets=0, target="")

    def samples(self) -> Samples:
        empty = np.zeros((1, 1), dtype=np.float32)
        return Samples(empty, np.zeros((1, 0), dtype=np.float32))

    def split(self) -> Split:
        """The one sample in both halves."""
        samples = self.samples()
        return Split(train=samples, test=samples)
