"""The input of a network. For points of the plane, it offers features to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, PrivateAttr

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, Term, number, outcome, passed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Shape, Tokens
from torchground.words import SentenceError, template

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.samples import DataInfo

FEATURE_TICKED_ONCE_REMOVE = template(
    "input.feature_ticked_once_remove",
    "each feature can be ticked once; remove the ones that repeat",
)
INPUT_NO_SHAPE_BEFORE = template(
    "input.input_no_shape_before",
    "the input has no shape before it is placed on data",
)

Feature: TypeAlias = Literal["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"]
FEATURES: dict[str, str] = {
    "x1": "x₁",
    "x2": "x₂",
    "x1_squared": "x₁²",
    "x2_squared": "x₂²",
    "x1_x2": "x₁x₂",
    "sin_x1": "sin x₁",
    "sin_x2": "sin x₂",
}
"""The name of every feature, in the order in which the network takes them."""


def _each_once(features: list[Feature]) -> list[Feature]:
    if len(set(features)) < len(features):
        raise SentenceError(FEATURE_TICKED_ONCE_REMOVE())
    return features


class Input(Layer):
    """The place where the samples enter the network: one number for each measurement, or one for each pixel of a
    picture.

    For points of a plane, tick the features that the network gets of each point: its coordinates, or something computed
    from them. A good feature makes a hard problem easy: a single unit can learn the circle from x₁² and x₂².
    """

    title = "Input"
    aliases = ("InputLayer",)
    group = "Core"
    order = 1
    formula = "x"
    max_inputs = 0

    type: Literal["input"] = "input"

    features: Annotated[list[Feature], AfterValidator(_each_once)] = Field(
        ["x1", "x2"],
        min_length=1,
        max_length=len(FEATURES),
        json_schema_extra=ui(choices=FEATURES),
    )
    """The features that the network gets of each point of the plane. Other data come unchanged."""

    _data: DataInfo | None = PrivateAttr(None)

    def placed(self, data: DataInfo, wanted: Shape) -> Input:
        placed = self.model_copy()
        placed._data = data
        return placed

    @property
    def data(self) -> DataInfo:
        """The data that the layer was placed on. Raises ``ValueError`` before that."""
        if self._data is None:
            raise SentenceError(INPUT_NO_SHAPE_BEFORE())
        return self._data

    @property
    def chosen(self) -> list[str]:
        """The ticked features in the order of the network, not in the order of ticking."""
        return [feature for feature in FEATURES if feature in self.features]

    def output_shape(self, *input_shapes: Shape) -> Shape:
        if self.data.is_tokens:
            return Tokens(self.data.shape[0], len(self.data.vocab))
        return self.data.shape if self.data.plane is None else (len(self.chosen),)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        from torchground.catalogue.layers.modules.features import PlaneFeatures

        if self.data.plane is None or self.chosen == ["x1", "x2"]:
            return nn.Identity()
        return PlaneFeatures(self.chosen)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        """``inputs`` holds the sample itself, as it is in the data."""
        if self.data.plane is None:
            return passed(inputs[0], index, "a number of the sample")
        name = FEATURES[self.chosen[index[0]]]
        value = outcome(module, inputs, index)
        terms = tuple(Term(0, (at,), float(inputs[0][at].item())) for at in range(2))
        formula = f"{name} = {number(value)}"
        return Explained(value, formula, terms, 2, note="computed from the point's coordinates")
