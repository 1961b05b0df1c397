"""How strongly the answer depends on each token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe, nodes_with
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.kinds.tokens import TokensFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NEEDS_SAMPLES_TOKENS_EMBEDDING = template(
    "token_influence.needs_samples_tokens_embedding",
    "this needs samples that are tokens, an Embedding, and classes to choose from",
)


class TokenInfluence(SampleProbe):
    """How strongly the answer depends on each token of a sample: the squared gradient of the likeliest class with
    respect to the token's embedding. Lines show the probability of each class after each token.

    Put a "not" into the sentence and see where the lines turn.
    """

    title = "Influence of each token"
    group = "Sequence"
    order = 3
    formula = "Σ (∂f/∂eₜ)²"
    source = "J. Li et al., Visualizing and Understanding Neural Models in NLP (2015), arxiv.org/abs/1506.01066"
    kinds: ClassVar[tuple[Kind, ...]] = (TokensFacts, LinesFacts)

    type: Literal["token_influence"] = "token_influence"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not _fits(project):
            return ()
        return [
            Offer(probe={"type": "token_influence"}, title=cls.title, place="output", order=15),
            Offer(probe={"type": "token_influence"}, title=cls.title, place="ask", order=15),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Tokens: values [n] float32 at the path ``influence``. Lines: x [n], y [classes, n] at ``reading``, where the
        network accepts a part of a sample."""
        import torch

        from torchground.probing.shared.pictures import answers, exact, picked
        from torchground.probing.shared.steps import sample_facts

        if not _fits(context.project):
            raise ProbeError(NEEDS_SAMPLES_TOKENS_EMBEDDING())
        x, _ = picked(context, self)
        with torch.inference_mode(False), torch.enable_grad():
            influence, target = self._influence(context, x)
        tokens = [context.data.vocab[int(token)] for token in x[0]]
        answer = answers(context, context.network.forward(x))[0]
        facts = TokensFacts(
            tokens=tokens,
            meaning="influence",
            class_name=_class_names(context, len(answer))[target],
            probability=answer[target].item(),
            **sample_facts(self),
        )
        each = Reading("influence", {"values": exact(influence)}, facts)
        return [each, *_while_reading(context, x, tokens)]

    def _influence(self, context: ProbeContext, x: Tensor) -> tuple[Tensor, int]:
        """The squared gradient of each token [n], summed over features, and the class whose output it is the gradient
        of."""
        import torch

        node = nodes_with(context.project, "embedding")[0]
        last, sample = context.project.nodes[-1].id, x.clone()
        vectors = context.network.outputs(sample, until=node)[node].detach().requires_grad_()
        output = context.network.outputs(sample, given={node: vectors}, until=last)[last][0]
        target = int(output.argmax())
        (gradient,) = torch.autograd.grad(output[target], vectors)
        return gradient[0].square().sum(dim=1), target


def _fits(project: Project) -> bool:
    from_task = project.training.task.type == "classification"
    return from_task and project.info.is_tokens and bool(nodes_with(project, "embedding"))


def _class_names(context: ProbeContext, count: int) -> list[str]:
    names = context.data.classes
    return list(names) if len(names) == count else [names[-1] if names else "output"]


def _while_reading(
    context: ProbeContext, x: Tensor, tokens: list[str]
) -> list[Reading[LinesFacts]]:
    """The answer after each token. Empty where the network accepts only whole samples."""
    import torch

    from torchground.probing.shared.pictures import answers, exact

    heard = _parts_read(context, x)
    try:
        outputs = torch.stack([context.network.forward(part)[0] for part in heard])
    except (RuntimeError, IndexError):
        return []
    y = answers(context, outputs).T
    first = len(tokens) - len(heard)
    facts = LinesFacts(
        names=_class_names(context, len(y)),
        x_label="token",
        y_label="probability" if context.squash != "none" else "output",
        tokens=tokens[first:],
    )
    steps = torch.arange(first, len(tokens), dtype=torch.float32)
    return [Reading("reading", {"x": exact(steps), "y": exact(y)}, facts)]


def _parts_read(context: ProbeContext, x: Tensor) -> list[Tensor]:
    """The sample up to each of its tokens. Each part is padded in front where the data pad short samples, else it is
    shorter."""
    import torch

    pad = context.data.pad_token
    if pad is None:
        return [x[:, :end] for end in range(1, x.shape[1] + 1)]
    filled = int((x[0] == pad).long().cumprod(dim=0).sum())
    parts = []
    for end in range(filled + 1, x.shape[1] + 1):
        gap = x.new_full((1, x.shape[1] - end), pad)
        parts.append(torch.cat([gap, x[:, :end]], dim=1))
    return parts or [x]
