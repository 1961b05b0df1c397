"""Records a training step as a list of kernel calls, and writes this list as TorchScript."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map

from torchground.network.module import Network

Objective: TypeAlias = Callable[[Tensor, Tensor], Tensor]
"""Takes inputs and targets, and returns the scalar that training minimizes."""
Script: TypeAlias = Callable[..., Sequence[Tensor]]
"""Takes x, y, params and buffers. Returns the loss, and the gradient of each param that the loss depends on."""

MOST_CALLS = 3000
"""The most kernel calls in a step. Recording more would let other runs wait for more than a tenth of a second."""
PART_CALLS = 60
"""The number of calls that are compiled at a time: about 3 milliseconds."""
PART = "part_"
"""The first characters of the names of compiled parts."""
KNOWN: dict[str, Any] = {"torch": torch, "Tensor": Tensor, "float": float}
"""The other names that a source may use."""


class NotRecordable(ValueError):
    """The step cannot be recorded. The network keeps the plain strategy."""


@dataclass(frozen=True)
class Slot:
    """The place of a tensor in a recording. Slots are numbered in the order in which the tensors first appear."""

    index: int


@dataclass(frozen=True)
class Call:
    """One call of a kernel, with slots instead of tensors."""

    kernel: Any
    """A ``torch._ops.OpOverload``."""
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    results: tuple[Slot | None, ...]
    is_list: bool
    """Whether the kernel returns a list. The list has as many tensors as there are results."""

    def takes(self) -> list[int]:
        """The slots of the tensors among its arguments."""
        return [
            part.index for part in tree_leaves((self.args, self.kwargs)) if isinstance(part, Slot)
        ]

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
    """The indices of the params that the loss depends on."""

    @property
    def is_graphless(self) -> bool:
        """Whether its kernels give the same result without autograd. The kernel of a recurrent layer then does not
        return what the backward pass needs."""
        return not any("rnn_layer" in call.kernel._schema.name for call in self.calls)

    def script(self) -> Generator[None, None, Script]:
        """The calls as TorchScript, which runs them without Python. Compiles parts of a few milliseconds, with a pause
        after each."""
        unit: Any = torch.jit.CompilationUnit()

        def find(name: str) -> Any:
            """The object that a name in the source stands for."""
            return getattr(unit, name) if name.startswith(PART) else KNOWN[name]

        for source in self.sources():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                unit.define(source, find)
            yield
        script: Script = unit.step
        return script

    def sources(self) -> list[str]:
        """The source of the TorchScript functions: the parts in order, then ``step``, which calls them.

        No text that a person typed is in the source.
        """
        parts = [
            self.calls[start : start + PART_CALLS]
            for start in range(0, len(self.calls), PART_CALLS)
        ]
        wanted = {slot.index for slot in self.outputs}
        functions, uses = list[str](), list[str]()
        for index in reversed(range(len(parts))):  # later parts decide what a part returns
            function, use, needed = _part(f"{PART}{index}", parts[index], wanted)
            functions.insert(0, function)
            uses.insert(0, use)
            wanted |= needed
        inputs = ", ".join(f"{_text(Slot(index))}: Tensor" for index in range(self.num_inputs))
        outputs = ", ".join(_text(slot) for slot in self.outputs)
        step = [f"def step({inputs}):", *(f"    {use}" for use in uses), f"    return [{outputs}]"]
        return [*functions, "\n".join([*step, ""])]


def _part(name: str, calls: Sequence[Call], wanted: set[int]) -> tuple[str, str, set[int]]:
    """A function with these calls that returns the ``wanted`` slots that they fill, the line that calls it, and the
    slots that it takes."""
    needed, filled = dict[int, None](), dict[int, None]()
    for call in calls:
        needed |= {slot: None for slot in call.takes() if slot not in filled}
        filled |= {slot.index: None for slot in call.results if slot is not None}
    takes = [_text(Slot(slot)) for slot in needed]
    gives = "".join(f"{_text(Slot(slot))}, " for slot in filled if slot in wanted)
    lines = [f"def {name}({', '.join(f'{slot}: Tensor' for slot in takes)}):"]
    lines += [f"    {call.source()}" for call in calls]
    lines += [f"    return ({gives})"] * bool(gives)
    use = f"{gives and gives.rstrip() + ' = '}{name}({', '.join(takes)})"
    return "\n".join([*lines, ""]), use, set(needed)


def record(
    network: Network, objective: Objective, params: Sequence[nn.Parameter], x: Tensor, y: Tensor
) -> Recording:
    """Records forward, loss and backward of one batch. Raises :class:`NotRecordable`."""
    watcher = _Watcher([x, y, *network.parameters(), *network.buffers()])
    with watcher:
        loss = objective(x, y)
        gradients = torch.autograd.grad(loss, params, allow_unused=True)
    used = [index for index, gradient in enumerate(gradients) if gradient is not None]
    outputs = [watcher.slot(t) for t in (loss, *gradients) if t is not None]
    return Recording(watcher.calls, watcher.num_inputs, outputs, used)


class _Watcher(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Records every kernel that is called inside its context."""

    def __init__(self, inputs: Sequence[Tensor]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.calls: list[Call] = []
        self.num_inputs = len(inputs)
        self._kept = list(inputs)
        """Every tensor that was seen. They are kept, so that no two have the same id."""
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
            raise NotRecordable(f"a step calls more than {MOST_CALLS} kernels")
        self.calls.append(Call(func, args, named, results, isinstance(result, list)))
        return result

    def slot(self, tensor: Tensor) -> Slot:
        """The slot of a tensor that was seen before. Raises :class:`NotRecordable`."""
        try:
            return self._slots[id(tensor)]
        except KeyError:
            raise NotRecordable("a tensor came from outside the step") from None

    def _place(self, part: Any) -> Any:
        return self.slot(part) if isinstance(part, Tensor) else part

    def _result(self, value: Any) -> Slot | None:
        if value is None:
            return None
        if not isinstance(value, Tensor):
            raise NotRecordable(
                "a number was read out of a tensor, so the next step may go another way"
            )
        if id(value) not in self._slots:
            self._kept.append(value)
            self._slots[id(value)] = Slot(len(self._kept) - 1)
        return self._slots[id(value)]


def _text(part: Any) -> str:
    """An argument as TorchScript source. Raises :class:`NotRecordable`."""
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
    raise NotRecordable(f"a kernel takes a {type(part).__name__}")
