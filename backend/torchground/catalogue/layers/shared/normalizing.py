"""The bases of the layers that normalize, and the explanation of their outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Axes, Explained, Index, block, normalized
from torchground.catalogue.bases.layer import Layer

if TYPE_CHECKING:
    from torch import Tensor, nn

GROUP = "Normalise · regularise"


class Normalization(Layer):
    """The base of layers that shift and scale numbers to mean 0 and spread 1."""

    group: ClassVar[str] = GROUP
    sort: ClassVar[str] = "norm"

    eps: float = Field(1e-5, ge=1e-8, le=0.1, json_schema_extra=ui(also=("epsilon",), scale="log"))
    """A small number that prevents a division by zero if the spread is zero (ε)."""


class BatchNormalization(Normalization):
    """The base of layers that normalize over the samples of a batch."""

    batchwise: ClassVar[bool] = True

    momentum: float = Field(0.1, ge=0, le=1)
    """How much each batch changes the remembered averages: 0 not at all; 1 forgets all earlier batches."""

    affine: bool = True
    """Whether each channel (or number of a row) learns a new scale and shift afterwards (γ and β)."""


def by_memory(module: nn.Module, source: Tensor, index: Index, channel: int) -> Explained:
    """Explain batch norm in use: it takes the remembered averages of the channel."""
    state: dict[str, Tensor] = module.state_dict()
    return normalized(
        source,
        index,
        None,
        mean=float(state["running_mean"][channel].item()),
        variance=float(state["running_var"][channel].item()),
        eps=eps_of(module),
        scale=number_at(module, "weight", channel),
        shift=number_at(module, "bias", channel),
        note="μ and σ² are remembered from the batches of training, for each channel by itself",
    )


def by_itself(
    module: nn.Module, source: Tensor, index: Index, axes: Axes, param_at: Any, among: str
) -> Explained:
    """Explain a norm over a block of one sample. ``param_at`` is the position of γ and β in their params."""
    values = block(source, axes)
    return normalized(
        source,
        index,
        axes,
        mean=float(values.mean().item()),
        variance=float(values.var(correction=0).item()),
        eps=eps_of(module),
        scale=number_at(module, "weight", param_at),
        shift=number_at(module, "bias", param_at),
        note=f"μ and σ² are those of {among}",
    )


def eps_of(module: nn.Module) -> float:
    """The module's own ε."""
    return float(module.eps)  # type: ignore[arg-type]


def number_at(module: nn.Module, param: str, place: Any) -> float | None:
    """One number of a param. None if the module has no such param."""
    found: Tensor | None = getattr(module, param, None)
    return None if found is None else float(found[place].item())
