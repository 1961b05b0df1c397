"""The path of a point on a surface that the optimizer descends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError, nodes_with
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.surface import SurfaceFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.telemetry.reading import Tensor as Values
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NO_SURFACE_DRAWING_NEEDS = template(
    "surface_path.no_surface_drawing_needs",
    "there is no surface in this drawing: it needs Point and Surface",
)

MAX_PATH = 2000


class SurfacePath(Probe):
    """The surface from above, the path of the point on it, and the downhill direction at its current place. The path
    has the steps at which the probe was watched."""

    title = "Way over the surface"
    group = "Plane"
    order = 9
    source = "G. Goh, Why Momentum Really Works, Distill (2017)"
    kinds: ClassVar[tuple[Kind, ...]] = (SurfaceFacts,)

    type: Literal["surface_path"] = "surface_path"

    size: int = Field(80, ge=10, le=200)
    """How many points along each side of the picture."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not nodes_with(project, "surface"):
            return ()
        return [Offer(probe={"type": "surface_path"}, title=cls.title, place="output", order=0)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: values [size, size] int8 of log(1 + f − lowest), and path [n ≤ 2000, 2] float32, whose last
        point is the current place. Facts: low and high (corners, [2] each), value (f at the current place), gradient
        [2], steps (the step of each point of the path)."""
        import torch

        from torchground.probing.shared.pictures import exact, quantized

        surfaces, points = (
            nodes_with(context.project, "surface"),
            nodes_with(context.project, "point"),
        )
        if not surfaces or not points:
            raise ProbeError(NO_SURFACE_DRAWING_NEEDS())
        path, steps = _walked(context, points[0])
        low, high = _corners(context, path)
        heights = _heights(context, surfaces[0], low, high, self.size)
        value, gradient = _here(context, surfaces[0], path[-1])
        picture = torch.log1p(heights - heights.min())
        facts = SurfaceFacts(
            low=low.tolist(),
            high=high.tolist(),
            value=value,
            gradient=gradient,
            steps=steps,
            paths=["way"],
        )
        tensors: dict[str, Values] = {"values": quantized(picture), "path": exact(path)}
        return [Reading(surfaces[0], tensors, facts)]


def _walked(context: ProbeContext, node: str) -> tuple[Tensor, list[int]]:
    """All places that were measured [n, 2], and their steps. When a run goes back to an earlier step, the later places
    are dropped."""
    import torch

    here = next(
        param.detach().clone()
        for name, param in context.network.named_weights()
        if name.startswith(f"{node}.")
    )
    start = next(value for name, value in context.start.items() if name.startswith(f"{node}."))
    kept: list[tuple[int, Tensor]] = context.memory.setdefault(
        "surface path", [(0, start.flatten())]
    )
    while len(kept) > 1 and kept[-1][0] >= context.step:
        kept.pop()
    if context.step > 0:
        kept.append((context.step, here.flatten()))
    if len(kept) > MAX_PATH:
        kept[1:-1] = kept[1:-1:2]
    return torch.stack([place for _, place in kept]), [step for step, _ in kept]


def _corners(context: ProbeContext, path: Tensor) -> tuple[Tensor, Tensor]:
    """The corners of a square around the start, the path and the lowest point, with a margin."""
    import torch

    finite = path[torch.isfinite(path).all(dim=1)].clamp(-50, 50)
    minimum = torch.tensor([_lowest(context)], device=path.device, dtype=path.dtype)
    shown = torch.cat([finite, minimum])
    low, high = shown.min(dim=0).values, shown.max(dim=0).values
    middle, half = (low + high) / 2, 0.65 * (high - low).max().clamp_min(1.0)
    return middle - half, middle + half


def _lowest(context: ProbeContext) -> tuple[float, float]:
    layer = next(node.layer for node in context.project.nodes if node.layer.type == "surface")
    place: tuple[float, float] = getattr(layer, "minimum", (0.0, 0.0))
    return place


def _heights(context: ProbeContext, node: str, low: Tensor, high: Tensor, size: int) -> Tensor:
    """f at the middle of each square [size, size]. Row 0 has the highest y."""
    import torch

    part = (torch.arange(size, device=low.device) + 0.5) / size
    across, down = low[0] + part * (high[0] - low[0]), (low[1] + part * (high[1] - low[1])).flip(0)
    y, x = torch.meshgrid(down, across, indexing="ij")
    places = torch.stack([x.flatten(), y.flatten()], dim=1)
    values: Tensor = context.network.layers[node](places)
    return values.reshape(size, size)


def _here(context: ProbeContext, node: str, place: Tensor) -> tuple[float, list[float]]:
    """f and its gradient at one place."""
    import torch

    with torch.inference_mode(False), torch.enable_grad():
        point = place.clone()[None].requires_grad_()
        value = context.network.layers[node](point).sum()
        (gradient,) = torch.autograd.grad(value, point)
    return value.item(), gradient[0].tolist()
