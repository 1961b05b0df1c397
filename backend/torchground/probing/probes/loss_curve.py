"""The loss of a sample as a function of one output."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.scatter import ScatterFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

SAMPLE_YOU_MADE_NO = template(
    "loss_curve.sample_you_made_no",
    "a sample that you made has no target, so it costs nothing; choose one of the data",
)
NOTHING_ASKED_SAMPLE = template(
    "loss_curve.nothing_asked_sample",
    "nothing is asked of this sample",
)
LOSS_HANGS_MANY_NUMBERS = template(
    "loss_curve.loss_hangs_many_numbers",
    "the loss hangs on many numbers of each sample; there is no curve of one",
)
OUTPUTS_NO_LONGER_FINITE = template(
    "loss_curve.outputs_no_longer_finite",
    "the outputs are no longer finite",
)
NETWORK_ASKED_MORE_CLASS = template(
    "loss_curve.network_asked_more_class",
    "the network is asked for more than a class or one number of a sample",
)

MOST_DOTS = 64
MOST_GROUPS = 12
NUM_POINTS = 81
"""The number of points of each curve."""
PUSH = 0.12
"""The length of the arrow at the steepest dot, as a part of the width."""

# N samples (or places of token samples), C outputs, P points of a curve


class LossCurve(SampleProbe):
    """Every dot is a sample: the distance of the network's output from the right one, and the loss. The curve shows the
    loss of the chosen sample for other outputs. An arrow shows how strongly the gradient pushes each sample downhill.

    Where a curve is flat, the gradient pushes nothing, however wrong the answer is. Squared errors after a softmax are
    flat where the network is sure and wrong. Cross-entropy is not.
    """

    title = "Loss by output"
    group = "Training"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = (ScatterFacts,)

    type: Literal["loss_curve"] = "loss_curve"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not _asks_one_thing(project):
            return ()
        return [Offer(probe={"type": "loss_curve"}, title=cls.title, place="inside", order=50)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: points [n ≤ 64, 2] (output, loss), group [n], lines [k, 4] (the curve), arrows [n, 4] (downhill)
        and marked [1, 2] (the chosen sample), all float32. Facts name both axes."""
        import torch

        from torchground.probing.shared.pictures import exact, shown_of

        if not _asks_one_thing(context.project):
            raise ProbeError(NETWORK_ASKED_MORE_CLASS())
        outputs, targets, total = _samples(context, self)
        with torch.inference_mode(False), torch.enable_grad():
            axis = _axis(context, outputs.clone(), targets.clone())
            dots_N2, gradients_N = _dots(axis)
            lines_k4 = _curves(axis, dots_N2)
        tensors = {
            "points": exact(dots_N2),
            "group": exact(axis.group.to(torch.int32)),
            "lines": exact(lines_k4),
            "arrows": exact(_arrows(dots_N2, gradients_N)),
            "marked": exact(dots_N2[:1]),
        }
        facts = ScatterFacts(
            groups=axis.groups,
            x_label=axis.label,
            y_label="loss",
            **shown_of(len(dots_N2), total),
        )
        return [Reading("", tensors, facts)]


def _asks_one_thing(project: Project) -> bool:
    """Whether the network answers with one class or one number for each sample."""
    asks = project.training.task.asks
    return asks == "classes" or (asks == "numbers" and math.prod(project.wanted) == 1)


@dataclass(frozen=True)
class _Axis:
    """The horizontal axis of the curve: one number for each sample."""

    label: str
    places: Tensor
    """The place of each sample on the axis [N]."""
    losses: Callable[[Tensor], Tensor]
    """Takes places of all samples [N] and returns their losses [N]."""
    curves: list[Callable[[Tensor], Tensor]]
    """Each function is for one sample: it takes places [P] and returns losses [P]."""
    group: Tensor
    groups: list[str]


def _samples(context: ProbeContext, probe: SampleProbe) -> tuple[Tensor, Tensor, int]:
    """Outputs [N, C] and targets of a few samples, the chosen one first, and how many samples there are in all."""
    import torch

    from torchground.probing.shared.pictures import picked

    x, y = picked(context, probe)
    if y is None:
        raise ProbeError(SAMPLE_YOU_MADE_NO())
    all_x, all_y = (
        (context.train_x, context.train_y)
        if probe.of == "train"
        else (context.test_x, context.test_y)
    )
    x, y = torch.cat([x, all_x[:MOST_DOTS]]), torch.cat([y, all_y[:MOST_DOTS]])
    outputs, targets = context.task.paired(context.network.forward(x), y)
    if not targets.dtype.is_floating_point:
        outputs, targets = outputs[targets >= 0], targets[targets >= 0]
    if not len(targets):
        raise ProbeError(NOTHING_ASKED_SAMPLE())
    return outputs[:MOST_DOTS].float(), targets[:MOST_DOTS], len(all_x)


def _axis(context: ProbeContext, outputs: Tensor, targets: Tensor) -> _Axis:
    if targets.dtype.is_floating_point:
        return _by_error(context, outputs, targets)
    if outputs.shape[1] == 1:
        return _by_answer(context, outputs, targets)
    return _by_lead(context, outputs, targets)


def _by_error(context: ProbeContext, outputs: Tensor, targets: Tensor) -> _Axis:
    """The axis for predicted numbers: the error of each prediction."""
    import torch

    if outputs.flatten(1).shape[1] != 1:
        raise ProbeError(LOSS_HANGS_MANY_NUMBERS())

    def losses(errors: Tensor) -> Tensor:
        return context.loss_each(targets + errors.reshape(targets.shape), targets)

    def curve(errors: Tensor) -> Tensor:
        wanted = targets[:1].expand(len(errors), *targets.shape[1:])
        return context.loss_each(wanted + errors.reshape(wanted.shape), wanted)

    none = torch.zeros(len(targets), device=targets.device)
    return _Axis(
        "prediction − target", (outputs - targets).reshape(-1), losses, [curve], none, ["sample"]
    )


def _by_answer(context: ProbeContext, outputs: Tensor, targets: Tensor) -> _Axis:
    """The axis for two classes with one output: the output. There is a curve for each class."""
    import torch

    def curve_of(target: int) -> Callable[[Tensor], Tensor]:
        def curve(logits: Tensor) -> Tensor:
            return context.loss_each(
                logits[:, None], torch.full_like(targets[:1], target).expand(len(logits))
            )

        return curve

    def losses(logits: Tensor) -> Tensor:
        return context.loss_each(logits[:, None], targets)

    groups = list(context.data.classes) or ["0", "1"]
    curves = [curve_of(0), curve_of(1)]
    return _Axis(f"output (large for {groups[-1]})", outputs[:, 0], losses, curves, targets, groups)


def _by_lead(context: ProbeContext, outputs: Tensor, targets: Tensor) -> _Axis:
    """The axis for one output per class: the true output minus the best other output. The other outputs do not
    change."""
    import torch

    true = torch.nn.functional.one_hot(targets, outputs.shape[1]).bool()
    best_other_N = outputs.masked_fill(true, -math.inf).amax(dim=1)

    def moved(leads: Tensor, which: slice) -> Tensor:
        """The outputs with the true output at that distance from the best other output."""
        values = (best_other_N[which] + leads)[:, None]
        return torch.where(true[which], values, outputs[which])

    def losses(leads: Tensor) -> Tensor:
        return context.loss_each(moved(leads, slice(None)), targets)

    def curve(leads: Tensor) -> Tensor:
        return context.loss_each(moved(leads, slice(1)), targets[:1].expand(len(leads)))

    names = context.data.classes
    is_few = 0 < len(names) <= MOST_GROUPS
    group = targets if is_few else torch.zeros_like(targets)
    leads_N = outputs[true] - best_other_N
    label = "true output − best other"
    return _Axis(label, leads_N, losses, [curve], group, list(names) if is_few else ["sample"])


def _dots(axis: _Axis) -> tuple[Tensor, Tensor]:
    """Place and loss of each sample [N, 2], and the slope there [N]."""
    import torch

    at_N = axis.places.detach().clone().requires_grad_()
    losses_N = axis.losses(at_N)
    (gradients_N,) = torch.autograd.grad(losses_N.sum(), at_N)
    return torch.stack([at_N, losses_N], dim=1).detach(), gradients_N


def _curves(axis: _Axis, dots_N2: Tensor) -> Tensor:
    """Every curve as short lines from point to point [k, 4], over a range a little wider than that of the dots."""
    import torch

    low, high = dots_N2[:, 0].min().item(), dots_N2[:, 0].max().item()
    if not math.isfinite(low + high):
        raise ProbeError(OUTPUTS_NO_LONGER_FINITE())
    low, high = min(low, -1.0), max(high, 1.0)
    at_P = torch.linspace(low, high, NUM_POINTS, device=dots_N2.device)
    pieces = []
    for curve in axis.curves:
        points_P2 = torch.stack([at_P, curve(at_P).detach()], dim=1)
        pieces.append(torch.cat([points_P2[:-1], points_P2[1:]], dim=1))
    return torch.cat(pieces)


def _arrows(dots_N2: Tensor, gradients_N: Tensor) -> Tensor:
    """Arrows [N, 4] from each dot downhill along the tangent. Their length grows with the slope."""
    import torch

    width = (dots_N2[:, 0].max() - dots_N2[:, 0].min()).clamp(min=1.0)
    steepest = gradients_N.abs().max().clamp(min=1e-12)
    moves_N = -gradients_N / steepest * PUSH * width
    tips_N2 = dots_N2 + torch.stack([moves_N, gradients_N * moves_N], dim=1)
    return torch.cat([dots_N2, tips_N2], dim=1)
