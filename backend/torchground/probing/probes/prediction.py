"""Predictions beside the truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.prediction import PredictionFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

TARGETS_CLASSES_CONFUSION_MATRIX = template(
    "prediction.targets_classes_confusion_matrix",
    "the targets are classes; the confusion matrix shows their predictions",
)
COMPARES_PREDICTED_NUMBERS_TRUE = template(
    "prediction.compares_predicted_numbers_true",
    "this compares predicted numbers with true ones, and none are asked for",
)

MAX_SAMPLES = 1000


class Prediction(Probe):
    """The network's prediction for each test sample, beside the truth.

    The points of a perfect network are on the diagonal.
    """

    title = "Prediction and truth"
    group = "Answers"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = (PredictionFacts,)

    type: Literal["prediction"] = "prediction"

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: truth and predicted [n ≤ 1000] float32. Both are the first target, in its own units."""
        from torchground.probing.shared.pictures import (
            exact,
            in_target_units,
            shown_of,
            test_outputs,
        )

        if context.data.classes:
            raise ProbeError(TARGETS_CLASSES_CONFUSION_MATRIX())
        if context.data.asks != "numbers" or len(context.project.wanted) != 1:
            raise ProbeError(COMPARES_PREDICTED_NUMBERS_TRUE())
        truth = in_target_units(context, context.test_y[:MAX_SAMPLES, 0])
        predicted = in_target_units(context, test_outputs(context)[:MAX_SAMPLES, 0])
        facts = PredictionFacts(
            target=context.data.target, of="test", **shown_of(len(truth), len(context.test_y))
        )
        tensors = {"truth": exact(truth), "predicted": exact(predicted)}
        return [Reading("", tensors, facts)]
