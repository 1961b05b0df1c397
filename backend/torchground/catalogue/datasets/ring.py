"""Ring: points around a few places on a circle, for networks that make new points."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Generated, Values, on_circle

GOOD = 0.25
"""The largest distance from its mode at which a generated point counts as good."""


class Ring(Generated):
    """Small clouds of points on a circle, without any targets: there is nothing to tell apart, and the network must
    make such points itself. A generator that makes only some of the clouds well has failed."""

    title: ClassVar[str] = "Ring of Gaussians"
    group: ClassVar[str] = "Points on a plane"
    order: ClassVar[int] = 60
    tasks: ClassVar[tuple[str, ...]] = ("gan", "reconstruction")
    source: ClassVar[str] = "L. Metz et al., Unrolled Generative Adversarial Networks (2016)"
    aliases = ("Mixture of Gaussians",)

    type: Literal["ring"] = "ring"

    num_samples: int = Field(4000, ge=10, le=20_000, json_schema_extra=ui(low=100, high=10_000))
    """How many points there are, train and test together."""

    num_modes: int = Field(8, ge=1, le=16)
    """How many clouds there are on the circle."""

    radius: float = Field(2.0, ge=0.5, le=4)
    """The radius of the circle."""

    spread: float = Field(0.05, ge=0, le=0.5, json_schema_extra=ui(high=0.3))
    """How wide a cloud is: the standard deviation around its middle."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the samples that is kept away from training and only measured."""

    def modes(self) -> Values:
        """The middle of each cloud [num_modes, 2]."""
        return on_circle(self.radius, 2 * np.pi * np.arange(self.num_modes) / self.num_modes)

    def info(self) -> DataInfo:
        edge = max(1.5 * self.radius, round(self.radius + 3 * self.spread, 1))
        return DataInfo(
            shape=(2,),
            num_targets=0,
            modes=[(float(x1), float(x2)) for x1, x2 in self.modes()],
            mode_radius=max(GOOD, 2 * self.spread),
            features=["x₁", "x₂"],
            target="",
            plane=(-edge, edge),
            **self.sizes(),
        )

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        middles = self.modes()[np.arange(self.num_samples) % self.num_modes]
        points = middles + rng.normal(0.0, 1.0, middles.shape) * self.spread
        nothing = np.zeros((self.num_samples, 0), dtype=np.float32)
        return Samples(points.astype(np.float32), nothing)
