"""The formulas that people type. Everything outside the grammar is refused, and every formula has the same result as in
numpy."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from torchground.catalogue.losses.shared.expression import (
    FUNCTIONS,
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NODES,
    ExpressionError,
    compute,
    never_finite,
    read,
)

ESCAPES = [
    json.loads(f'"{line}"')
    for line in (Path(__file__).parent / "escapes.txt").read_text("utf-8").splitlines()
]
Array = np.ndarray[Any, np.dtype[np.float64]]


def refusal(text: str) -> str | None:
    """Why a text is not a formula. None if it is one."""
    try:
        read(text)
    except ExpressionError as error:
        return str(error)
    return None


# ---- what must never get in -----------------------------------------------------------------------------


def test_no_known_escape_is_a_formula() -> None:
    assert len(set(ESCAPES)) == len(ESCAPES) >= 500
    assert [text for text in ESCAPES if refusal(text) is None] == []
    assert all((refusal(text) or "").isascii() for text in ESCAPES)


@given(st.text(max_size=60) | st.text(alphabet="prdictonagesl0123456789.+-*/()<>=, _", max_size=60))
def test_any_text_is_a_formula_or_is_refused_with_a_sentence(text: str) -> None:
    assert len(refusal(text) or "a formula, after all") >= 20


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "-" * 100_000, "prediction+" * 10_000, "9" * 10**6]
)
def test_a_long_text_is_refused_by_its_length(text: str) -> None:
    with pytest.raises(ExpressionError, match="at most 400 characters"):
        read(text)


# ---- limits at the limit and one beyond ------------------------------------------------------------------


def test_the_limits_are_where_they_are_said_to_be() -> None:
    padded = "prediction" + " " * (MAX_LENGTH - 10)
    assert read(padded) == read("prediction")
    with pytest.raises(ExpressionError, match="characters"):
        read(padded + " ")

    def nested(depth: int) -> str:
        return "(" * depth + "prediction" + ")" * depth

    read(nested(MAX_DEPTH - 1))
    with pytest.raises(ExpressionError, match="nested more than 24"):
        read(nested(MAX_DEPTH))
    most = "prediction" + "+1" * ((MAX_NODES - 1) // 2)
    read(most)
    with pytest.raises(ExpressionError, match="at most 120 numbers"):
        read(most + "+1")
    read("prediction ** 8 + prediction ** -8")
    for exponent in ("8.0001", "-9", "1e300"):
        with pytest.raises(ExpressionError, match="between -8 and 8"):
            read(f"prediction ** {exponent}")
    read("prediction * 1.7e308")
    with pytest.raises(ExpressionError, match="below 1e308"):
        read("prediction * 1.8e308")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the formula is empty"),
        ("abs(prediction) * foo(2)", "at character 19: `foo` is no function; known: abs, exp"),
        (
            "prediction * goal",
            "at character 14: `goal` is no name; known: prediction, target, pi, e",
        ),
        ("prediction & target", "at character 12: `&` means nothing"),
        ("prediction  é", "at character 13: `(character E9)` means nothing"),
        ("(prediction", "at character 12: the formula ends; expected an operator, or )"),
        ("prediction target", "at character 12: `target` came; expected an operator"),
        ("1 < prediction < 2", "one comparison at a time"),
        ("prediction ** target", "a number as the exponent"),
        ("clamp(prediction, 1)", "clamp takes 3 arguments, and 2 came"),
        ("mean * prediction", "the function mean needs brackets behind it: mean(a)"),
        ("007 * prediction", "does not begin with 00"),
        ("abs(target - 1)", "nothing can be learned"),
        ("where(prediction > 0, 1, 0)", "nothing can be learned"),
        ("sign(prediction)", "nothing can be learned"),
        ("pow(prediction, target)", "pow takes a number between -8 and 8"),
    ],
)
def test_a_refusal_says_where_and_what_would_fit(text: str, sentence: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        read(text)
    assert sentence in str(caught.value)


# ---- what gets in means what it says ------------------------------------------------------------------


class Reference:
    """An independent evaluation with Python's own grammar and numpy.

    Every intermediate result is changed by about ``jitter``, up or down, like a rounding error. This shows which
    results depend on rounding.
    """

    def __init__(self, jitter: float = 0.0, seed: int = 0) -> None:
        self._values = VALUES | {"pi": np.full((1, 1), np.pi), "e": np.full((1, 1), np.e)}
        self._jitter = jitter
        self._rng = np.random.default_rng(seed)
        self.finite = True
        """Whether every result on the way was."""

    def __call__(self, text: str) -> Array:
        return self._value(ast.parse(text.strip(" "), mode="eval").body)

    def _value(self, node: ast.expr) -> Array:
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return np.full((1, 1), float(node.value))
        if isinstance(node, ast.Name):
            return self._values[node.id]
        found = self._applied(node)
        self.finite &= bool(np.isfinite(found).all())
        if self._jitter:
            shift = self._jitter * self._rng.standard_normal(found.shape)
            found = found * (1 + shift) + 0.01 * shift
        return found

    def _applied(self, node: ast.expr) -> Array:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self._value(node.operand)
        if isinstance(node, ast.BinOp):
            return BINARY[type(node.op)](self._value(node.left), self._value(node.right))
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, right = self._value(node.left), self._value(node.comparators[0])
            return np.asarray(BINARY[type(node.ops[0])](left, right), dtype=np.float64)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return CALLS[node.func.id](*map(self._value, node.args))
        raise AssertionError(f"beyond the grammar: {ast.dump(node)}")


BINARY: dict[type, Any] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}


def shares(a: Array) -> Array:
    raised = np.exp(a - a.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def log_sum(a: Array) -> Array:
    top = a.max(axis=1, keepdims=True)
    safe = np.where(np.isfinite(top), top, 0)
    return np.asarray(safe + np.log(np.exp(a - safe).sum(axis=1, keepdims=True)))


CALLS: dict[str, Any] = {
    "abs": np.abs,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "square": np.square,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "relu": lambda a: np.where(np.isnan(a), a, np.maximum(a, 0)),
    "softplus": lambda a: np.logaddexp(0, a),
    "sign": lambda a: np.where(np.isnan(a), 0, np.sign(a)),
    "softmax": shares,
    "log_softmax": lambda a: a - log_sum(a),
    "logsumexp": log_sum,
    "mean": lambda a: a.mean(axis=1, keepdims=True),
    "sum": lambda a: a.sum(axis=1, keepdims=True),
    "max": lambda a: a.max(axis=1, keepdims=True),
    "min": lambda a: a.min(axis=1, keepdims=True),
    "maximum": np.maximum,
    "minimum": np.minimum,
    "pow": np.power,
    "clamp": lambda a, low, high: np.minimum(np.maximum(a, low), high),
    "where": lambda asked, a, b: np.where(asked != 0, a, b),
}
PREDICTION = np.random.default_rng(1).normal(0, 1.5, (2, 3))
TARGET = np.random.default_rng(2).normal(0, 1.0, (2, 3))
VALUES = {"prediction": PREDICTION, "target": TARGET}


def agrees(text: str, found: Array) -> bool | None:
    """Whether the formula has these values [2, 3]. None if its values are not finite, or depend on how its steps are
    rounded."""
    with np.errstate(all="ignore"):
        plain = Reference()
        value = plain(text)
        if not plain.finite or np.abs(value).max() > 1e12:
            return None
        if np.allclose(found, value, rtol=1e-7, atol=1e-7):
            return True
        shaken = [Reference(up, seed)(text) for up in (1e-12, -1e-12) for seed in (1, 2)]
    return None if any(not np.allclose(other, value, rtol=1e-8) for other in shaken) else False


def tree(rng: random.Random, size: int) -> str:
    """A random formula of the grammar with about ``size`` nodes."""
    if size <= 1:
        atoms = ["prediction", "target", "pi", "e", "2", ".5", "3.", "1e-2", "0.25", "12"]
        return rng.choice(["prediction", "target", rng.choice(atoms)])
    pick = rng.random()
    if pick < 0.08:
        return f"-{tree(rng, size - 1)}"
    if pick < 0.16:
        return f"({tree(rng, size - 1)}) ** {rng.choice(['2', '3', '-1', '0.5', '-2', '8'])}"
    if pick < 0.55:
        sign = rng.choice(["+", "-", "*", "/", " + ", " - ", " * ", "<", "<=", " > ", ">=", "=="])
        left = rng.randrange(1, size)
        return f"({tree(rng, left)}{sign}{tree(rng, size - left)})"
    if pick < 0.65:  # no brackets: tests the precedence of the operators
        signs = [rng.choice(["+", "-", "*", "/", "*-"]) for _ in range(min(size, 4))]
        return "".join(f"{tree(rng, 1)}{sign}" for sign in signs) + tree(rng, 1)
    name = rng.choice(list(FUNCTIONS))
    if name == "pow":
        return f"pow({tree(rng, size - 1)}, {rng.choice(['2', '-1', '1.5'])})"
    wanted = FUNCTIONS[name]
    parts = [tree(rng, max(1, (size - 1) // wanted)) for _ in range(wanted)]
    return f"{name}({', '.join(parts)})"


def spoiled(rng: random.Random, text: str) -> str:
    """The text with a few characters removed, doubled, swapped or inserted."""
    letters = list(text)
    for _ in range(rng.randrange(1, 4)):
        place = rng.randrange(len(letters) + 1)
        letters[place : place + rng.randrange(3)] = rng.choice(
            [
                "",
                *"()+-*/<=,.1ex _[]{}:'@#%&|~!",
                "**",
                " if ",
                "prediction",
                "target",
                ".x",
                "abs(",
            ]
        )
    return "".join(letters)


@pytest.mark.parametrize("seed", range(8))
def test_random_formulas_are_refused_or_give_what_numpy_gives(seed: int) -> None:
    """12,500 formulas for each seed, 100,000 in all: half of them from the grammar, half of them with changed
    characters."""
    rng, num_read, num_compared = random.Random(seed), 0, 0
    prediction, target = torch.tensor(PREDICTION), torch.tensor(TARGET)
    for index in range(12_500):
        text = f"prediction + {tree(rng, rng.randrange(1, 14))}"
        text = spoiled(rng, text) if index % 2 else text
        try:
            expression = read(text)
        except ExpressionError:
            continue
        num_read += 1
        found = compute(expression, prediction, target).expand(2, 3).numpy()
        verdict = agrees(text, found)
        num_compared += verdict is True
        assert verdict is not False, text
    assert num_read > 4000
    assert num_compared > 0.5 * num_read


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("-prediction ** 2", -(PREDICTION**2)),
        ("prediction - target - 1", PREDICTION - TARGET - 1),
        ("8 / prediction / 2", 4 / PREDICTION),
        ("prediction * -2", PREDICTION * -2),
        ("2 + prediction * 3", 2 + PREDICTION * 3),
        ("max(prediction) - min(prediction)", np.ptp(PREDICTION, axis=1)[:, None]),
        ("prediction + (prediction > 0) * 10", PREDICTION + 10 * (PREDICTION > 0)),
        ("clamp(prediction, -0.5, 0.5)", PREDICTION.clip(-0.5, 0.5)),
    ],
)
def test_signs_bind_as_in_mathematics(text: str, wanted: Array) -> None:
    found = compute(read(text), torch.tensor(PREDICTION), torch.tensor(TARGET))
    assert np.allclose(found.numpy(), wanted)


@pytest.mark.parametrize(
    "text",
    [
        "(prediction - target) ** 2",
        "abs(prediction - target) + 0.1 * sum(square(prediction))",
        "-sum(target * log_softmax(prediction))",
        "log(1 + exp(-prediction * target))",
        "where(abs(prediction - target) < 1, square(prediction - target) / 2, abs(prediction - target) - 0.5)",
        "relu(1 - prediction * target) ** 2 + tanh(prediction) * sigmoid(target)",
        "logsumexp(prediction) - mean(prediction * target) + max(softmax(prediction))",
        "sqrt(square(prediction - target) + 1e-3) * cos(prediction) / (1 + softplus(prediction))",
    ],
)
def test_the_slope_of_a_formula_is_the_slope_of_its_values(text: str) -> None:
    expression = read(text)
    prediction = torch.tensor(PREDICTION, requires_grad=True)
    target = torch.tensor(TARGET)
    assert torch.autograd.gradcheck(lambda p: compute(expression, p, target), (prediction,))


def test_every_formula_that_is_taken_has_a_slope() -> None:
    rng = random.Random(5)
    for _ in range(500):
        try:
            expression = read(tree(rng, rng.randrange(1, 10)))
        except ExpressionError:
            continue
        prediction = torch.tensor(PREDICTION, requires_grad=True)
        assert compute(expression, prediction, torch.tensor(TARGET)).requires_grad


@pytest.mark.parametrize(
    "text",
    [
        "(prediction - target) / (target - target)",
        "prediction / 0",
        "prediction / (0 * target)",
        "prediction * (target - target) ** -1",
        "prediction + log(sum(target - target))",
        "square(prediction / tanh(maximum(0, 0)))",
        "prediction / where(target > 0, 0, 0)",
        "prediction / -(abs(0) + 0 / target)",
    ],
)
def test_a_formula_that_is_never_a_number_is_known_by_its_form(text: str) -> None:
    assert never_finite(read(text))
    values = compute(read(text), torch.randn(9, 2), torch.randn(9, 2))
    assert not values.isfinite().any()


@pytest.mark.parametrize(
    "text",
    ["prediction / target", "prediction / (target - 1)", "prediction * 0 + prediction", "log(exp(prediction))"],
)  # fmt: skip
def test_a_formula_that_may_be_a_number_is_let_pass(text: str) -> None:
    assert not never_finite(read(text))
