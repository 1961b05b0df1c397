"""Sine: a wave with noise, one number in and one number out."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Numbers

REACH = 3.0
"""x lies between minus this number and this number."""


class Sine(Numbers):
    """A wave hidden in noisy measurements. One number goes in and one comes out, so the whole function that the
    network has learned can be drawn as a curve."""

    title: ClassVar[str] = "Noisy sine"
    order: ClassVar[int] = 110
    formula: ClassVar[str] = "y = sin(2x) + noise"
    source: ClassVar[str] = "Bishop, Pattern Recognition and Machine Learning (2006), 1.1"
    aliases = ("Sinusoid",)

    type: Literal["sine"] = "sine"

    num_samples: int = Field(512, ge=10, le=20_000, json_schema_extra=ui(low=50, high=2000))
    """How many samples there are, train and test together."""

    frequency: float = Field(2.0, ge=0.1, le=10, json_schema_extra=ui(low=0.5, high=5.0))
    """The frequency: the number before x in sin(2x). Faster waves need more units."""

    def info(self) -> DataInfo:
        return DataInfo(shape=(1,), features=["x"], target="y", **self.sizes())

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        x = rng.uniform(-REACH, REACH, self.num_samples)
        return self.with_noise(x[:, None], np.sin(self.frequency * x), rng)
