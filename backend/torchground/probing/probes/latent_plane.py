"""The codes of an autoencoder, drawn as points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext
from torchground.probing.shared.latents import has_codes
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.scatter import ScatterFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.telemetry.reading import Tensor as Values

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

MAX_SAMPLES = 450
MAX_ELLIPSES = 120


class LatentPlane(Probe):
    """The code of every test sample as a point, coloured by its class. The network does not know the classes.

    Codes of more than two numbers are projected on their two widest directions. The second picture shows the principal
    components of the same samples. A variational autoencoder gives every sample a distribution instead of a point: the
    ellipses are one standard deviation of it.
    """

    title = "Latent plane"
    group = "Codes"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (ScatterFacts,)

    type: Literal["latent_plane"] = "latent_plane"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not has_codes(project):
            return ()
        return [
            Offer(probe={"type": "latent_plane"}, title=cls.title, place="output", order=2),
            Offer(probe={"type": "latent_plane"}, title=cls.title, place="inside", order=2),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Two readings, the codes and the principal components: points [n ≤ 450, 2] float32, group [n] int32 and index
        [n] in the test half; ellipses [n ≤ 120, 4] where the layer of the codes draws them from a distribution."""
        from torchground.probing.shared.latents import codes, latent_of, principal_axes

        x = context.test_x[:MAX_SAMPLES]
        values = codes(context, x)
        node = latent_of(context)
        facts = ScatterFacts(
            groups=context.data.classes,
            x_label="z₁" if values.shape[1] == 2 else "first direction",
            y_label="z₂" if values.shape[1] == 2 else "second direction",
            movable=values.shape[1] == 2,
            title="Codes",
        )
        tensors = _points(context, _flattened(values))
        if node.layer.type == "gaussian_sample" and values.shape[1] == 2:
            tensors["ellipses"] = _ellipses(context, x[:MAX_ELLIPSES])
        mean, axes = principal_axes(context, 2)
        straight = (x.reshape(len(x), -1) - mean) @ axes.T
        pca = ScatterFacts(groups=context.data.classes, x_label="PC 1", y_label="PC 2", title="PCA")
        return [
            Reading(node.id, tensors, facts),
            Reading("pca", _points(context, straight), pca),
        ]


def _flattened(values: Tensor) -> Tensor:
    """Codes [n, z] as points [n, 2]. More than two dimensions are projected on their first two principal axes."""
    import torch

    if values.shape[1] == 1:
        return torch.cat([values, torch.zeros_like(values)], dim=1)
    if values.shape[1] == 2:
        return values
    centred = (values - values.mean(dim=0)).double()
    axes = torch.linalg.svd(centred, full_matrices=False).Vh[:2]
    signs = torch.sign(axes.gather(1, axes.abs().argmax(dim=1, keepdim=True)))
    turned: Tensor = (centred @ (axes * signs).T).float()
    return turned


def _points(context: ProbeContext, points: Tensor) -> dict[str, Values]:
    import numpy as np

    from torchground.probing.shared.pictures import exact

    labels = context.split.test.labels
    if labels is None and context.data.classes and context.split.test.targets.ndim == 1:
        labels = context.split.test.targets
    count = len(points)
    group = np.zeros(count, np.int32) if labels is None else labels[:count].astype(np.int32)
    return {"points": exact(points), "group": group, "index": np.arange(count, dtype=np.int32)}


def _ellipses(context: ProbeContext, x: Tensor) -> Values:
    """Centre and radii [n, 4]: the mean and the standard deviation that the layer before the sampling layer gives."""
    import torch

    from torchground.probing.shared.latents import latent_of
    from torchground.probing.shared.pictures import exact

    before = latent_of(context).inputs[0]
    mean, log_variance = context.network.outputs(x, until=before)[before].chunk(2, dim=1)
    return exact(torch.cat([mean, (0.5 * log_variance).exp()], dim=1))
