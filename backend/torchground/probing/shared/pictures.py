"""Code that probes share: grids of inputs, outputs for all test samples, tensors in the form of the wire. Imports
torch."""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np
import torch
from torch import Tensor

from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.telemetry.parts import Meaning
from torchground.telemetry.reading import Quantized
from torchground.words import template

NO_PLANE_DRAW_DATA = template(
    "pictures.no_plane_draw_data",
    "there is no plane to draw: the data are not points of a plane",
)
NO_SAMPLE_LAST = template(
    "pictures.no_sample_last",
    "there is no {of} sample {sample}: the last one is {last}",
)

CHUNK = 512
"""How many samples pass through the network at a time."""

# P grid points, C outputs, N samples


def plane_grid(context: ProbeContext, size: int) -> Tensor:
    """Points [size², 2], the middle of each square of the drawn plane. Row 0 has the highest x2. Raises
    ``ProbeError``."""
    if context.data.plane is None:
        raise ProbeError(NO_PLANE_DRAW_DATA())
    key = f"plane {size}"
    if key not in context.memory:
        low, high = context.data.plane
        middles = low + (torch.arange(size, dtype=torch.float64) + 0.5) * ((high - low) / size)
        x2, x1 = torch.meshgrid(middles.flip(0), middles, indexing="ij")
        points = torch.stack([x1.flatten(), x2.flatten()], dim=1)
        context.memory[key] = points.to(context.train_x.device, torch.float32)
    found: Tensor = context.memory[key]
    return found


def picked(context: ProbeContext, probe: SampleProbe) -> tuple[Tensor, Tensor | None]:
    """The sample that a probe follows, as a batch of one: inputs [1, *shape] and its target [1, …]. The target is None
    where a person made the sample. Raises ``ProbeError``."""
    if probe.of == "asked":
        from torchground.probing.shared.asking import asked_input

        return asked_input(context, probe.asked or ""), None
    return sample_of(context, probe.sample, probe.of)


def sample_of(context: ProbeContext, sample: int, of: str) -> tuple[Tensor, Tensor]:
    """One sample as a batch of one: inputs [1, *shape] and its target [1, …]. Raises ``ProbeError``."""
    x, y = (context.train_x, context.train_y) if of == "train" else (context.test_x, context.test_y)
    if sample >= len(x):
        raise ProbeError(NO_SAMPLE_LAST(of=of, sample=sample, last=len(x) - 1))
    return x[sample : sample + 1], y[sample : sample + 1]


def answers(context: ProbeContext, outputs_NC: Tensor) -> Tensor:
    """Outputs as answers: probabilities where the outputs are logits, else numbers in the units of the target."""
    if context.squash == "softmax":
        return outputs_NC.softmax(dim=-1)
    if context.squash == "sigmoid":
        chance = outputs_NC.sigmoid()
        if len(context.data.classes) == 2 and chance.shape[1:] == (1,):
            return torch.cat([1 - chance, chance], dim=1)
        return chance
    return outputs_NC if context.data.classes else in_target_units(context, outputs_NC)


def predicted_classes(outputs_NC: Tensor) -> Tensor:
    """The predicted class [N]: for a single output, class 1 where it is above 0; else the class of the largest
    output."""
    if outputs_NC.shape[1] == 1:
        return (outputs_NC[:, 0] > 0).to(torch.int64)
    return outputs_NC.argmax(dim=1)


def meaning(context: ProbeContext) -> Meaning:
    """The meaning of the numbers from ``answers``: ``probability``, ``output`` (of a class) or ``prediction``."""
    if context.squash != "none":
        return "probability"
    return "output" if context.data.classes else "prediction"


def in_target_units(context: ProbeContext, values: Tensor) -> Tensor:
    """Targets or predictions of the network, converted back to the units of the target."""
    return values * context.split.target_std + context.split.target_mean


def outputs_for(context: ProbeContext, x: Tensor) -> Tensor:
    """The network's outputs for many samples, computed in chunks."""
    if len(x) <= CHUNK:
        return context.network.forward(x)
    return torch.cat([context.network.forward(part) for part in torch.split(x, CHUNK)])


def test_outputs(context: ProbeContext) -> Tensor:
    """The outputs for all test samples at this step [N, C]. Computed once for all probes that need them."""
    if "test outputs" not in context.fresh:
        context.fresh["test outputs"] = outputs_for(context, context.test_x)
    found: Tensor = context.fresh["test outputs"]
    return found


def exact(values: Tensor) -> np.ndarray[Any, Any]:
    """A numpy copy with the same dtype. Training does not change it."""
    array: np.ndarray[Any, Any] = values.detach().cpu().numpy().copy()
    return array


def quantized(values: Tensor, *, per_slice: bool = False) -> Quantized:
    """Rounds to int8, symmetric about zero. The error is at most half a scale.

    With ``per_slice`` each slice of the first axis has its own scale. A slice with numbers that are not finite has the
    scale NaN.
    """
    flat = values.detach().reshape(len(values) if per_slice else 1, -1)
    peak = flat.abs().amax(dim=1) if flat.shape[1] else flat.new_zeros(len(flat))
    finite = torch.isfinite(peak)
    scale = peak / 127
    divisor = torch.where(finite & (scale > 0), scale, torch.ones_like(scale))
    data = torch.round(flat / divisor[:, None]).clamp_(-127, 127)
    if not bool(finite.all()):
        data = torch.where(finite[:, None], data, torch.zeros_like(data))
        scale = torch.where(finite, scale, torch.full_like(scale, torch.nan))
    packed = data.to(torch.int8).reshape(values.shape).cpu().numpy()
    return Quantized(packed, scale.cpu().numpy() if per_slice else scale[0].cpu().numpy())


class ShownOf(TypedDict):
    """The facts that say how many of how many numbers are in a reading."""

    shown: int
    total: int


def shown_of(shown: int, total: int) -> ShownOf:
    """The facts that say how many of how many numbers are in a reading."""
    return {"shown": shown, "total": total}
