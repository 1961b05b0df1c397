"""Code that probes of sequences and tokens share. Imported only where probes measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

import torch
from torch import Tensor, nn

from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.probing.shared.pictures import answers, exact, quantized, shown_of
from torchground.telemetry.facts import Of
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.parts import Choice
from torchground.telemetry.reading import Reading
from torchground.telemetry.reading import Tensor as Sent
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Node

OTHER_NODE = template("steps.other_node", "{node} is no {what}; choose {known:or}")
NONE_HERE = template("steps.none_here", "there is no {what} in this network")
LOSS_MAKES_NO_PROBABILITIES = template(
    "steps.loss_makes_no_probabilities",
    "this loss makes no probabilities of the outputs; choose cross-entropy to see them",
)
SHOWS_NETWORK_TAUGHT_SOMETHING = template(
    "steps.shows_network_taught_something",
    "this shows {what}, and the network is taught something else",
)
TYPE_SOMETHING_NETWORK_GO = template(
    "steps.type_something_network_go",
    "type something for the network to go on from",
)

MAX_STEPS, MAX_UNITS = 256, 128
"""The most steps and features of a sequence that are drawn."""
EXACT_NUMBERS = 4096
"""The most numbers that are sent exactly. More numbers are rounded to int8."""

# T steps, V tokens of the vocabulary


def chosen_nodes(
    context: ProbeContext, node: str | None, types: Sequence[str], what: str
) -> list[Node]:
    """The node that a probe was asked about, or all nodes of these types. Raises ``ProbeError`` where there is none."""
    fitting = [n for n in context.project.nodes if n.layer.type in types]
    found = [n for n in fitting if node is None or n.id == node]
    if not found:
        known = [n.id for n in fitting]
        raise ProbeError(
            OTHER_NODE(node=node, what=what, known=known) if known else NONE_HERE(what=what)
        )
    return found


def into(context: ProbeContext, node: Node, outputs: dict[str, Tensor]) -> Tensor:
    """The input [N, …] of a node with one input."""
    return outputs[node.inputs[0]]


def module_of(context: ProbeContext, node: Node) -> Any:
    """The torch module of a node. The type is ``Any``, because some modules have methods of their own."""
    module: nn.Module = context.network.layers[node.id]
    return module


def step_names(context: ProbeContext, x: Tensor) -> list[str] | None:
    """The tokens of a sample [1, T] as people read them. None where the data are numbers."""
    if not context.data.is_tokens:
        return None
    return [context.data.vocab[int(token)] for token in x[0]]


def fitting_names(names: list[str] | None, steps: int) -> list[str] | None:
    """The first ``steps`` names. None where the sequence has more steps than the sample."""
    return names[:steps] if names is not None and len(names) >= steps else None


class SampleOf(TypedDict):
    """The facts that say which sample a reading is of."""

    sample: int
    of: Of


def sample_facts(probe: SampleProbe) -> SampleOf:
    """The facts that say which sample a reading is of."""
    return {"sample": probe.sample, "of": probe.of}


def matrix(path: str, title: str, values: Tensor, tokens: list[str] | None) -> Reading[MatrixFacts]:
    """A matrix [rows, columns] as a reading with a title. Of a large matrix, the first rows and columns."""
    page = values[:MAX_STEPS, :MAX_UNITS] if values.ndim == 2 else values
    sent: Sent = exact(page.float()) if page.numel() <= EXACT_NUMBERS else quantized(page.float())
    facts = MatrixFacts(
        title=title,
        tokens=fitting_names(tokens, len(page)),
        shape=list(values.shape),
        **shown_of(page.numel(), values.numel()),
    )
    return Reading(path, {"values": sent}, facts)


# ---- answers at each place ----------------------------------------------------------------------------


def chances(context: ProbeContext, outputs_TV: Tensor) -> Tensor:
    """The probability of each token at each place [T, V]. Raises ``ProbeError`` where the loss gives no
    probabilities."""
    if context.squash == "none":
        raise ProbeError(LOSS_MAKES_NO_PROBABILITIES())
    found = answers(context, outputs_TV)
    if context.squash == "sigmoid" and found.shape[-1] == 1:
        return torch.cat([1 - found, found], dim=-1)
    if context.squash == "sigmoid":
        return found / found.sum(dim=-1, keepdim=True).clamp_min(1e-30)
    return found


def likeliest(context: ProbeContext, chances_V: Tensor, count: int) -> list[Choice]:
    """The most probable tokens, the most probable first."""
    best = chances_V.topk(min(count, len(chances_V)))
    pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    return [Choice(token=context.data.vocab[i], probability=p) for i, p in pairs]


def asks_for_tokens(context: ProbeContext, task: str, what: str) -> None:
    """Raises ``ProbeError`` where the network learns another task."""
    if context.task.type != task:
        raise ProbeError(SHOWS_NETWORK_TAUGHT_SOMETHING(what=what))


def read_on(context: ProbeContext, tokens: Sequence[int]) -> Tensor:
    """The outputs [places, V] of a causal network after each of these tokens. Of a long row, only the last tokens that
    fit into the network's window.

    A short row is padded at the end. A causal network does not see the padding.
    """
    window = context.data.shape[0]
    seen = list(tokens)[-window:]
    filler = context.data.pad_token or 0
    row = seen + [filler] * (window - len(seen))
    x = torch.tensor([row], dtype=torch.int64, device=context.train_x.device)
    return context.network.forward(x)[0, : len(seen)]


def begins_with_filler(context: ProbeContext) -> bool:
    """Whether every row begins with the token that also ends and pads it (a dot around each name)."""
    pad = context.data.pad_token
    return pad is not None and bool((context.test_x[:64, 0] == pad).all())


def typed(context: ProbeContext, text: str | None) -> list[int]:
    """The tokens of a typed text. They begin as the rows of the data begin. Raises ``ProbeError`` where there is no
    token."""
    from torchground.probing.shared.asking import encoded

    tokens = encoded(context.data.vocab, text or "", context.data.mask_token)
    pad = context.data.pad_token
    if pad is not None and tokens[:1] != [pad] and begins_with_filler(context):
        tokens.insert(0, pad)
    if not tokens:
        raise ProbeError(TYPE_SOMETHING_NETWORK_GO())
    return tokens


def text_of(vocab: Sequence[str], tokens: Sequence[str]) -> str:
    """Tokens as one text: words with blanks between them, letters without."""
    from torchground.probing.shared.asking import split_tokens

    words = split_tokens(list(vocab), "a b") == ["a", "b"]
    return (" " if words else "").join(tokens)
