"""Numbers in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField
from torchground.telemetry.parts import StepPicture


class MatrixFacts(Facts):
    """A weight matrix, whose rows are outputs and whose columns are inputs, or other numbers in rows and columns."""

    kind = "matrix"
    tensors = {
        "values": TensorField(("rows", "columns"), "the numbers"),
        "bias": TensorField(("rows",), "the offset of each output", required=False),
    }

    shape: Sequence[int] = ()
    """Of the whole tensor that is laid out in rows."""
    tokens: Annotated[Sequence[str], Along("rows")] | None = None
    """The name of each row, where rows are the steps of a sample of tokens."""
    columns: Sequence[str] | None = None
    """The name of each column."""
    input: str | None = None
    """The node that the numbers come from, where they are what goes into a node."""
    step: StepPicture | None = None
    """Where it is a part of one training step."""
