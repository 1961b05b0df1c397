"""The gradient of the loss at each step of a sequence: how far back a recurrent layer can learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import Probe, ProbeContext, nodes_with
from torchground.probing.probes.states import RECURRENT
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Node, Project


class GradientThroughTime(Probe):
    """How much the loss would change with a small change of the input at each step: the gradient on its way back
    through time, on a logarithmic axis.

    In a plain recurrent layer it becomes smaller with every step, so the layer learns almost nothing from the
    beginning. Gates that stay open let it pass.
    """

    title = "Gradient through time"
    group = "Sequence"
    order = 2
    formula = "|∂L/∂xₜ|"
    source = "Y. Bengio et al., Learning Long-Term Dependencies with Gradient Descent Is Difficult (1994)"
    kinds: ClassVar[tuple[Kind, ...]] = (LinesFacts,)

    type: Literal["gradient_through_time"] = "gradient_through_time"

    num_samples: int = Field(32, ge=1, le=256, json_schema_extra=ui(high=64))
    """How many test samples are used, from the first on. The mean of their gradients' norms is drawn."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not nodes_with(project, *RECURRENT):
            return ()
        return [
            Offer(probe={"type": "gradient_through_time"}, title=cls.title, place="inside", order=6)
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each length of sequence: x [steps], y [layers, steps] float32. The fact ``ratios`` is the
        first value of each line divided by its last."""
        import torch

        from torchground.probing.shared.steps import chosen_nodes

        nodes = chosen_nodes(context, None, RECURRENT, "recurrent layer")
        with torch.inference_mode(False), torch.enable_grad():
            lengths = {node.id: self._lengths(context, node) for node in nodes}
        by_steps: dict[int, dict[str, Tensor]] = {}
        for name, line in lengths.items():
            by_steps.setdefault(len(line), {})[name] = line
        return [_reading(lines) for lines in by_steps.values()]

    def _lengths(self, context: ProbeContext, node: Node) -> Tensor:
        """|∂L/∂xₜ| of the layer's input [T], the mean over the samples. L is the loss of each sample."""
        import torch

        source, last = node.inputs[0], context.project.nodes[-1].id
        x, y = (
            context.test_x[: self.num_samples].clone(),
            context.test_y[: self.num_samples].clone(),
        )
        entering = context.network.outputs(x, until=source)[source].detach().requires_grad_()
        answer = context.network.outputs(x, given={source: entering}, until=last)[last]
        loss = context.loss_each(*context.task.paired(answer, y)).sum()
        (gradient,) = torch.autograd.grad(loss, entering)
        lengths: Tensor = gradient.norm(dim=2).mean(dim=0)
        return lengths


def _reading(lines: dict[str, Tensor]) -> Reading[LinesFacts]:
    import torch

    from torchground.probing.shared.pictures import exact

    y = torch.stack(list(lines.values()))
    ratios = [_ratio(line[0].item(), line[-1].item()) for line in y]
    facts = LinesFacts(
        names=list(lines),
        x_label="step",
        y_label="|∂L/∂xₜ|",
        log=True,
        ratios=ratios,
    )
    steps = torch.arange(y.shape[1], dtype=torch.float32)
    return Reading("", {"x": exact(steps), "y": exact(y)}, facts)


def _ratio(first: float, last: float) -> float | None:
    """None where the gradient at the last step is 0."""
    return first / last if last else None
