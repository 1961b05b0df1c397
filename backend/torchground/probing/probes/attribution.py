"""How much each part of a sample counts for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.kinds.states import StatesFacts
from torchground.telemetry.kinds.tokens import TokensFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.parts import Shares
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project
    from torchground.probing.shared.asked_why import Scored

GRAD_CAM_NEEDS_NETWORK = template(
    "attribution.grad_cam_needs_network",
    "Grad-CAM needs a network with pictures inside; choose another way to ask",
)

WINDOW = 3
"""How many pixels, steps or numbers occlusion covers at a time, along each axis."""


class Attribution(SampleProbe):
    """How much each part of a sample counts for the answer: positive parts speak for it, negative parts against it.

    Saliency computes the effect of a tiny change. Integrated gradients follow a straight line from all zeros to the
    sample and divide the whole difference of the answer among the parts: the shares add up to the difference, and both
    are shown. Occlusion covers a part and measures how much the answer loses. Grad-CAM shows where the last feature
    maps of a convolutional network find the class.
    """

    title = "What it rests on"
    group = "Why"
    order = 1
    formula = "IG: (x − x₀) · ∫ ∂f/∂x, Σ = f(x) − f(x₀)"
    source = (
        "M. Sundararajan et al., Axiomatic Attribution (2017); R. Selvaraju et al., Grad-CAM (2016)"
    )
    kinds: ClassVar[tuple[Kind, ...]] = (ImagesFacts, TokensFacts, StatesFacts, BarsFacts)

    type: Literal["attribution"] = "attribution"

    method: Literal[
        "saliency", "input_x_gradient", "integrated_gradients", "occlusion", "grad_cam"
    ] = Field(
        "integrated_gradients",
        json_schema_extra=ui(
            choices={
                "saliency": "Saliency",
                "input_x_gradient": "Input × gradient",
                "integrated_gradients": "Integrated gradients",
                "occlusion": "Occlusion",
                "grad_cam": "Grad-CAM",
            }
        ),
    )
    """The method of the explanation."""

    target: int | None = Field(None, ge=0, le=10_000)
    """The class whose output is explained. null is the class that the network finds likeliest."""

    steps: int = Field(50, ge=2, le=500)
    """The number of steps of integrated gradients from zeros to the sample. More steps come nearer to the exact sum."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        from_task = project.training.task.type in ("classification", "regression")
        if not from_task or project.info.plane is not None:
            return ()
        return [Offer(probe={"type": "attribution"}, title=cls.title, place="ask", order=20)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: images [2, 1, h, w], tokens [n], states [1, steps, features] or bars [1, features].

        The fact ``shares`` says which value is divided among the parts. For integrated gradients, a remark compares the
        sum of the shares with the difference that they must add up to.
        """
        from torchground.probing.shared.asked_why import blame_reading, scored, with_grad
        from torchground.probing.shared.pictures import picked

        x, _ = picked(context, self)
        found = scored(context, x, self.target)
        blame = with_grad(lambda: self._blame(context, x, found))
        value, baseline = found.score(found.start).item(), found.score(found.start * 0).item()
        total = blame.sum().item()
        shares = Shares(
            method=self.method,
            score=found.name,
            target=found.target,
            value=value,
            baseline=baseline,
            sum=total,
        )
        remark = None
        if self.method == "integrated_gradients":
            remark = (
                f"{found.name}: {value:.3f}, of nothing {baseline:.3f}. The difference is {value - baseline:.3f}, "
                f"all shares add up to {total:.3f}."
            )
        return [blame_reading(context, x, blame.detach(), shares, remark)]

    def _blame(self, context: ProbeContext, x: Tensor, found: Scored) -> Tensor:
        from captum import attr

        start = found.start.clone().detach().requires_grad_()
        if self.method == "saliency":
            return _of(attr.Saliency(found.score).attribute(start, abs=False))
        if self.method == "input_x_gradient":
            return _of(attr.InputXGradient(found.score).attribute(start))
        if self.method == "integrated_gradients":
            integrated = attr.IntegratedGradients(found.score)
            return _of(integrated.attribute(start, n_steps=self.steps, internal_batch_size=256))
        if self.method == "occlusion":
            window = _window(start)
            covered = attr.Occlusion(found.score).attribute(
                start.detach(), sliding_window_shapes=window, perturbations_per_eval=64
            )
            return _of(covered)
        return _grad_cam(context, x, found.target)


def _of(attributions: Any) -> Tensor:
    blame: Tensor = attributions
    return blame


def _window(start: Tensor) -> tuple[int, ...]:
    """The size of the window that occlusion covers: all channels of a few pixels, whole tokens or steps, or one
    number."""
    shape = start.shape[1:]
    if len(shape) == 3:
        return (shape[0], min(WINDOW, shape[1]), min(WINDOW, shape[2]))
    if len(shape) == 2:
        return (1, shape[1])
    return (1,)


def _grad_cam(context: ProbeContext, x: Tensor, target: int) -> Tensor:
    """Grad-CAM: the feature maps of the last layer that has pictures, weighted by the mean gradient of the class score
    for each map. Resized to the sample: [1, 1, h, w]."""
    import torch

    node = next(
        (n.id for n in reversed(context.project.nodes) if len(n.shape) == 3 and n.inputs), None
    )
    if node is None or len(context.data.shape) != 3:
        raise ProbeError(GRAD_CAM_NEEDS_NETWORK())
    last = context.project.nodes[-1].id
    maps = context.network.outputs(x.clone(), until=node)[node].detach().requires_grad_()
    score = context.network.outputs(x.clone(), given={node: maps}, until=last)[last][
        :, target
    ].sum()
    (gradient,) = torch.autograd.grad(score, maps)
    seen = (gradient.mean(dim=(2, 3), keepdim=True) * maps).sum(dim=1, keepdim=True).relu()
    size = context.data.shape[1:]
    return torch.nn.functional.interpolate(seen, size=size, mode="bilinear", align_corners=False)
