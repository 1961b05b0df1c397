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
    """The shape of the whole tensor, before it was reshaped to rows."""
    tokens: Annotated[Sequence[str], Along("rows")] | None = None
    """The name of each row, where the rows are the steps of a sample of tokens."""
    columns: Sequence[str] | None = None
    """The name of each column."""
    input: str | None = None
    """The node that the numbers come from, where the matrix shows the input of a node."""
    step: StepPicture | None = None
    """The part of a training step that the matrix shows, if it is one."""
