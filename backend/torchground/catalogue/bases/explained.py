"""How one number of a layer's output is computed: from which input cells, with which weights, by which formula.

A cell is one number of an input or output. Each layer declares this once, in ``Layer.cell``. The inspector's
arithmetic, the sliding window and the highlighted cells all use it. The functions here are shared by these declarations
and do not import torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from torch import Tensor, nn

Index: TypeAlias = tuple[int, ...]
"""A position in the input or output of one sample: one number for each axis."""

MOST_TERMS = 400
"""The largest number of terms that are kept: those with the largest absolute values, in the order of their
positions."""
WRITTEN = 3
"""The largest number of terms that are written out in a formula."""


@dataclass(frozen=True)
class Term:
    """One input cell that an output cell depends on."""

    handle: int
    """Which input of the layer."""
    index: Index
    value: float
    weight: str | None = None
    """The name of the param that the cell is multiplied by, if there is one: ``weight``."""
    weight_index: Index | None = None
    weight_value: float | None = None
    product: float | None = None
    """What the term adds to the sum, if the output is a sum."""


@dataclass(frozen=True)
class Explained:
    """One output cell. If ``sums``, ``value`` = Σ products + bias; otherwise formula and note say how it is
    computed."""

    value: float
    formula: str
    """A short formula with the numbers of this cell filled in."""
    terms: tuple[Term, ...] = ()
    num_terms: int = 0
    """The number of all terms. It is larger than ``len(terms)`` if only the largest are kept."""
    bias: float | None = None
    sums: bool = False
    winner: int | None = None
    """The index of the only term that is passed on, if there is one."""
    note: str = ""


def number(value: float) -> str:
    """A number for a formula: four significant digits and a real minus sign."""
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")


def bias_of(module: nn.Module) -> Tensor | None:
    """The module's own bias, or None."""
    found: Tensor | None = getattr(module, "bias", None)
    return found


def outcome(module: nn.Module, inputs: Sequence[Tensor], index: Index) -> float:
    """The output of the module at this position for one sample."""
    result: Tensor = module(*[source[None] for source in inputs])
    return float(result[0][index].item())


def mixed(module: nn.Module, inputs: Sequence[Tensor], index: Index, title: str) -> Explained:
    """The explanation of a layer without a declaration of its own: the value, and a note that it depends on the whole
    input."""
    value = outcome(module, inputs, index)
    note = f"{title} mixes all its inputs in each of its numbers"
    return Explained(value, f"y = {number(value)}", num_terms=_count(inputs), note=note)


def of_itself(module: nn.Module, inputs: Sequence[Tensor], index: Index, title: str) -> Explained:
    """The explanation of an elementwise function: it depends on the number at the same position."""
    value, came = outcome(module, inputs, index), float(inputs[0][index].item())
    formula = f"{title}({number(came)}) = {number(value)}"
    return Explained(value, formula, (Term(0, index, came),), 1)


def passed(source: Tensor, place: Index, note: str, *, handle: int = 0) -> Explained:
    """The explanation of a number that is copied unchanged from another position."""
    value = float(source[place].item())
    return Explained(
        value,
        f"y = {number(value)}",
        (Term(handle, place, value, product=value),),
        1,
        sums=True,
        winner=0,
        note=note,
    )


Axes: TypeAlias = Sequence[Sequence[int]]
"""The positions along each axis of an input that a cell reads. Together they form a block."""


def block(source: Tensor, axes: Axes) -> Tensor:
    """The numbers at these positions, selected axis by axis."""
    for axis, places in enumerate(axes):
        source = source.index_select(axis, source.new_tensor(places).long())
    return source


def weighed(
    source: Tensor,
    axes: Axes,
    weights: Tensor,
    *,
    weight_at: Callable[[Index], Index] | None = None,
    bias: float | None = None,
    outside: int = 0,
) -> Explained:
    """A weighted sum over a block of the first input.

    ``weights`` has the shape of the block. ``weight_at`` maps a position in the block to a position in the param
    ``weight``; it is None if the weights are not params. ``outside`` is the number of window cells that lie on the zero
    padding.
    """
    values = block(source, axes)
    products = values * weights
    total = float(products.sum().item()) + (bias or 0.0)
    terms = tuple(
        Term(
            0,
            tuple(int(axis[at]) for axis, at in zip(axes, place, strict=True)),
            float(values[place].item()),
            None if weight_at is None else "weight",
            None if weight_at is None else weight_at(place),
            float(weights[place].item()),
            float(products[place].item()),
        )
        for place in heaviest(products)
    )
    note = f"{outside} places of the window lie outside, on zeros" if outside else ""
    formula = f"y = {_sum(terms, products.numel(), bias)} = {number(total)}"
    return Explained(total, formula, terms, products.numel(), bias, sums=True, note=note)


def dense(source: Tensor, index: Index, weight: Tensor, bias: Tensor | None) -> Explained:
    """One unit of a linear layer over the last axis; ``weight`` is [out, in]."""
    *before, unit = index
    steps = [[place] for place in before]
    return weighed(
        source,
        (*steps, range(source.shape[-1])),
        weight[unit][(None,) * len(steps)],
        weight_at=lambda place: (unit, place[-1]),
        bias=None if bias is None else float(bias[unit].item()),
    )


def largest(source: Tensor, axes: Axes) -> Explained:
    """The largest number of a block. If several are equal, the first one."""
    values = block(source, axes)
    best = float(values.max().item())
    kept = heaviest(values, largest=True)
    terms = _plain(values, axes, kept)
    winner = next(at for at, term in enumerate(terms) if term.value == best)
    count = values.numel()
    formula = f"y = max of {count} = {number(best)}"
    return Explained(
        best,
        formula,
        terms,
        count,
        winner=winner,
        note="the largest wins; the others pass nothing on and get no gradient",
    )


def normalized(
    source: Tensor,
    index: Index,
    axes: Axes | None,
    *,
    mean: float,
    variance: float,
    eps: float,
    scale: float | None,
    shift: float | None,
    note: str,
) -> Explained:
    """A number after normalization: γ·(x − μ) / √(σ² + ε) + β.

    ``axes`` are the cells from which μ and σ are computed. It is None if they do not come from this sample.
    """
    came = float(source[index].item())
    value = (came - mean) / (variance + eps) ** 0.5
    formula = f"({number(came)} \N{MINUS SIGN} {number(mean)}) / √({number(variance)} + {eps:.0e})"
    if scale is not None:
        value = value * scale + (shift or 0.0)
        formula = f"{number(scale)}·{formula} + {number(shift or 0.0)}"
    terms: tuple[Term, ...] = (Term(0, index, came),)
    count = 1
    if axes is not None:
        values = block(source, axes)
        others = _plain(values, axes, heaviest(values))
        terms = (terms[0], *(term for term in others if term.index != index))[:MOST_TERMS]
        count = values.numel()
    return Explained(value, f"y = {formula} = {number(value)}", terms, count, note=note)


def added_up(inputs: Sequence[Tensor], index: Index) -> Explained:
    """The sum of the numbers at one position of several inputs."""
    values = [float(source[index].item()) for source in inputs]
    terms = tuple(Term(h, index, value, product=value) for h, value in enumerate(values))
    total = sum(values)
    formula = f"y = {_sum(terms, len(terms), None)} = {number(total)}"
    return Explained(total, formula, terms, len(terms), sums=True)


def multiplied(inputs: Sequence[Tensor], index: Index) -> Explained:
    """The product of the numbers at one position of several inputs."""
    values = [float(source[index].item()) for source in inputs]
    total = prod(values)
    terms = tuple(Term(handle, index, value) for handle, value in enumerate(values))
    formula = f"y = {'·'.join(_bracketed(value) for value in values)} = {number(total)}"
    return Explained(total, formula, terms, len(terms))


def heaviest(values: Tensor, *, largest: bool = False) -> list[Index]:
    """The positions of at most 400 numbers: those with the largest absolute values, or with ``largest`` the largest
    values. They are in the order of their positions."""
    flat = values.flatten()
    if flat.numel() > MOST_TERMS:
        flat = flat if largest else flat.abs()
        chosen = sorted(flat.topk(MOST_TERMS).indices.tolist())
    else:
        chosen = list(range(flat.numel()))
    return [unraveled(at, tuple(values.shape)) for at in chosen]


def unraveled(at: int, shape: Index) -> Index:
    """The position of the number with flat index ``at``, in row-major order."""
    place = []
    for size in reversed(shape):
        at, rest = divmod(at, size)
        place.append(rest)
    return tuple(reversed(place))


def raveled(place: Index, shape: Index) -> int:
    """The flat index of a position, in row-major order."""
    at = 0
    for coordinate, size in zip(place, shape, strict=True):
        at = at * size + coordinate
    return at


def _plain(values: Tensor, axes: Axes, kept: Sequence[Index]) -> tuple[Term, ...]:
    return tuple(
        Term(
            0,
            tuple(int(axis[at]) for axis, at in zip(axes, place, strict=True)),
            float(values[place].item()),
        )
        for place in kept
    )


def _sum(terms: Sequence[Term], count: int, bias: float | None) -> str:
    """The sum as text: the largest few terms written out, the rest as a count."""
    written = sorted(terms, key=lambda term: -abs(term.product or 0.0))[:WRITTEN]
    parts = [] if bias is None else [number(bias)]
    for term in written:
        value = _bracketed(term.value)
        weight = term.weight_value
        parts.append(value if weight is None else f"{number(weight)}·{value}")
    if count > len(written):
        parts.append(f"… ({count} terms)")
    return " + ".join(parts) or "0"


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _count(inputs: Sequence[Tensor]) -> int:
    return sum(source.numel() for source in inputs)
