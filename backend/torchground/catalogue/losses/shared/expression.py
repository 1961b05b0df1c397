"""The formulas that people may type as a loss: a small language, parsed and computed by this file alone.

A formula has numbers, the names ``prediction``, ``target``, ``pi`` and ``e``, arithmetic, comparisons and the functions
of ``FUNCTIONS``. Anything else is an error, so a formula can do nothing else. Parsing needs no torch.

    comparison = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
    sum        = product {("+" | "-") product}
    product    = signed {("*" | "/") signed}
    signed     = "-" signed | power
    power      = atom ["**" exponent]              exponent: a number of at most 8, with an optional "-"
    atom       = number | name | function "(" comparison {"," comparison} ")" | "(" comparison ")"
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from torchground.words import SentenceError, template

if TYPE_CHECKING:
    from torch import Tensor

    Operation = Callable[..., Tensor]

TOO_LONG = template(
    "expression.too_long",
    "a formula has at most {most} characters, and this has {count:,}; make it shorter",
)
NO_SLOPE = template(
    "expression.no_slope",
    "nothing can be learned from this formula: prediction is not in it, or only inside a comparison or "
    "sign(), which have no slope; let the value itself change with prediction",
)
NO_NAME = template(
    "expression.no_name",
    "at character {place}: {text} is no name; known: {known}",
)
EXPECTED = template(
    "expression.expected",
    "at character {place}: {came}; expected {wanted}",
)
POW_EXPONENT = template(
    "expression.pow_exponent",
    "at character {place}: pow takes a number between -8 and 8 as its exponent",
)
MEANS_NOTHING = template(
    "expression.means_nothing",
    "at character {place}: {text} means nothing in a formula; use numbers, prediction, target, "
    "functions, brackets and + - * / ** < <= > >= == !=",
)
EMPTY = template(
    "expression.empty",
    "the formula is empty; try (prediction - target) ** 2",
)
EXPONENT_TOO_LARGE = template(
    "expression.exponent_too_large",
    "at character {place}: the exponent {exponent:g} is too large; use one between -8 and 8",
)
LEADING_ZERO = template(
    "expression.leading_zero",
    "at character {place}: a number does not begin with 0{digit}; write 0.5 or 5",
)
TOO_LARGE = template(
    "expression.too_large",
    "at character {place}: {text} is too large a number; use one below 1e308",
)
NEEDS_BRACKETS = template(
    "expression.needs_brackets",
    "at character {place}: the function {name} needs brackets behind it: {name}({arguments})",
)
NO_FUNCTION = template(
    "expression.no_function",
    "at character {place}: {text} is no function; known: {functions}",
)
WRONG_COUNT = template(
    "expression.wrong_count",
    "at character {place}: {name} takes {wanted:# argument|# arguments}, and {count} came",
)
TOO_MANY_PARTS = template(
    "expression.too_many_parts",
    "a formula has at most {most} numbers, names and operations; make it shorter",
)
TOO_DEEP = template(
    "expression.too_deep",
    "at character {place}: the formula is nested more than {most} deep; make it flatter",
)

MAX_LENGTH = 400
"""The largest number of characters in a formula."""
MAX_NODES = 120
"""The largest number of numbers, names and operations in a formula."""
MAX_DEPTH = 24
"""How deep brackets and signs may be nested."""
MAX_EXPONENT = 8.0
"""The largest absolute value of an exponent after ``**``."""

FUNCTIONS: dict[str, int] = {
    "abs": 1,
    "exp": 1,
    "log": 1,
    "sqrt": 1,
    "square": 1,
    "sin": 1,
    "cos": 1,
    "tanh": 1,
    "sigmoid": 1,
    "relu": 1,
    "softplus": 1,
    "sign": 1,
    "softmax": 1,
    "log_softmax": 1,
    "logsumexp": 1,
    "mean": 1,
    "sum": 1,
    "max": 1,
    "min": 1,
    "maximum": 2,
    "minimum": 2,
    "pow": 2,
    "clamp": 3,
    "where": 3,
}
"""The number of arguments of every function. Those from ``softmax`` to ``min`` work over the numbers of one sample; the
others work on each number independently."""
CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e}
NAMES = ("prediction", "target")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
FLAT = ("sign", *COMPARISONS)
"""Operations whose gradient is zero everywhere."""

# n samples, K numbers of a sample in a row


class ExpressionError(SentenceError):
    """Why a text is not a valid formula: the position, what is there, and what would fit."""


@dataclass(frozen=True)
class Number:
    """A number as written, or a constant."""

    value: float


@dataclass(frozen=True)
class Name:
    """``prediction`` or ``target``."""

    name: str


@dataclass(frozen=True)
class Apply:
    """An operator or a function, and its operands. ``neg`` is the minus sign before an operand."""

    operation: str
    operands: tuple[Expression, ...]


Expression: TypeAlias = "Number | Name | Apply"
Sort: TypeAlias = Literal["number", "name", "sign", "end"]
SORTS: tuple[Sort, ...] = ("number", "name", "sign")


@dataclass(frozen=True)
class Token:
    """A piece of the text and its position, counted from 1."""

    sort: Sort
    text: str
    place: int


def read(text: str) -> Expression:
    """Parse a formula. Raises :class:`ExpressionError`."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(TOO_LONG(most=MAX_LENGTH, count=len(text)))
    expression = _Reader(_tokens(text)).whole()
    if not _has_gradient(expression):
        raise ExpressionError(NO_SLOPE())
    return expression


def never_finite(expression: Expression) -> bool:
    """Whether a part divides by something that is always 0, or takes its logarithm. No outputs then give a finite
    number."""
    if not isinstance(expression, Apply):
        return False
    operation, operands = expression.operation, expression.operands
    if any(never_finite(operand) for operand in operands):
        return True
    divides = operation == "/" and _is_zero(operands[1])
    inverts = operation == "**" and isinstance(operands[1], Number) and operands[1].value < 0
    return divides or ((inverts or operation == "log") and _is_zero(operands[0]))


KEEP_ZERO = (
    "neg",
    "abs",
    "sqrt",
    "square",
    "sin",
    "tanh",
    "relu",
    "sign",
    "mean",
    "sum",
    "max",
    "min",
)
"""Functions that give 0 if the argument is 0."""


def _is_zero(part: Expression) -> bool:
    """Whether a part is 0 for all outputs and targets. It looks only at the form of the part, so it may miss some
    cases."""
    if not isinstance(part, Apply):
        return isinstance(part, Number) and part.value == 0
    operation, operands = part.operation, part.operands
    zeros = [_is_zero(operand) for operand in operands]
    if operation == "-":
        return operands[0] == operands[1] or all(zeros)
    if operation in ("+", "maximum", "minimum"):
        return all(zeros)
    if operation == "**":
        return zeros[0] and isinstance(operands[1], Number) and operands[1].value > 0
    if operation in ("*", "/"):
        return zeros[0] or (operation == "*" and zeros[1])
    if operation == "where":
        return zeros[1] and zeros[2]
    return operation in KEEP_ZERO and zeros[0]


def compute(expression: Expression, prediction: Tensor, target: Tensor) -> Tensor:
    """Compute the formula for predictions and targets, each [n, K]. The result is [n or 1, K or 1]."""
    values = {"prediction": prediction, "target": target}
    operations = _operations()

    def value(part: Expression) -> Tensor:
        if isinstance(part, Number):
            return prediction.new_full((1, 1), part.value)
        if isinstance(part, Name):
            return values[part.name]
        if part.operation == "**" and isinstance(part.operands[1], Number):
            return value(part.operands[0]) ** part.operands[1].value
        return operations[part.operation](*[value(operand) for operand in part.operands])

    return value(expression)


# ---- from text to tokens ----------------------------------------------------------------------------------


PIECE = re.compile(
    r" *(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/<>(),]))"
)


def _tokens(text: str) -> list[Token]:
    found, place = [], 0
    end = len(text.rstrip(" "))
    while place < end:
        piece = PIECE.match(text, place)
        if piece is None:
            place += len(text[place:]) - len(text[place:].lstrip(" "))
            raise ExpressionError(MEANS_NOTHING(place=place + 1, text=_shown(text[place])))
        for sort in SORTS:
            if piece[sort] is not None:
                found.append(Token(sort, piece[sort], piece.start(sort) + 1))
        place = piece.end()
    return [*found, Token("end", "", end + 1)]


def _shown(text: str) -> str:
    """A piece of the text for a message: other characters than ASCII as their code, a long text cut."""
    plain = "".join(c if " " <= c <= "~" else f"(character {ord(c):X})" for c in text[:40])
    return f"`{plain}{'...' if len(text) > 40 else ''}`"


# ---- from tokens to a formula -----------------------------------------------------------------------------


class _Reader:
    """Reads tokens from left to right; each method reads one rule of the grammar above."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._depth = 0
        self._num_nodes = 0

    def whole(self) -> Expression:
        if len(self._tokens) == 1:
            raise ExpressionError(EMPTY())
        found = self._comparison()
        if self._next.sort != "end":
            raise self._error("an operator such as + or * or the end of the formula")
        return found

    def _comparison(self) -> Expression:
        self._deeper()
        left = self._sum()
        if self._next.text in COMPARISONS:
            operation = self._take().text
            left = self._apply(operation, left, self._sum())
            if self._next.text in COMPARISONS:
                raise self._error("one comparison at a time: put brackets around the first")
        self._depth -= 1
        return left

    def _sum(self) -> Expression:
        left = self._product()
        while self._next.text in ("+", "-"):
            left = self._apply(self._take().text, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._signed()
        while self._next.text in ("*", "/"):
            left = self._apply(self._take().text, left, self._signed())
        return left

    def _signed(self) -> Expression:
        if self._next.text != "-":
            return self._power()
        self._deeper()
        self._take()
        found = self._apply("neg", self._signed())
        self._depth -= 1
        return found

    def _power(self) -> Expression:
        base = self._atom()
        if self._next.text != "**":
            return base
        self._take()
        return self._apply("**", base, self._exponent())

    def _exponent(self) -> Number:
        place = self._next.place
        sign = -1.0 if self._next.text == "-" else 1.0
        if sign < 0:
            self._take()
        if self._next.sort != "number":
            raise self._error("a number as the exponent, such as 2 or -0.5")
        exponent = sign * self._number().value
        if abs(exponent) > MAX_EXPONENT:
            raise ExpressionError(EXPONENT_TOO_LARGE(place=place, exponent=exponent))
        if self._next.text == "**":
            raise self._error("one power at a time: put brackets around the first")
        return Number(exponent)

    def _atom(self) -> Expression:
        token = self._next
        if token.sort == "number":
            return self._number()
        if token.sort == "name":
            return self._named()
        if token.text != "(":
            raise self._error("a number, prediction, target, a function or (")
        self._take()
        inner = self._comparison()
        self._expect(")")
        return inner

    def _number(self) -> Number:
        token = self._take()
        value = float(token.text)
        if re.match(r"0[0-9]", token.text):
            raise ExpressionError(LEADING_ZERO(place=token.place, digit=token.text[1]))
        if not math.isfinite(value):
            raise ExpressionError(TOO_LARGE(place=token.place, text=_shown(token.text)))
        self._count()
        return Number(value)

    def _named(self) -> Expression:
        token = self._take()
        if self._next.text == "(":
            return self._call(token)
        self._count()
        if token.text in CONSTANTS:
            return Number(CONSTANTS[token.text])
        if token.text in NAMES:
            return Name(token.text)
        if token.text in FUNCTIONS:
            raise ExpressionError(
                NEEDS_BRACKETS(
                    place=token.place,
                    name=token.text,
                    arguments=", ".join("abc"[: FUNCTIONS[token.text]]),
                )
            )
        known = ", ".join([*NAMES, *CONSTANTS])
        raise ExpressionError(NO_NAME(place=token.place, text=_shown(token.text), known=known))

    def _call(self, token: Token) -> Expression:
        if token.text not in FUNCTIONS:
            raise ExpressionError(
                NO_FUNCTION(
                    place=token.place, text=_shown(token.text), functions=", ".join(FUNCTIONS)
                )
            )
        self._take()
        arguments = [self._comparison()]
        while self._next.text == ",":
            self._take()
            arguments.append(self._comparison())
        self._expect(")")
        wanted = FUNCTIONS[token.text]
        if len(arguments) != wanted:
            raise ExpressionError(
                WRONG_COUNT(
                    place=token.place,
                    name=token.text,
                    wanted=wanted,
                    count=len(arguments),
                )
            )
        if token.text == "pow":
            return self._apply("**", arguments[0], _exponent_of(token, arguments[1]))
        return self._apply(token.text, *arguments)

    # ---- one step at a time ---------------------------------------------------------------------------

    @property
    def _next(self) -> Token:
        return self._tokens[self._index]

    def _take(self) -> Token:
        token = self._next
        self._index += 1
        return token

    def _expect(self, text: str) -> None:
        if self._next.text != text:
            raise self._error(f"an operator, or {text} to close the bracket")
        self._take()

    def _apply(self, operation: str, *operands: Expression) -> Apply:
        self._count()
        return Apply(operation, operands)

    def _count(self) -> None:
        self._num_nodes += 1
        if self._num_nodes > MAX_NODES:
            raise ExpressionError(TOO_MANY_PARTS(most=MAX_NODES))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(TOO_DEEP(place=self._next.place, most=MAX_DEPTH))

    def _error(self, wanted: str) -> ExpressionError:
        token = self._next
        came = "the formula ends" if token.sort == "end" else f"{_shown(token.text)} came"
        return ExpressionError(EXPECTED(place=token.place, came=came, wanted=wanted))


def _exponent_of(token: Token, written: Expression) -> Number:
    """The second argument of ``pow``, with the same limits as the exponent of ``**``."""
    sign = 1.0
    if isinstance(written, Apply) and written.operation == "neg":
        sign, written = -1.0, written.operands[0]
    if not isinstance(written, Number) or written.value > MAX_EXPONENT:
        raise ExpressionError(POW_EXPONENT(place=token.place))
    return Number(sign * written.value)


# ---- what a formula means ---------------------------------------------------------------------------------


def _has_gradient(part: Expression) -> bool:
    """Whether the value changes smoothly with the prediction."""
    if isinstance(part, Name):
        return part.name == "prediction"
    if isinstance(part, Number) or part.operation in FLAT:
        return False
    smooth = part.operands[1:] if part.operation == "where" else part.operands
    return any(map(_has_gradient, smooth))


@cache
def _operations() -> dict[str, Operation]:
    """The tensor function of each operator and function, for tensors [n or 1, K or 1]."""
    import torch
    from torch.nn import functional

    def compared(operation: Operation) -> Operation:
        return lambda a, b: operation(a, b).to(a.dtype)

    return {
        "neg": torch.neg,
        "+": torch.add,
        "-": torch.sub,
        "*": torch.mul,
        "/": torch.div,
        "<": compared(torch.lt),
        "<=": compared(torch.le),
        ">": compared(torch.gt),
        ">=": compared(torch.ge),
        "==": compared(torch.eq),
        "!=": compared(torch.ne),
        "abs": torch.abs,
        "exp": torch.exp,
        "log": torch.log,
        "sqrt": torch.sqrt,
        "square": torch.square,
        "sin": torch.sin,
        "cos": torch.cos,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "relu": torch.relu,
        "softplus": functional.softplus,
        "sign": torch.sign,
        "softmax": lambda a: torch.softmax(a, dim=1),
        "log_softmax": lambda a: torch.log_softmax(a, dim=1),
        "logsumexp": lambda a: torch.logsumexp(a, dim=1, keepdim=True),
        "mean": lambda a: a.mean(dim=1, keepdim=True),
        "sum": lambda a: a.sum(dim=1, keepdim=True),
        "max": lambda a: a.amax(dim=1, keepdim=True),
        "min": lambda a: a.amin(dim=1, keepdim=True),
        "maximum": torch.maximum,
        "minimum": torch.minimum,
        "clamp": lambda a, low, high: torch.minimum(torch.maximum(a, low), high),
        "where": lambda asked, a, b: torch.where(asked != 0, a, b),
    }
