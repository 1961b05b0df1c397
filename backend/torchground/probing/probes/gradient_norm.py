"""The norm of the gradient at each step, before and after clipping."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext, nodes_with
from torchground.probing.probes.states import RECURRENT
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.parts import Level
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project


class GradientNorm(Probe):
    """The norm of the gradient of all params together, at the steps that were measured: as computed, and as the
    optimizer uses it. The horizontal line is the limit of clipping by norm.

    Where it jumps up by powers of ten, the gradient explodes. Without clipping, one such step moves the weights far
    away.
    """

    title = "Length of the gradient"
    group = "Training"
    order = 2
    formula = "‖g‖ = √Σ gᵢ²"
    source = "R. Pascanu et al., On the Difficulty of Training RNNs (2013), arxiv.org/abs/1211.5063"
    kinds: ClassVar[tuple[Kind, ...]] = (LinesFacts,)

    type: Literal["gradient_norm"] = "gradient_norm"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        training = project.training
        clips = training.clip_grad_norm is not None or training.clip_grad_value is not None
        if not clips and not nodes_with(project, *RECURRENT):
            return ()
        return [Offer(probe={"type": "gradient_norm"}, title=cls.title, place="inside", order=5)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: x [n ≤ 500] steps, y [2, n] float64, before and after clipping. One line where nothing clips.

        Where two networks learn against each other, it is the half of the step in which the discriminator learns.
        """
        import numpy as np

        from torchground.probing.shared.remembered import seen_so_far

        training = context.project.training
        limit = training.clip_grad_norm
        coming = context.rehearse()
        norms = _norm(coming.pulled.values()), _norm(coming.taken.values())
        seen = seen_so_far(context, "gradient norms", norms)
        steps = [float(step) for step, _ in seen]
        before, after = ([lengths[which] for _, lengths in seen] for which in (0, 1))
        clips = limit is not None or training.clip_grad_value is not None
        lines = [before, after] if clips else [before]
        facts = LinesFacts(
            names=["as computed", "as taken"][: len(lines)],
            x_label="step",
            y_label="‖g‖",
            log=True,
            now=float(context.step),
            references=[] if limit is None else [Level(value=limit, label=f"clip at {limit:g}")],
            remark=_clipped(before, after) if clips else None,
        )
        return [Reading("", {"x": np.array(steps), "y": np.array(lines)}, facts)]


def _clipped(before: list[float], after: list[float]) -> str:
    """At how many of the drawn steps clipping made the gradient shorter."""
    clipped = sum(a < b * (1 - 1e-5) for a, b in zip(after, before, strict=True))
    return f"clipped at {clipped} of the {len(before)} steps drawn"


def _norm(gradients: Iterable[Tensor]) -> float:
    return math.sqrt(sum(gradient.double().square().sum().item() for gradient in gradients))
