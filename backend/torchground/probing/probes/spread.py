"""The spread of activations and gradients, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

LOSS_DEPENDS_NOTHING_COULD = template(
    "spread.loss_depends_nothing_could",
    "the loss depends on nothing that could have a gradient",
)
NEEDS_NETWORK_LEARNS_ANSWER = template(
    "spread.needs_network_learns_answer",
    "this needs a network that learns one answer for each sample",
)

NUM_SAMPLES = 256


class Spread(Probe):
    """The spread of the outputs of each layer and of their gradients, from the first layer to the last, on a
    logarithmic axis.

    Horizontal lines are healthy. Where lines fall or rise steadily, numbers vanish or explode with depth: choose
    another initializer or activation, normalise, or add wires that skip layers.
    """

    title = "Spread by depth"
    group = "Weights"
    order = 4
    source = "X. Glorot, Y. Bengio, Understanding the Difficulty of Training Deep Feedforward Networks (2010)"
    kinds: ClassVar[tuple[Kind, ...]] = (LinesFacts,)

    type: Literal["spread"] = "spread"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if len(_layers(project)) < 3 or project.training.task.type in ("gan", "minimize"):
            return ()
        return [Offer(probe={"type": "spread"}, title=cls.title, place="inside", order=60)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: x [layers] (1 is the first layer after the input), y [2, layers] float32: the standard deviation
        of the layer's outputs for the first 256 test samples, and of the gradient of the loss with respect to these
        outputs.

        An activation belongs to the layer before it. NaN where a layer gets no gradient. The fact ``ticks`` has the
        node ids.
        """
        import torch

        from torchground.probing.shared.pictures import exact

        if context.project.training.task.type in ("gan", "minimize"):
            raise ProbeError(NEEDS_NETWORK_LEARNS_ANSWER())
        layers = _layers(context.project)
        with torch.inference_mode(False), torch.enable_grad(), torch.backends.cudnn.flags(False):
            outputs, gradients = _outputs_and_gradients(context)
        found = [
            torch.stack([_std(outputs[node]) for node in layers]),
            torch.stack([_std(gradients.get(node)) for node in layers]),
        ]
        facts = LinesFacts(
            names=["activations", "gradients"],
            x_label="layer",
            y_label="standard deviation",
            log=True,
            ticks=layers,
        )
        x = torch.arange(1, len(layers) + 1, dtype=torch.float32)
        tensors = {"x": exact(x), "y": exact(torch.stack(found))}
        return [Reading("", tensors, facts)]


def _layers(project: Project) -> list[str]:
    """Every node after the input. An elementwise node replaces the layer before it."""
    last: dict[str, str] = {}
    kept: dict[str, None] = {}
    for node in project.nodes[1:]:
        before = node.inputs[0] if node.inputs else ""
        if node.layer.elementwise and before in last:
            kept.pop(before, None)
        last[node.id] = node.id
        kept[node.id] = None
    return list(kept)


def _outputs_and_gradients(context: ProbeContext) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The outputs of every node, and the gradients of the loss with respect to them."""
    import torch

    x, y = context.test_x[:NUM_SAMPLES].clone(), context.test_y[:NUM_SAMPLES].clone()
    if x.is_floating_point():
        x.requires_grad_()
    outputs = context.network.outputs(x)
    last = context.project.nodes[-1].id
    loss = context.loss(*context.task.paired(outputs[last], y))
    reached = {node: value for node, value in outputs.items() if value.requires_grad}
    if not loss.requires_grad:
        raise ProbeError(LOSS_DEPENDS_NOTHING_COULD())
    found = torch.autograd.grad(loss, list(reached.values()), allow_unused=True)
    gradients = zip(reached, found, strict=True)
    return (
        {node: value.detach() for node, value in outputs.items()},
        {node: gradient for node, gradient in gradients if gradient is not None},
    )


def _std(values: Tensor | None) -> Tensor:
    import torch

    if values is None or not values.is_floating_point():
        return torch.tensor(torch.nan)
    return values.std(correction=0).float().cpu()
