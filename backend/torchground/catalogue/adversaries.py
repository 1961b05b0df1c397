"""The two networks of one drawing: which nodes make samples, which judge them, and how each runs by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from torchground.catalogue.probe import Look, ProbeError

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

# N samples, Z noise numbers

SEED = 20_140_610
"""Of the noise that is looked at: the same points at every step, so that a picture shows the change of the network
and not of the noise."""


@dataclass(frozen=True)
class Parts:
    """The ids of the places between the two networks."""

    noise: str
    size: int
    """How many numbers the noise has."""
    switch: str
    """Where real and generated samples meet."""
    generated: str
    """The node whose output is the generated sample."""
    answer: str


def parts_of(project: Project) -> Parts | None:
    """The two networks of a drawing; None where it has not both."""
    noise = next((node for node in project.nodes if node.layer.type == "noise"), None)
    switch = next((node for node in project.nodes if node.layer.type == "real_or_fake"), None)
    if noise is None or switch is None or len(switch.inputs) < 2:
        return None
    answer = project.nodes[-1].id
    return Parts(noise.id, noise.shape[0], switch.id, switch.inputs[1], answer)


def parts(look: Look) -> Parts:
    """The same for a look. Raises ``ProbeError``."""
    found = parts_of(look.project)
    if found is None:
        raise ProbeError(
            "there are no two networks in this drawing: it needs Noise and Real or fake"
        )
    return found


def fixed_noise(look: Look, count: int) -> Tensor:
    """The same noise [count, Z] at every look."""
    import torch

    key = f"noise {count}"
    if key not in look.memory:
        generator = torch.Generator().manual_seed(SEED)
        drawn = torch.randn(count, parts(look).size, generator=generator)
        look.memory[key] = drawn.to(look.train_x.device)
    found: Tensor = look.memory[key]
    return found


def generated(look: Look, noise_NZ: Tensor) -> Tensor:
    """The samples [N, *shape] that the generator makes of noise."""
    found = parts(look)
    outputs = look.network.outputs(noise_NZ, given={found.noise: noise_NZ}, until=found.generated)
    return outputs[found.generated].reshape(len(noise_NZ), *look.data.shape)


def judged(look: Look, samples: Tensor) -> Tensor:
    """The discriminator's outputs [N, 1] for samples: logits, large for real."""
    found = parts(look)
    given = {found.switch: samples}
    return look.network.outputs(samples, given=given, until=found.answer)[found.answer]
