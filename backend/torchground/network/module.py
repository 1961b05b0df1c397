"""The torch module of a project: its layers by node id, run in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import torch
from torch import Tensor, nn

from torchground.network.spec import Project

Call: TypeAlias = tuple[Callable[..., Tensor], tuple[int, ...], str]
"""One node: its layer's forward, the indices of its inputs among the nodes before it, and its id."""


class Layers(nn.ModuleDict):
    """Modules by node id. Unlike in ``nn.ModuleDict``, an id may be any name, also ``forward`` or ``type``."""

    def __setitem__(self, key: str, module: nn.Module) -> None:
        self._modules[key] = module

    def __setattr__(self, name: str, value: object) -> None:
        if name == "training":  # the mode, even where a node has this id
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)  # type: ignore[arg-type]


class Network(nn.Module):
    """A drawing as one module. It takes a batch of raw samples [N, *shape] and returns [N, *wanted].

    Params are named ``layers.<node id>.<param>``.
    """

    def __init__(self, project: Project, modules: dict[str, nn.Module]) -> None:
        super().__init__()
        place = {node.id: index for index, node in enumerate(project.nodes)}
        self.layers = Layers(modules)
        self._calls: list[Call] = [
            (modules[node.id].forward, tuple(place[i] for i in node.inputs), node.id)
            for node in project.nodes
        ]
        self._chain = _chain(project, modules)
        self._adding = [node.id for node in project.nodes if node.layer.added]

    def forward(self, x: Tensor) -> Tensor:
        """The output of the last node. Hooks of the layers do not run: each layer's ``forward`` is called directly."""
        if self._chain is None:
            return self._values(x)[-1]
        for layer in self._chain:
            x = layer(x)
        return x

    def outputs(
        self, x: Tensor, given: Mapping[str, Tensor] | None = None, until: str | None = None
    ) -> dict[str, Tensor]:
        """Every node's output by node id, in project order.

        ``given`` replaces the outputs of some nodes (a latent point, a silenced unit). ``until`` computes only the
        nodes that this node needs. With both, a part of the network runs alone, and ``x`` may be anything.
        """
        if not given and until is None:
            return dict(zip(self.layers, self._values(x), strict=True))
        values: dict[str, Tensor] = dict(given or {})
        names = [node for _, _, node in self._calls]
        needed = set(names) if until is None else self._needed(names, until, values)
        for layer, inputs, node in self._calls:
            if node in needed and node not in values:
                taken = [values[names[i]] for i in inputs] or [x]
                values[node] = layer(*taken)
        return {node: values[node] for node in names if node in values}

    def path(self, start: str | None, end: str) -> Callable[[Tensor], Tensor]:
        """One part of the network as a function, from the output of one node to the output of another.

        Where ``start`` is None, the function takes raw samples. The result is the same as that of ``outputs``, but the
        needed nodes are found only once.
        """
        names = [node for _, _, node in self._calls]
        given: dict[str, Tensor] = {} if start is None else {start: torch.empty(0)}
        needed = self._needed(names, end, given)
        calls = [
            (layer, tuple(names[i] for i in inputs), node)
            for layer, inputs, node in self._calls
            if node in needed
        ]

        def run(x: Tensor) -> Tensor:
            values = {} if start is None else {start: x}
            for layer, inputs, node in calls:
                values[node] = layer(*[values[i] for i in inputs]) if inputs else layer(x)
            return values[end]

        return run

    def added(self) -> dict[str, Tensor]:
        """The terms that layers added to the loss in the last forward, by node id: scalars, already weighted."""
        return {node: self.layers[node].added for node in self._adding}  # type: ignore[misc]

    def named_weights(self) -> Iterator[tuple[str, nn.Parameter]]:
        """Every param with its name: ``h1.weight``."""
        for node, layer in self.layers.items():
            for name, param in layer.named_parameters():
                yield f"{node}.{name}", param

    def _needed(self, names: list[str], until: str, given: Mapping[str, Tensor]) -> set[str]:
        """The nodes that must be computed for the output of ``until``."""
        inputs = {node: [names[i] for i in places] for _, places, node in self._calls}
        waiting, needed = [until], set()
        while waiting:
            node = waiting.pop()
            if node not in needed and node not in given:
                needed.add(node)
                waiting.extend(inputs[node])
        return needed

    def _values(self, x: Tensor) -> list[Tensor]:
        values: list[Tensor] = []
        for layer, inputs, _ in self._calls:
            if not inputs:
                values.append(layer(x))
            elif len(inputs) == 1:
                values.append(layer(values[inputs[0]]))
            else:
                values.append(layer(*[values[i] for i in inputs]))
        return values


def _chain(
    project: Project, modules: dict[str, nn.Module]
) -> list[Callable[[Tensor], Tensor]] | None:
    """The layers' forwards, without identities, where each node has the node before it as its only input. Else None."""
    for before, node in zip(project.nodes, project.nodes[1:], strict=False):
        if node.inputs != (before.id,):
            return None
    changing = (modules[node.id] for node in project.nodes)
    return [layer.forward for layer in changing if not isinstance(layer, nn.Identity)]
