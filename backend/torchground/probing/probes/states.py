"""The states and gates of recurrent layers, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import ProbeContext, SampleProbe, nodes_with
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.states import StatesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torchground.network.spec import Node, Project

RECURRENT = ("rnn", "lstm", "gru")
MAX_UNITS = 64
NAMES = {
    "i": "input gate i",
    "f": "forget gate f",
    "g": "candidate g",
    "o": "output gate o",
    "c": "cell c",
    "r": "reset gate r",
    "z": "update gate z",
    "n": "new state n",
    "h": "state h",
}


class States(SampleProbe):
    """The state of a recurrent layer at every step of a sample, and how far each gate is open. Time runs to the right,
    with one row for each unit.

    A forget gate that stays at 1 keeps the state of the cell. An input gate near 0 lets nothing new in.
    """

    title = "States over time"
    group = "Sequence"
    order = 1
    source = "H. Strobelt et al., LSTMVis (2016), arxiv.org/abs/1606.07461"
    kinds: ClassVar[tuple[Kind, ...]] = (StatesFacts,)

    type: Literal["states"] = "states"

    node: str | None = Field(None, max_length=40)
    """The node id of a recurrent layer. null shows all."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        return [
            Offer(
                probe={"type": "states", "node": node},
                title=cls.title,
                place="node",
                node=node,
                order=5,
            )
            for node in nodes_with(project, *RECURRENT)
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each layer (``node.0`` … where several layers are stacked): values [parts, steps ≤ 256, units
        ≤ 64], int8 with a scale for each part."""
        from torchground.probing.shared.pictures import picked
        from torchground.probing.shared.steps import chosen_nodes, into, step_names

        nodes = chosen_nodes(context, self.node, RECURRENT, "recurrent layer")
        x, _ = picked(context, self)
        outputs = context.network.outputs(x)
        names = step_names(context, x)
        return [
            r
            for n in nodes
            for r in self._readings(context, n, into(context, n, outputs)[0], names)
        ]

    def _readings(
        self, context: ProbeContext, node: Node, x_TC: object, names: list[str] | None
    ) -> list[Reading[StatesFacts]]:
        import torch

        from torchground.probing.shared.pictures import quantized, shown_of
        from torchground.probing.shared.steps import (
            MAX_STEPS,
            fitting_names,
            module_of,
            sample_facts,
        )

        module, found = module_of(context, node), []
        for layer in range(module.num_layers):
            gates = module.gates(x_TC, layer)
            whole = torch.stack(list(gates.values()))
            page = whole[:, :MAX_STEPS, :MAX_UNITS]
            facts = StatesFacts(
                names=[NAMES[gate] for gate in gates],
                tokens=fitting_names(names, page.shape[1]),
                **sample_facts(self),
                **shown_of(page.shape[2], whole.shape[2]),
            )
            path = node.id if module.num_layers == 1 else f"{node.id}.{layer}"
            tensors = {"values": quantized(page, per_slice=True)}
            found.append(Reading(path, tensors, facts))
        return found
