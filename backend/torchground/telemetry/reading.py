"""One reading: the measurement of a probe at one place of the network, as tensors and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np

from torchground.telemetry.facts import Facts


@dataclass(frozen=True)
class Quantized:
    """A tensor as int8, with one scale for the whole tensor or one for each slice of its first axis.

    The value is ``data * scale``. The error is at most half a scale.
    """

    data: np.ndarray[Any, np.dtype[np.int8]]
    scale: np.ndarray[Any, np.dtype[np.float32]]
    """Shape () or (first axis,)."""

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.data.shape)


Tensor: TypeAlias = "np.ndarray[Any, np.dtype[Any]] | Quantized"

FactsT = TypeVar("FactsT", bound=Facts, covariant=True)


@dataclass(frozen=True)
class Reading(Generic[FactsT]):
    """The measurement of one probe at one place of the network, at one step. The class of its facts is its kind.

    Raises :class:`~torchground.telemetry.facts.ReadingError` where the tensors do not fit the kind.
    """

    path: str
    """The place: a node id, ``node.param`` (``h1.weight``), or ``""`` for the whole network."""
    tensors: Mapping[str, Tensor]
    facts: FactsT

    def __post_init__(self) -> None:
        self.facts.check({name: tuple(tensor.shape) for name, tensor in self.tensors.items()})

    @property
    def kind(self) -> str:
        """The kind of the reading. It decides which view draws it."""
        return self.facts.kind
