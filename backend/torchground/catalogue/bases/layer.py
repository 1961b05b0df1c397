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
    """One node of a network: takes shapes and gives a shape; builds a torch module of the same meaning."""

    family: ClassVar[str] = "layers"

    max_inputs: ClassVar[int] = 1
    """How many wires may end in it: 0 for the input, 16 for those that join."""
    elementwise: ClassVar[bool] = False
    """Whether each output depends on the one input at its place: such a layer is drawn in the card before it."""
    random: ClassVar[bool] = False
    """Whether it draws random numbers while training."""
    batchwise: ClassVar[bool] = False
    """Whether it compares the numbers of a batch while training: it needs more than one to each channel."""
    added: ClassVar[str] = ""
    """The name of what it adds to the loss, where it adds something: its module then has ``added``, a scalar tensor
    set by each forward (the mean over the batch, already weighed), and the metrics show it under this name."""

    needless: ClassVar[tuple[str, ...]] = (
        *("in_features", "in_channels", "input_size", "input_shape", "input_dim", "name"),
        *("num_features", "normalized_shape", "batch_first", "batch_input_shape", "data_format"),
    )
    needs: ClassVar[str] = ""
    """The package, beyond torch, that must be installed for it."""

    @property
    def comes_trained(self) -> bool:
        """Whether its first weights were learned elsewhere, so that no initializer draws them anew."""
        return False

    @classmethod
    def downloads(cls) -> Sequence[Fetchable]:
        """What can be fetched for it, once, into the data folder."""
        return ()

    def require(self) -> None:
        """Raises :class:`NotHere` where this machine lacks something to build it; quick, and without torch."""

    def placed(self, data: DataInfo, wanted: Shape) -> Layer:
        """This layer on this data, for the two that depend on it (input and output); others are as they are.

        ``wanted`` is the shape of the answer that the task asks for on this data.
        """
        return self

    def output_shape(self, *input_shapes: Shape) -> Shape:
        """The shape of its output. Raises :class:`ShapeError` where the inputs do not fit."""
        raise NotImplementedError

    def num_params(self, *input_shapes: Shape) -> int:
        """How many numbers it learns, given inputs that fit."""
        return 0

    def num_activations(self, *input_shapes: Shape) -> int:
        """How many numbers of one sample are kept for the way back, at least its output; given inputs that fit."""
        return prod(self.output_shape(*input_shapes))

    def num_compared(self, *input_shapes: Shape) -> int:
        """Of those that compare the numbers of a batch: how many of one sample stand in each channel, at the least."""
        shape = input_shapes[0]
        return prod(shape[:-1]) if len(shape) == 2 else prod(shape[1:])

    def build(self, *input_shapes: Shape) -> nn.Module:
        """The torch module, its weights drawn from torch's global generator; ``forward`` takes the inputs in order.

        Raises :class:`NotHere` as :meth:`require` does.
        """
        raise NotImplementedError

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        """How the number at one place of the output came about.

        ``module`` is in eval mode, ``inputs`` are of one sample without the batch axis, ``index`` is a place there is.
        """
        from torchground.catalogue.bases.explained import mixed, of_itself

        return (of_itself if self.elementwise else mixed)(module, inputs, index, self.title)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        """The block of each input that a block of the output depends on in use, by arithmetic alone; it may be too
        large, never too small."""
        if self.elementwise:
            return (box,)
        return tuple(whole(shape) for shape in input_shapes)

    def gradient_stop(self, *input_shapes: Shape) -> GradientStop | None:
        """Why no gradient passes through it to what stands before, given inputs that fit; None where it passes."""
        return None

    def num_maps(self) -> int:
        """How many matrices or kernels, one behind the other, an initializer draws in it."""
        return 0

    def causal_mends(self) -> Sequence[Mend]:
        """What would keep it from reading later steps of a sequence, where something would."""
        return ()

    def retune(self, module: nn.Module) -> None:
        """Give the module of this layer the live fields as they are now, between two steps; it keeps what it learned.

        As it stands, a live field is an attribute of the same name in the module. Raises ``AttributeError`` where the
        module has none.
        """
        for name in self.live_fields():
            getattr(module, name)
            setattr(module, name, getattr(self, name))

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {
            "max_inputs": cls.max_inputs,
            "elementwise": cls.elementwise,
            "random": cls.random,
            "added": cls.added,
            "needs": cls.needs or None,
        }


class Activation(Layer):
    """A function of each number by itself: the shape stays."""

    group: ClassVar[str] = "Activation"
    elementwise: ClassVar[bool] = True

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return numbers(self.title, input_shapes[0])
