"""The decision line of a single unit, and the next point that it learns from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext, ProbeError, Rehearsal
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.scatter import NextPoint, ScatterFacts, UnitLine
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.telemetry.reading import Tensor as Values
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NO_SINGLE_LINE_NETWORK = template(
    "decision_line.no_single_line_network",
    "there is no single line: the network has more than one unit",
)

MAX_POINTS = 500


class DecisionLine(Probe):
    """The line at which the unit changes its answer: w·x + b = 0. The arrow on the line points to the side where the
    answer is yes.

    The point with a ring is the next one to learn from. A point on the wrong side moves the line towards it.
    """

    title = "The line"
    group = "Plane"
    order = 0
    formula = "w·x + b = 0"
    source = "F. Rosenblatt, The Perceptron, Psychological Review 65 (1958)"
    kinds: ClassVar[tuple[Kind, ...]] = (ScatterFacts,)

    type: Literal["decision_line"] = "decision_line"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not _is_one_unit(project):
            return ()
        return [
            Offer(probe={"type": "decision_line"}, title=cls.title, place="output", order=0),
            Offer(probe={"type": "decision_line"}, title=cls.title, place="inside", order=0),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: points [n ≤ 500, 2], group [n] (class), lines [1, 4], arrows [1, 4], marked [1, 2] (the next
        point). The fact ``unit`` has the line and the next point."""
        import torch

        from torchground.probing.shared.pictures import exact

        if not _is_one_unit(context.project):
            raise ProbeError(NO_SINGLE_LINE_NETWORK())
        weight, bias = _unit(context)
        low, high = context.data.plane or (-2.0, 2.0)
        tensors: dict[str, Values] = {
            "points": exact(context.train_x[:MAX_POINTS]),
            "group": exact(context.train_y[:MAX_POINTS].to(torch.int32)),
        }
        if weight.norm() > 0:
            line, arrow = _drawn(weight, bias, low, high)
            tensors["lines"], tensors["arrows"] = exact(line[None]), exact(arrow[None])
        batch = context.rehearse()
        upcoming = None
        if len(batch.x) == 1:
            tensors["marked"] = exact(batch.x)
            upcoming = _next_point(batch, weight, bias)
        facts = ScatterFacts(
            groups=context.data.classes,
            low=low,
            high=high,
            unit=UnitLine(w=weight.tolist(), b=bias, next=upcoming),
        )
        return [Reading("output", tensors, facts)]


def _next_point(batch: Rehearsal, weight: Tensor, bias: float) -> NextPoint:
    score, target = (batch.x[0] @ weight).item() + bias, int(batch.y[0])
    wrong = (score > 0) != (target == 1)
    return NextPoint(x=batch.x[0].tolist(), target=target, score=score, wrong=wrong)


def _is_one_unit(project: Project) -> bool:
    return (
        project.info.plane is not None
        and project.wanted == (1,)
        and len(project.info.classes) == 2
        and [node.layer.type for node in project.nodes] == ["input", "output"]
        and project.nodes[0].shape == (2,)
        and project.nodes[-1].num_params == 3
    )


def _unit(context: ProbeContext) -> tuple[Tensor, float]:
    params = {
        name.partition(".")[2]: param.detach() for name, param in context.network.named_weights()
    }
    return params["weight"][0], params["bias"][0].item()


def _drawn(weight: Tensor, bias: float, low: float, high: float) -> tuple[Tensor, Tensor]:
    """The line from edge to edge and the arrow on it. Each is its start and its end [4]."""
    import torch

    length = weight.norm()
    normal, along = weight / length, torch.stack([-weight[1], weight[0]]) / length
    foot = -bias / length * normal
    reach = 2 * (high - low)
    tip = foot + 0.15 * (high - low) * normal
    return torch.cat([foot - reach * along, foot + reach * along]), torch.cat([foot, tip])
