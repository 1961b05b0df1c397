"""The code that softmax and log-softmax share: which numbers belong together, and the explanation of their outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchground.catalogue.bases.explained import Explained, Index, Term, heaviest, number
from torchground.catalogue.bases.layer import GradientStop
from torchground.catalogue.bases.shapes import Box, Mend, Shape
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

ALONE = template(
    "sharing.alone", "a number that shares with no other has the whole share whatever it is"
)


def features_axis(shape: Shape) -> int:
    """The axis of a batch along which features or channels lie: the last axis of flat inputs and sequences, the channel
    axis of pictures."""
    return 1 if len(shape) == 3 else -1


def alone(shape: Shape) -> GradientStop | None:
    """Why no gradient passes if each number is the only one in its softmax. None if there are more."""
    if shape[0 if len(shape) == 3 else -1] > 1:
        return None
    return GradientStop(ALONE(), (Mend(title="Remove it", remove=True),))


def shared_reads(box: Box, shape: Shape) -> Box:
    """The block of all numbers that the numbers of a block are normalized with."""
    axis = 0 if len(shape) == 3 else len(shape) - 1
    return (*box[:axis], (0, shape[axis] - 1), *box[axis + 1 :])


def shared_cell(source: Tensor, index: Index, *, logarithm: bool) -> Explained:
    """Explain the softmax of one number, or its logarithm."""
    axis = 0 if source.ndim == 3 else source.ndim - 1
    beside = (*index[:axis], *index[axis + 1 :])
    row = source.movedim(axis, -1)[beside]
    came = float(row[index[axis]].item())
    whole = float(row.logsumexp(0).item())
    value = came - whole if logarithm else float(row.softmax(0)[index[axis]].item())
    powers = row.exp()
    terms = tuple(
        Term(0, (*index[:axis], at, *index[axis + 1 :]), float(row[at].item()))
        for (at,) in heaviest(powers)
    )
    formula = (
        f"y = {number(came)} \N{MINUS SIGN} ln Σ eˣ = {number(came)} \N{MINUS SIGN} ({number(whole)})"
        if logarithm
        else f"y = e^({number(came)}) / Σ eˣ = e^({number(came)} \N{MINUS SIGN} ({number(whole)}))"
    )
    note = f"all {len(row)} numbers share, so each depends on all of them"
    return Explained(value, f"{formula} = {number(value)}", terms, len(row), note=note)
