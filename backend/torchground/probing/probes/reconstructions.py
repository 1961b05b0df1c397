"""Samples beside their reconstructions by an autoencoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext
from torchground.probing.shared.latents import has_codes
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torchground.network.spec import Project


class Reconstructions(Probe):
    """A few test samples, their reconstructions by the network, and by as many principal components.

    PCA is the best linear method with so few numbers. An autoencoder should be better.
    """

    title = "Reconstructions"
    group = "Codes"
    order = 1
    source = "G. Hinton, R. Salakhutdinov, Reducing the Dimensionality of Data with Neural Networks (2006)"
    kinds: ClassVar[tuple[Kind, ...]] = (ImagesFacts,)

    type: Literal["reconstructions"] = "reconstructions"

    count: int = Field(10, ge=1, le=32)
    """How many samples are shown."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not has_codes(project):
            return ()
        return [Offer(probe={"type": "reconstructions"}, title=cls.title, place="output", order=1)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [rows, count, height, width], int8 with one scale: inputs, outputs, PCA. Where noise was added to
        the inputs, also the clean samples."""
        import torch

        from torchground.probing.shared.latents import as_pictures, latent_of, principal_axes
        from torchground.probing.shared.pictures import answers, quantized

        size = latent_of(context).shape[0]
        x, y = context.test_x[: self.count], context.test_y[: self.count]
        made = answers(context, context.network.forward(x)).reshape(x.shape)
        mean, axes = principal_axes(context, size)
        flat = x.reshape(len(x), -1) - mean
        straight = (flat @ axes.T @ axes + mean).reshape(x.shape)
        rows = {"in": x, "out": made, f"PCA {size}": straight}
        if not torch.equal(x, y.reshape(x.shape)):
            rows["clean"] = y.reshape(x.shape)
        pictures = torch.stack([as_pictures(context, row) for row in rows.values()])
        # Noise makes numbers negative or larger than in any sample, so the clean pictures decide sign and bound.
        clean = rows.get("clean", x)
        facts = ImagesFacts(
            row_names=list(rows),
            signed=bool(clean.min() < -0.5),
            bound=clean.abs().max().item(),
        )
        return [Reading("output", {"values": quantized(pictures)}, facts)]
