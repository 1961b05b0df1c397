"""The base of all layers and activations: a shape rule in plain numbers, a param count and a torch module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from torchground.catalogue.bases.dependence import whole
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.shapes import Box, Mend, Shape, numbers
from torchground.words import Sentence

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.explained import Explained
    from torchground.catalogue.bases.fetchable import Fetchable
    from torchground.catalogue.bases.samples import DataInfo


@dataclass(frozen=True)
class GradientStop:
    """Why no gradient passes through a layer, and what would let it pass."""

    why: Sentence
    mends: tuple[Mend, ...] = ()


class Layer(Entry):
    """One node of a network. It computes the output shape from the input shapes and builds the matching torch
    module."""

    family: ClassVar[str] = "layers"

    max_inputs: ClassVar[int] = 1
    """The largest number of wires that may end in it: 0 for the input layer, 16 for layers that join."""
    elementwise: ClassVar[bool] = False
    """Whether each output depends only on the input at the same position. Such a layer is drawn in the card before
    it."""
    sort: ClassVar[str] = ""
    """What it is one of, such as ``norm`` or ``recurrent``: layers of one sort can stand in for one another in a
    drawing. Empty if nothing can stand in for it."""
    units: ClassVar[str] = ""
    """The name of the field that says how many outputs it has for each position, if there is one. The card has + and −
    for it."""
    random: ClassVar[bool] = False
    """Whether it draws random numbers while training."""
    batchwise: ClassVar[bool] = False
    """Whether it normalizes over the batch while training. It then needs more than one number for each channel."""
    added: ClassVar[str] = ""
    """The name of the term that the layer adds to the loss, or empty. The module then has an attribute ``added``: a
    scalar tensor, set by every forward (the mean over the batch, already weighted). The metrics show it under this
    name."""

    needless: ClassVar[tuple[str, ...]] = (
        *("in_features", "in_channels", "input_size", "input_shape", "input_dim", "name"),
        *("num_features", "normalized_shape", "batch_first", "batch_input_shape", "data_format"),
    )
    needs: ClassVar[str] = ""
    """The package that must be installed for it beside torch."""

    @property
    def comes_trained(self) -> bool:
        """Whether its first weights were trained elsewhere. No initializer then draws them again."""
        return False

    @classmethod
    def downloads(cls) -> Sequence[Fetchable]:
        """What can be downloaded for it, once, into the data folder."""
        return ()

    def require(self) -> None:
        """Raises :class:`NotHere` if this machine lacks something to build it. Fast, and without torch."""

    def placed(self, data: DataInfo, wanted: Shape) -> Layer:
        """The layer with the data it is used on. Only input and output depend on the data; other layers return
        themselves.

        ``wanted`` is the output shape that the task needs for this data.
        """
        return self

    def output_shape(self, *input_shapes: Shape) -> Shape:
        """The shape of the output. Raises :class:`ShapeError` if the inputs do not fit."""
        raise NotImplementedError

    def num_params(self, *input_shapes: Shape) -> int:
        """The number of params, for inputs that fit."""
        return 0

    def num_activations(self, *input_shapes: Shape) -> int:
        """How many numbers of one sample are kept for the backward pass: at least the output. For inputs that fit."""
        return prod(self.output_shape(*input_shapes))

    def num_compared(self, *input_shapes: Shape) -> int:
        """For layers that normalize over the batch: the smallest number of values that one sample has in each
        channel."""
        shape = input_shapes[0]
        return prod(shape[:-1]) if len(shape) == 2 else prod(shape[1:])

    def build(self, *input_shapes: Shape) -> nn.Module:
        """Build the torch module. Its weights are drawn from torch's global generator; ``forward`` takes the inputs in
        order.

        Raises :class:`NotHere` as :meth:`require` does.
        """
        raise NotImplementedError

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        """Explain how the number at one position of the output is computed.

        ``module`` is in eval mode, ``inputs`` are of one sample without the batch axis, and ``index`` is a valid
        position of the output.
        """
        from torchground.catalogue.bases.explained import mixed, of_itself

        return (of_itself if self.elementwise else mixed)(module, inputs, index, self.title)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        """The block of each input that a block of the output depends on in eval mode. Computed by arithmetic alone. It
        may be too large, but never too small."""
        if self.elementwise:
            return (box,)
        return tuple(whole(shape) for shape in input_shapes)

    def gradient_stop(self, *input_shapes: Shape) -> GradientStop | None:
        """Why no gradient passes through the layer to the nodes before it, or None if it passes. For inputs that
        fit."""
        return None

    def num_maps(self) -> int:
        """The number of matrices or kernels, one after the other, that an initializer draws in the layer."""
        return 0

    def padding_that_keeps_size(self) -> int | None:
        """For layers with a field ``padding``: its value with which the output is as large as the input. None if the
        layer has it already, or if there is none."""
        return None

    def causal_mends(self) -> Sequence[Mend]:
        """Changes that keep the layer from reading later steps of a sequence, if there are any."""
        return ()

    def retune(self, module: nn.Module) -> None:
        """Copy the current live fields into the module of this layer, between two steps. The module keeps its weights.

        By default, a live field is an attribute of the same name in the module. Raises ``AttributeError`` if the module
        has no such attribute.
        """
        for name in self.live_fields():
            getattr(module, name)
            setattr(module, name, getattr(self, name))

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {
            "max_inputs": cls.max_inputs,
            "elementwise": cls.elementwise,
            "sort": cls.sort or None,
            "units": cls.units or None,
            "random": cls.random,
            "added": cls.added,
            "needs": cls.needs or None,
        }


class Activation(Layer):
    """A layer that applies a function to each number independently. The shape does not change."""

    group: ClassVar[str] = "Activation"
    sort: ClassVar[str] = "activation"
    elementwise: ClassVar[bool] = True

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return numbers(self.title, input_shapes[0])
