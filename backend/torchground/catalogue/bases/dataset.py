"""The base of all data sets."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from torchground.catalogue.bases.entry import Entry, ui
from torchground.catalogue.bases.samples import DataInfo, InputColumn, Samples, Split
from torchground.catalogue.bases.shapes import Mend
from torchground.catalogue.bases.splitting import split_samples


class Dataset(Entry):
    """Samples to learn from. The same fields and seed always give the same numbers, in the same order."""

    family: ClassVar[str] = "datasets"

    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    """The tasks that the data set fits, the usual one first."""
    standardize: ClassVar[bool] = False
    """Whether inputs are shifted and scaled to mean 0 and standard deviation 1. Both come from the train half."""
    standardize_targets: ClassVar[bool] = False
    needs: ClassVar[str] = ""
    """What must be there before the set can be used: an uploaded file (``table``, ``images``, ``text``) or a
    ``download``."""

    test_fraction: float = Field(0.5, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """Draws the samples and the split: the same seed gives the same data."""

    def require(self) -> None:
        """Raises :class:`NotHere` if the samples must be downloaded first. ``info`` works even then."""

    def without_empty_classes(self) -> Mend | None:
        """The change that removes the classes without samples. Returns None if the set cannot do that."""
        return None

    def info(self) -> DataInfo:
        """Describe the data without making the samples; fast. Raises :class:`DataError`."""
        raise NotImplementedError

    def samples(self) -> Samples:
        """All samples, before the split. Raises :class:`DataError`."""
        raise NotImplementedError

    def input_columns(self) -> list[InputColumn]:
        """The columns that the inputs are made of, in order; none if samples are not rows of a table."""
        info = self.info()
        return [InputColumn(name=name) for name in info.features] if len(info.shape) == 1 else []

    def split(self) -> Split:
        """The train half and the test half, shuffled by ``seed``. If targets are classes, every class is split in the
        same proportion."""
        return self._split()

    def _split(
        self, *, standardize: bool | None = None, standardize_targets: bool | None = None
    ) -> Split:
        """The two halves. The arguments say what is standardized; None keeps the setting of the data set."""
        fixed = self.standardize_targets
        return split_samples(
            self._exact_samples(),
            seed=self.seed,
            test_fraction=self.test_fraction,
            by_class=bool(self.info().classes),
            standardize=self.standardize if standardize is None else standardize,
            standardize_targets=fixed if standardize_targets is None else standardize_targets,
        )

    def _exact_samples(self) -> Samples:
        """All samples as they are split: targets may be in double precision, so that they are centred and scaled before
        they are rounded, and inputs that are standardized may be shifted already."""
        return self.samples()

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"tasks": list(cls.tasks), "needs": cls.needs or None}
