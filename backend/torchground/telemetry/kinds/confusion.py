"""Confusion matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from torchground.telemetry.facts import Along, Facts, TensorField


class ConfusionFacts(Facts):
    """How often the network takes each class for each class."""

    kind = "confusion"
    tensors = {
        "counts": TensorField(
            ("classes", "classes"), "row is the true class, column the predicted one"
        )
    }

    classes: Annotated[Sequence[str], Along("classes")]
    """The names of the classes."""
