"""The base of all layers and activations: a shape rule in plain numbers, a param count and a torch module."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue

from torchground.catalogue.entry import Entry

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.dataset import DataInfo
    from torchground.catalogue.explained import Explained

Shape: TypeAlias = tuple[int, ...]
"""The shape of one sample, without the batch axis: ``(features,)``, ``(steps, features)``,
``(channels, height, width)``, or :class:`Tokens`."""

Box: TypeAlias = tuple[tuple[int, int], ...]
"""A block of the numbers of a sample: the first and last place along each axis; (0, -1) where there is none."""


class Tokens(tuple[int, ...]):
    """The shape of a sample that is a row of tokens: ``(steps,)``, whole numbers below ``vocab``."""

    vocab: int

    def __new__(cls, steps: int, vocab: int) -> Tokens:
        made = super().__new__(cls, (steps,))
        made.vocab = vocab
        return made

    def __getnewargs__(self) -> tuple[int, int]:
        return self[0], self.vocab


class Mend(BaseModel):
    """How a layer that does not fit could be made to: seen from the layer itself; the check turns it into a fix."""

    model_config = ConfigDict(frozen=True)

    title: str
    """What the button says: ``Insert Flatten``."""
    insert: dict[str, JsonValue] | None = None
    """A layer to put on the wire into ``handle``."""
    handle: int = 0
    field: str | None = None
    """A field of this layer to set to ``value``."""
    value: JsonValue = None


class ShapeError(ValueError):
    """The inputs do not fit the layer. The message says what came, what would fit and what to do."""

    def __init__(self, message: str, *mends: Mend, handle: int | None = None) -> None:
        super().__init__(message)
        self.mends = mends
        self.handle = handle
        """Which input is to blame, where one is."""


class Layer(Entry):
    """One node of a network: takes shapes and gives a shape; builds a torch module of the same meaning."""

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

    def build(self, *input_shapes: Shape) -> nn.Module:
        """The torch module, its weights drawn from torch's global generator; ``forward`` takes the inputs in order."""
        raise NotImplementedError

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        """How the number at one place of the output came about.

        ``module`` is in eval mode, ``inputs`` are of one sample without the batch axis, ``index`` is a place there is.
        """
        from torchground.catalogue.explained import mixed, of_itself

        return (of_itself if self.elementwise else mixed)(module, inputs, index, self.title)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        """The block of each input that a block of the output depends on in use, by arithmetic alone; it may be too
        large, never too small."""
        if self.elementwise:
            return (box,)
        return tuple(tuple((0, size - 1) for size in shape) for shape in input_shapes)

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
        }


class Activation(Layer):
    """A function of each number by itself: the shape stays."""

    group: ClassVar[str] = "Activation"
    elementwise: ClassVar[bool] = True

    def output_shape(self, *input_shapes: Shape) -> Shape:
        from torchground.catalogue.shapes import numbers

        return numbers(self.title, input_shapes[0])
