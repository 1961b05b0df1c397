"""The code (the latent vector) of an autoencoder: which node gives it, and how the decoder makes pictures of codes."""

from __future__ import annotations

from math import isqrt, prod
from typing import TYPE_CHECKING

from torchground.probing.probe import ProbeContext, ProbeError
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Node, Project

SAMPLES_NO_PICTURES = template(
    "latents.samples_no_pictures",
    "the samples are no pictures",
)
NETWORK_NOT_MAKE_SAMPLES = template(
    "latents.network_not_make_samples",
    "this network does not make its samples anew, so there is no code to look at",
)
NO_LAYER_NARROWER_SAMPLE = template(
    "latents.no_layer_narrower_sample",
    "no layer is narrower than a sample, so there is no code to look at",
)

# N samples, Z latent numbers, H height, W width


def latent_node(project: Project) -> Node | None:
    """The node whose output is the code: the layer that samples from a Gaussian where there is one, else the narrowest
    flat node before the output. None where no flat node is narrower than a sample."""
    before = [node for node in project.nodes[1:-1] if len(node.shape) == 1]
    for node in before:
        if node.layer.type == "gaussian_sample":
            return node
    width = prod(project.info.shape)
    narrow = min(before, key=lambda node: node.shape[0], default=None)
    return narrow if narrow is not None and narrow.shape[0] < width else None


def has_codes(project: Project) -> bool:
    """Whether the project is an autoencoder with a code narrower than its samples."""
    return project.training.task.type == "reconstruction" and latent_node(project) is not None


def latent_of(context: ProbeContext) -> Node:
    """The node of the code. Raises ``ProbeError`` where there is none."""
    if context.task.type != "reconstruction":
        raise ProbeError(NETWORK_NOT_MAKE_SAMPLES())
    node = latent_node(context.project)
    if node is None:
        raise ProbeError(NO_LAYER_NARROWER_SAMPLE())
    return node


def picture_shape(context: ProbeContext) -> tuple[int, int]:
    """The height and the width in which a sample is drawn. Raises ``ProbeError`` where it is not a picture."""
    shape = context.data.shape
    if len(shape) == 3:
        return shape[1], shape[2]
    side = isqrt(prod(shape))
    if len(shape) == 1 and side > 1 and side * side == shape[0]:
        return side, side
    raise ProbeError(SAMPLES_NO_PICTURES())


def as_pictures(context: ProbeContext, samples: Tensor) -> Tensor:
    """Samples [N, *shape] as grey pictures [N, H, W]. Several channels are averaged."""
    height, width = picture_shape(context)
    return samples.reshape(len(samples), -1, height, width).mean(dim=1)


def codes(context: ProbeContext, x: Tensor) -> Tensor:
    """The codes [N, Z] of samples."""
    node = latent_of(context).id
    return context.network.outputs(x, until=node)[node]


def decoded(context: ProbeContext, codes_NZ: Tensor) -> Tensor:
    """The samples [N, *shape] that the decoder makes of codes, in the units in which they are shown."""
    from torchground.probing.shared.pictures import answers

    last = context.project.nodes[-1].id
    given = {latent_of(context).id: codes_NZ}
    return answers(context, context.network.outputs(codes_NZ, given=given, until=last)[last])


def principal_axes(context: ProbeContext, count: int) -> tuple[Tensor, Tensor]:
    """The mean [F] and the first principal axes [count, F] of the train samples. Computed once for each run."""
    import torch

    key = f"principal axes {count}"
    if key not in context.memory:
        flat = context.train_x.reshape(len(context.train_x), -1).double()
        mean = flat.mean(dim=0)
        axes = torch.linalg.svd(flat - mean, full_matrices=False).Vh[:count]
        context.memory[key] = (mean.float(), axes.float())
    found: tuple[Tensor, Tensor] = context.memory[key]
    return found
