"""The two networks of one drawing: which nodes generate samples, which judge them, and how to run each network
alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from torchground.probing.probe import ProbeContext, ProbeError
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NO_TWO_NETWORKS_DRAWING = template(
    "adversaries.no_two_networks_drawing",
    "there are no two networks in this drawing: it needs Noise and Real or fake",
)

# N samples, Z noise numbers

SEED = 20_140_610
"""The seed of the noise for probes. The noise is the same at every step, so that pictures show the change of the
network and not of the noise."""

COUNT = 256
"""How many noise samples can be shown one by one."""


@dataclass(frozen=True)
class Parts:
    """The ids of the nodes where the two networks begin, meet and end."""

    noise: str
    size: int
    """The length of the noise vector."""
    switch: str
    """The node where real and generated samples meet."""
    generated: str
    """The node whose output is the generated sample."""
    answer: str


def parts_of(project: Project) -> Parts | None:
    """The two networks of a drawing. None where the drawing does not have both."""
    noise = next((node for node in project.nodes if node.layer.type == "noise"), None)
    switch = next((node for node in project.nodes if node.layer.type == "real_or_fake"), None)
    if noise is None or switch is None or len(switch.inputs) < 2:
        return None
    answer = project.nodes[-1].id
    return Parts(noise.id, noise.shape[0], switch.id, switch.inputs[1], answer)


def parts(context: ProbeContext) -> Parts:
    """The two networks of a probe's context. Raises ``ProbeError`` where there are none."""
    found = parts_of(context.project)
    if found is None:
        raise ProbeError(NO_TWO_NETWORKS_DRAWING())
    return found


def fixed_noise(context: ProbeContext, count: int) -> Tensor:
    """Noise [count, Z] that is the same in every measurement."""
    import torch

    key = f"noise {count}"
    if key not in context.memory:
        generator = torch.Generator().manual_seed(SEED)
        drawn = torch.randn(count, parts(context).size, generator=generator)
        context.memory[key] = drawn.to(context.train_x.device)
    found: Tensor = context.memory[key]
    return found


PLANE = 2.5
"""Noise of two numbers is drawn as a plane from minus this value to this value on both axes."""


def noise_at(context: ProbeContext, place: int) -> dict[str, Tensor]:
    """Noise [1, Z] that is the same in every measurement, by the id of the node that makes it. Empty without a
    generator."""
    found = parts_of(context.project)
    if found is None:
        return {}
    row = place % COUNT
    return {found.noise: fixed_noise(context, COUNT)[row : row + 1]}


def noise_plane(context: ProbeContext, points_N2: Tensor) -> dict[str, Tensor]:
    """Points of the data plane, mapped to the noise plane, by the id of the node that makes the noise. Empty where the
    noise is not a plane."""
    found = parts_of(context.project)
    if found is None or found.size != 2 or context.data.plane is None:
        return {}
    low, high = context.data.plane
    return {found.noise: ((points_N2 - low) / (high - low) * 2 - 1) * PLANE}


def made_of_noise(context: ProbeContext) -> set[str]:
    """The ids of the nodes that depend only on noise: the generator."""
    found = parts_of(context.project)
    if found is None:
        return set()
    made = {found.noise}
    for node in context.project.nodes:
        if node.inputs and node.id != found.switch and made.issuperset(node.inputs):
            made.add(node.id)
    return made


def generated(context: ProbeContext, noise_NZ: Tensor) -> Tensor:
    """The samples [N, *shape] that the generator makes of noise."""
    found = parts(context)
    outputs = context.network.outputs(
        noise_NZ, given={found.noise: noise_NZ}, until=found.generated
    )
    return outputs[found.generated].reshape(len(noise_NZ), *context.data.shape)


def judged(context: ProbeContext, samples: Tensor) -> Tensor:
    """The discriminator's outputs [N, 1] for samples. They are logits; a large logit means real."""
    found = parts(context)
    given = {found.switch: samples}
    return context.network.outputs(samples, given=given, until=found.answer)[found.answer]
