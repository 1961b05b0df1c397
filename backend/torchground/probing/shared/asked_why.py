"""Code shared by the probes that explain an answer: the explained score as a function of the network's input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from torchground.probing.probe import ProbeContext, ProbeError
from torchground.probing.shared.pictures import exact, quantized
from torchground.telemetry.facts import Facts
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.kinds.states import StatesFacts
from torchground.telemetry.kinds.tokens import TokensFacts
from torchground.telemetry.parts import Shares
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Project

NETWORK_ANSWERS_MORE_CLASS = template(
    "asked_why.network_answers_more_class",
    "this network answers with more than a class or a number, so there is no one output to explain",
)
NO_OUTPUT_LAST = template(
    "asked_why.no_output_last",
    "there is no output {target}: the last one is {last}",
)
TOKENS_ONLY_EXPLAINED_BEHIND = template(
    "asked_why.tokens_only_explained_behind",
    "tokens can only be explained behind an Embedding, and there is none",
)

# N samples, C outputs


@dataclass(frozen=True)
class Scored:
    """One number that the network gives, and the input it depends on."""

    start: Tensor
    """The input that the score is attributed to [1, …]: the sample, or the embeddings of its tokens."""
    score: Callable[[Tensor], Tensor]
    """Takes a batch like ``start`` and returns the number for each row [N]."""
    name: str
    """The name of the number, for people."""
    target: int


def can_be_asked(project: Project) -> bool:
    """Whether the network answers each sample with a class or a number."""
    return project.training.task.type in ("classification", "regression", "forecasting")


def scored(context: ProbeContext, x: Tensor, target: int | None) -> Scored:
    """The output of one class (the likeliest class where none is named) or the predicted number. Raises
    ``ProbeError``."""
    if not can_be_asked(context.project):
        raise ProbeError(NETWORK_ANSWERS_MORE_CLASS())
    start, run = _entry(context, x)
    outputs = run(start)
    target = int(outputs[0].argmax()) if target is None else target
    if target >= outputs.shape[1]:
        raise ProbeError(NO_OUTPUT_LAST(target=target, last=outputs.shape[1] - 1))
    classes = context.data.classes
    name = f"output for {classes[target]}" if len(classes) == outputs.shape[1] else "output"
    return Scored(start, lambda batch: run(batch)[:, target], name, target)


def _entry(context: ProbeContext, x: Tensor) -> tuple[Tensor, Callable[[Tensor], Tensor]]:
    """The input for attribution, and the network as a function of it: the sample, or its embeddings where it is
    tokens."""
    last = context.project.nodes[-1].id
    if not context.data.is_tokens:
        return x, lambda batch: context.network.outputs(batch)[last]
    node = next((n.id for n in context.project.nodes if n.layer.type == "embedding"), None)
    if node is None:
        raise ProbeError(TOKENS_ONLY_EXPLAINED_BEHIND())
    vectors = context.network.outputs(x, until=node)[node]

    def run(batch: Tensor) -> Tensor:
        return context.network.outputs(x.expand(len(batch), -1), given={node: batch}, until=last)[
            last
        ]

    return vectors, run


def with_grad(work: Callable[[], Any]) -> Any:
    """Calls a function with gradients enabled. Probes are called without gradients."""
    with torch.inference_mode(False), torch.enable_grad():
        return work()


MEANING = "counts for the answer"
"""What the numbers of these readings mean."""


def blame_reading(
    context: ProbeContext, x: Tensor, blame: Tensor, shares: Shares, remark: str | None
) -> Reading[Facts]:
    """The attribution of each part of a sample [1, …] as a reading that suits the data: pictures, tokens, steps or
    named numbers."""
    if context.data.is_tokens:
        tokens = [context.data.vocab[int(token)] for token in x[0]]
        of_tokens = TokensFacts(tokens=tokens, meaning=MEANING, shares=shares, remark=remark)
        return Reading("", {"values": exact(blame[0].sum(dim=-1))}, of_tokens)
    if blame.ndim == 4:
        pair = torch.stack([x[0].mean(dim=0), blame[0].sum(dim=0)])[:, None]
        of_picture = ImagesFacts(
            row_names=["sample", "counts"],
            signed=True,
            meaning=MEANING,
            shares=shares,
            remark=remark,
        )
        return Reading("", {"values": quantized(pair, per_slice=True)}, of_picture)
    if blame.ndim == 3:
        names = [str(step) for step in range(blame.shape[1])]
        of_steps = StatesFacts(
            names=["counts"], tokens=names, meaning=MEANING, shares=shares, remark=remark
        )
        return Reading("", {"values": quantized(blame)}, of_steps)
    names = context.data.features or [f"x{index + 1}" for index in range(blame.shape[1])]
    of_numbers = BarsFacts(
        series=["counts"], names=list(names), meaning=MEANING, shares=shares, remark=remark
    )
    return Reading("", {"values": exact(blame)}, of_numbers)


def data_range(context: ProbeContext) -> tuple[float, float]:
    """The lowest and the highest number of the train samples. A changed sample is clamped to this range."""
    if "range" not in context.memory:
        context.memory["range"] = (context.train_x.min().item(), context.train_x.max().item())
    found: tuple[float, float] = context.memory["range"]
    return found
