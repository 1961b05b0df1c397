"""Recall: a symbol at the first step, then noise, and at the end the question which symbol it was."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Generated, equal_parts

SYMBOLS = ["A", "B", "C", "D"]


class Recall(Generated):
    """One of four symbols is shown at the first step. Many steps of noise follow, and at the end the network must say
    which symbol it was. The noise gives no hint: the network must carry the symbol along from step to step.

    Each step has five numbers: one for each symbol (1 if it is shown), and the noise.
    """

    title: ClassVar[str] = "Recall"
    group: ClassVar[str] = "Sequences"
    order: ClassVar[int] = 310
    source: ClassVar[str] = "S. Hochreiter & J. Schmidhuber, Long Short-Term Memory (1997)"
    type: Literal["recall"] = "recall"

    num_samples: int = Field(3000, ge=40, le=20_000, json_schema_extra=ui(low=100, high=10_000))
    """How many sequences there are, train and test together."""

    steps: int = Field(60, ge=2, le=200, json_schema_extra=ui(low=10, high=100))
    """How long a sequence is: the symbol and the noise after it."""

    noise: float = Field(1.0, ge=0, le=5, json_schema_extra=ui(high=2.0))
    """How strong the noise is: its standard deviation."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=(self.steps, len(SYMBOLS) + 1),
            classes=SYMBOLS,
            features=[],
            target="first symbol",
            **self.sizes(len(SYMBOLS)),
        )

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        counts = equal_parts(self.num_samples, len(SYMBOLS))
        symbol_N = np.repeat(np.arange(len(SYMBOLS), dtype=np.int64), counts)
        inputs_NTF = np.zeros((self.num_samples, self.steps, len(SYMBOLS) + 1), dtype=np.float32)
        inputs_NTF[np.arange(self.num_samples), 0, symbol_N] = 1.0
        noise_NT = rng.normal(0.0, 1.0, (self.num_samples, self.steps - 1)) * self.noise
        inputs_NTF[:, 1:, -1] = noise_NT
        return Samples(inputs_NTF, symbol_N)
