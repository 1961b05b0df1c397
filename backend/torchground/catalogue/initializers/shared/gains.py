"""The settings of the Kaiming initializers: the activation that follows, and whether signals or gradients keep their
size."""

from __future__ import annotations

from typing import Literal, TypeAlias

Nonlinearity: TypeAlias = Literal["linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu"]
NONLINEARITIES: dict[str, str] = {
    "linear": "None",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "selu": "SELU",
}
Mode: TypeAlias = Literal["fan_in", "fan_out"]
MODES: dict[str, str] = {"fan_in": "Forth (inputs)", "fan_out": "Back (outputs)"}
