"""The fast way for small networks: the same calls to torch's kernels as the plain way, without the bookkeeping.

A step of a small network is hardly arithmetic at all: modules, autograd and the optimizer's own Python take most of its
time. So one step is watched as it calls kernel after kernel, and from then on the same kernels are called in the same
order, from TorchScript, without autograd. The bits are the same; ``lanes.proof`` makes sure of it on real batches
before the lane is used, and a network of which it is not true stays on the plain lane.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map

from torchground.network.module import Network
from torchground.training.lanes.adversarial import Adversarial
from torchground.training.lanes.direct import Update, direct_update
from torchground.training.lanes.eager import Eager, Penalty
from torchground.training.learner import Learner

Objective: TypeAlias = Callable[[Tensor, Tensor], Tensor]
"""Inputs and targets to the scalar that is made small."""
Script: TypeAlias = Callable[..., Sequence[Tensor]]
"""Takes x, y, params and buffers; gives the loss and the gradient of each param that the loss depends on."""


MOST_CALLS = 3000
"""Of kernels in a step; preparing to repeat more would keep the run from answering for more than half a second."""


class Untraceable(ValueError):
    """The step cannot be repeated call by call; the network stays on the plain lane."""


class Repeated:
    """One objective and the update that follows it, repeated as they were watched."""

    def __init__(
        self,
        network: Network,
        objective: Objective,
        learner: Learner,
        batches: Sequence[tuple[Tensor, Tensor]],
    ) -> None:
        """Watches one pass for each size among the batches, which moves the network's buffers and random state.

        Raises :class:`Untraceable`.
        """
        self._learner = learner
        self._fixed = [tensor.detach() for tensor in (*network.parameters(), *network.buffers())]
        sizes = {len(x): (x, y) for x, y in batches}
        recordings = {
            size: record(network, objective, learner.params, x, y) for size, (x, y) in sizes.items()
        }
        self._used = next(iter(recordings.values())).used
        self._params = [learner.params[index] for index in self._used]
        self._scripts = {size: recording.script() for size, recording in recordings.items()}
        self._slopes: list[Tensor] = []
        self._update: Update | None = None
        graphless = all(recording.is_graphless for recording in recordings.values())
        self._computing = torch.inference_mode(graphless)
        self._without_grad = torch.inference_mode()

    def knows(self, x: Tensor) -> bool:
        """Whether a batch of this size was watched."""
        return len(x) in self._scripts

    def step(self, x: Tensor, y: Tensor, penalty: Penalty) -> float:
        """One update on a batch of a known size; its loss before that. A loss that is not finite updates nothing."""
        with self._computing:
            torch._C._set_graph_executor_optimize(False)
            loss, *slopes = self._scripts[len(x)](x, y, *self._fixed)
            torch._C._set_graph_executor_optimize(True)
        value = loss.item()
        if not math.isfinite(value):
            return value
        self._slopes = slopes
        with self._without_grad:
            if not penalty.changes_nothing:
                penalty(self._params, slopes)
            if self._update is not None:
                self._update(slopes)
                return value
        self._step_optimizer(slopes)
        return value

    def gradients(self) -> dict[nn.Parameter, Tensor]:
        """Of the last update as the optimizer took them; empty before the first."""
        return dict(zip(self._params, self._slopes, strict=True)) if self._slopes else {}

    def forget(self) -> None:
        """Another lane took the step."""
        self._slopes = []

    def retune(self) -> None:
        """The live settings or what the optimizer remembers were replaced: look at them again."""
        self._update = None

    def _step_optimizer(self, slopes: Sequence[Tensor]) -> None:
        """The optimizer's own step; the ones after it go straight to its kernel, where it has one."""
        optimizer = self._learner.optimizer
        for param, slope in zip(self._params, slopes, strict=True):
            param.grad = slope.clone()
        optimizer.step()
        self._update = direct_update(optimizer, self._params)


class Traced:
    """A lane that repeats a watched step. Batches of a size that was not watched take the plain lane."""

    def __init__(self, plain: Eager, batches: Sequence[tuple[Tensor, Tensor]]) -> None:
        """As :class:`Repeated`."""
        objective = plain.objective
        self._plain = plain
        self._repeated = Repeated(objective.network, objective, plain.learner, batches)

    def step(self, x: Tensor, y: Tensor) -> float:
        """One step on one batch; its loss before the update. A loss that is not finite updates nothing."""
        if self._repeated.knows(x):
            return self._repeated.step(x, y, self._plain.penalty)
        self._repeated.forget()
        return self._plain.step(x, y)

    def gradients(self) -> list[Tensor | None]:
        """Of the last step as the optimizer took them, one for each param; None before the first step."""
        found = self._repeated.gradients()
        return (
            [found.get(param) for param in self._plain.params] if found else self._plain.gradients()
        )

    def retune(self) -> None:
        """The live settings or what the optimizer remembers were replaced: look at them again."""
        self._repeated.retune()


class TracedDuel:
    """The same for two networks that learn against each other."""

    def __init__(
        self, network: Network, plain: Adversarial, batches: Sequence[tuple[Tensor, Tensor]]
    ) -> None:
        """As :class:`Repeated`."""
        rivals = plain.rivals
        self.halfway = False
        """Whether the last step stopped after the first update."""
        self._plain = plain
        self._judge = Repeated(
            network, lambda x, y: rivals.discriminators(x), plain.discriminator, batches
        )
        self._maker = Repeated(network, lambda x, y: rivals.generators(x), plain.generator, batches)

    def step(self, x: Tensor, y: Tensor) -> float:
        """One step on one batch; the discriminator's loss. Not finite where either loss is not."""
        if self._plain.train != "both" or not self._judge.knows(x):
            self._judge.forget()
            self._maker.forget()
            value = self._plain.step(x, y)
            self.halfway = self._plain.halfway
            return value
        self.halfway = False
        value = self._judge.step(x, y, self._plain.penalty)
        if math.isfinite(value):
            other = self._maker.step(x, y, self._plain.penalty)
            if not math.isfinite(other):
                self.halfway = True
                return other
        return value

    def gradients(self) -> list[Tensor | None]:
        """Of the last step as the optimizers took them, one for each param; None before the first step."""
        found = self._judge.gradients() | self._maker.gradients()
        return (
            [found.get(param) for param in self._plain.params] if found else self._plain.gradients()
        )

    def retune(self) -> None:
        """The live settings or what the optimizers remember were replaced: look at them again."""
        self._judge.retune()
        self._maker.retune()


@dataclass(frozen=True)
class Slot:
    """Stands for a tensor in a recording, by the order in which it first appeared."""

    index: int


@dataclass(frozen=True)
class Call:
    """One call of a kernel, with slots in place of tensors."""

    kernel: Any
    """A ``torch._ops.OpOverload``."""
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    results: tuple[Slot | None, ...]
    is_list: bool
    """Whether the kernel gives a list, of as many tensors as there are results."""

    def source(self) -> str:
        """The call as a line of TorchScript."""
        kernel = self.kernel._schema.name.replace("::", ".")
        named = [f"{name}={_text(value)}" for name, value in self.kwargs.items()]
        args = ", ".join([*map(_text, self.args), *named])
        results = ", ".join("_" if slot is None else _text(slot) for slot in self.results)
        only = "[0]" if self.is_list and len(self.results) == 1 else ""
        return f"{results} = torch.ops.{kernel}({args}){only}"


@dataclass(frozen=True)
class Recording:
    """A step as a list of calls."""

    calls: list[Call]
    num_inputs: int
    outputs: list[Slot]
    used: list[int]
    """Which of the params the loss depends on."""

    @property
    def is_graphless(self) -> bool:
        """Whether its kernels compute the same where no gradients are wanted; a recurrent layer's keeps nothing for the
        way back then."""
        return not any("rnn_layer" in call.kernel._schema.name for call in self.calls)

    def script(self) -> Script:
        """The calls as TorchScript, which makes them without Python in between."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            unit: Any = torch.jit.CompilationUnit(self.source())
        script: Script = unit.step
        return script

    def source(self) -> str:
        """The calls as the text of a TorchScript function; nothing in it comes from what a person typed."""
        inputs = ", ".join(f"{_text(Slot(index))}: Tensor" for index in range(self.num_inputs))
        outputs = ", ".join(_text(slot) for slot in self.outputs)
        lines = [f"def step({inputs}):", *(f"    {call.source()}" for call in self.calls)]
        return "\n".join([*lines, f"    return [{outputs}]", ""])


def record(
    network: Network, objective: Objective, params: Sequence[nn.Parameter], x: Tensor, y: Tensor
) -> Recording:
    """Watch forward, loss and backward of one batch. Raises :class:`Untraceable`."""
    watcher = _Watcher([x, y, *network.parameters(), *network.buffers()])
    with watcher:
        loss = objective(x, y)
        slopes = torch.autograd.grad(loss, params, allow_unused=True)
    used = [index for index, slope in enumerate(slopes) if slope is not None]
    outputs = [watcher.slot(t) for t in (loss, *slopes) if t is not None]
    return Recording(watcher.calls, watcher.num_inputs, outputs, used)


class _Watcher(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Writes down every kernel that is called while it is entered."""

    def __init__(self, inputs: Sequence[Tensor]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.calls: list[Call] = []
        self.num_inputs = len(inputs)
        self._kept = list(inputs)
        """Every tensor seen, so that no two ever have the same id."""
        self._slots = {id(tensor): Slot(index) for index, tensor in enumerate(inputs)}

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        named = kwargs or {}
        result = func(*args, **named)
        if func is torch.ops.aten.detach.default:
            self._kept.append(result)
            self._slots[id(result)] = self.slot(args[0])
            return result
        args, named = tree_map(self._place, (args, named))
        results = tuple(self._result(value) for value in tree_leaves(result))
        if len(self.calls) >= MOST_CALLS:
            raise Untraceable(f"a step calls more than {MOST_CALLS} kernels")
        self.calls.append(Call(func, args, named, results, isinstance(result, list)))
        return result

    def slot(self, tensor: Tensor) -> Slot:
        """Where a tensor stands that was seen before. Raises :class:`Untraceable`."""
        try:
            return self._slots[id(tensor)]
        except KeyError:
            raise Untraceable("a tensor came from outside the step") from None

    def _place(self, part: Any) -> Any:
        return self.slot(part) if isinstance(part, Tensor) else part

    def _result(self, value: Any) -> Slot | None:
        if value is None:
            return None
        if not isinstance(value, Tensor):
            raise Untraceable(
                "a number was read out of a tensor, so the next step may go another way"
            )
        if id(value) not in self._slots:
            self._kept.append(value)
            self._slots[id(value)] = Slot(len(self._kept) - 1)
        return self._slots[id(value)]


def _text(part: Any) -> str:
    """An argument as TorchScript reads it. Raises :class:`Untraceable`."""
    if isinstance(part, Slot):
        return f"v{part.index}"
    if isinstance(part, (list, tuple)):
        return f"[{', '.join(map(_text, part))}]"
    if isinstance(part, float) and not math.isfinite(part):
        return f'float("{part}")'
    if isinstance(part, torch.device):
        return f'torch.device("{part}")'
    plain = (bool, int, float, type(None), torch.dtype, torch.layout, torch.memory_format)
    if isinstance(part, plain):
        return repr(part)
    raise Untraceable(f"a kernel takes a {type(part).__name__}")
