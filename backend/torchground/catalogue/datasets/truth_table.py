"""Truth tables: two switches and their result."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples, Split

ANSWERS: dict[str, tuple[int, int, int, int]] = {
    "and": (0, 0, 0, 1),
    "or": (0, 1, 1, 1),
    "nand": (1, 1, 1, 0),
    "xor": (0, 1, 1, 0),
}
"""The results for the switches 00, 01, 10, 11."""


class TruthTable(Dataset):
    """Two switches, off or on, and whether the lamp is lit: the four rows of a truth table, always in the same order.
    One unit can learn AND, OR and NAND, but never XOR, because no straight line separates its lit corners from the dark
    ones.

    The same four rows are trained on and measured: there are no others.
    """

    title: ClassVar[str] = "Truth table"
    group: ClassVar[str] = "Points on a plane"
    order: ClassVar[int] = 5
    source: ClassVar[str] = (
        "F. Rosenblatt, The perceptron (1958); Minsky & Papert, Perceptrons (1969)"
    )
    aliases = (
        "Logic gate",
        "Boolean function",
    )

    type: Literal["truth_table"] = "truth_table"

    test_fraction: ClassVar[float] = 0.5  # type: ignore[misc]  # nothing is kept away
    seed: ClassVar[int] = 0  # type: ignore[misc]  # nothing is drawn

    function: Literal["and", "or", "nand", "xor"] = Field(
        "and",
        json_schema_extra=ui(choices={"and": "AND", "or": "OR", "nand": "NAND", "xor": "XOR"}),
    )
    """When the lamp is lit: when both are on (AND), at least one (OR), not both (NAND), exactly one (XOR)."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=(2,),
            num_train=4,
            num_test=4,
            classes=["dark", "lit"],
            features=["first switch", "second switch"],
            target="lamp",
            plane=(-0.5, 1.5),
        )

    def samples(self) -> Samples:
        rows = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
        return Samples(rows, np.array(ANSWERS[self.function], dtype=np.int64))

    def split(self) -> Split:
        """All four rows in both halves, in order."""
        samples = self.samples()
        return Split(train=samples, test=samples)
