"""The input of a GAN's discriminator: real samples or fakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained, passed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, numbers, shown
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

REAL_FAKE_TAKES_TWO = template(
    "real_or_fake.real_fake_takes_two",
    "Real or fake takes two inputs, first the data, then the generator, got {num_input_shapes}; draw a "
    "wire from the generator into its second input",
)
GENERATOR_GIVES_REAL_SAMPLES = template(
    "real_or_fake.generator_gives_real_samples",
    "the generator gives {fake}, and the real samples are {real}; let its last layer give just as many",
)


class RealOrFake(Layer):
    """Connects two networks that learn against each other: its first input is a real sample from the data, its second a
    fake from the generator.

    The layers behind it (the discriminator) get both in turn and learn to tell them apart. The layers before its second
    input (the generator) learn to make fakes that are taken for real. When you look at the network, it passes the real
    sample on.
    """

    title = "Real or fake"
    group = "Generative"
    order = 172
    formula = "y = x₀ (real) or x₁ (fake)"
    source = "I. Goodfellow et al., Generative Adversarial Networks (2014), arxiv.org/abs/1406.2661"
    max_inputs = 2

    type: Literal["real_or_fake"] = "real_or_fake"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        if len(input_shapes) != 2:
            raise ShapeError(REAL_FAKE_TAKES_TWO(num_input_shapes=len(input_shapes)))
        real, fake = (numbers(self.title, shape) for shape in input_shapes)
        if real != fake:
            raise ShapeError(
                GENERATOR_GIVES_REAL_SAMPLES(fake=shown(fake), real=shown(real)),
                *_matching(real, fake),
                handle=1,
            )
        return real

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.joins import First

        return First()

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box, box)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return passed(inputs[0], index, "when it is looked at, the real sample is passed on")


def _matching(real: Shape, fake: Shape) -> list[Mend]:
    if len(real) != 1 or len(fake) != 1:
        return []
    layer = {"type": "linear", "out_features": real[0]}
    return [Mend(title=f"Insert Linear with {real[0]}", insert={**layer}, handle=1)]
