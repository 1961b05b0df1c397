"""Explain one output number of a recurrent layer, of attention or of a transformer block. Does not import torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from torchground.catalogue.bases.explained import (
    MOST_TERMS,
    Explained,
    Index,
    Term,
    heaviest,
    number,
)

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.catalogue.bases.shapes import Box

# T steps, C features in, U hidden units, H heads, D features of a head


def inside(value: float) -> str:
    """A number as a factor or summand: in brackets if it is negative."""
    return f"({number(value)})" if value < 0 else number(value)


def cells_of(source: Tensor, at: Sequence[Index]) -> tuple[Term, ...]:
    """Terms for these cells of the first input."""
    return tuple(Term(0, place, float(source[place].item())) for place in at)


def cells_at(source_TC: Tensor, step: int) -> tuple[Term, ...]:
    """Terms for the features of one step; only the largest if there are very many."""
    kept = heaviest(source_TC[step])
    return cells_of(source_TC, [(step, place[0]) for place in kept])


def all_steps(box: Box, shape: Index, *, causal: bool) -> tuple[Box, ...]:
    """The block that a layer over whole sequences reads: every feature of every step. If causal, only the steps up to
    the last one in ``box``."""
    last = box[0][1] if causal and len(box) == 2 else shape[0] - 1
    return (((0, last), (0, shape[1] - 1)),)


# ---- recurrent layers ---------------------------------------------------------------------------------


def recurrent_cell(module: Any, x_TC: Tensor, index: Index) -> Explained:
    """Explain one unit at one step. ``index`` is (step, unit), or (unit,) for the last state."""
    unit = index[-1]
    reverse = unit >= module.hidden_size
    step = _step(index, len(x_TC), reverse=reverse)
    before = step + 1 if reverse else step - 1
    gates = module.gates(x_TC)
    now = {name: float(gate[step, unit].item()) for name, gate in gates.items()}
    has_before = 0 <= before < len(x_TC)
    past = {n: float(g[before, unit].item()) if has_before else 0.0 for n, g in gates.items()}
    if "c" in now:
        formula = _lstm(now, past)
    elif "z" in now:
        formula = _gru(now, past)
    else:
        formula = _rnn(module, x_TC, step, unit, gates["h"], before if has_before else None)
    terms = cells_at(x_TC, step)
    which = ", reading from the end" if reverse else ""
    note = f"step {step + 1}{which}; what came before is in the state of the step before"
    return Explained(now["h"], f"{formula} = {number(now['h'])}", terms, x_TC.shape[1], note=note)


def _step(index: Index, steps: int, *, reverse: bool) -> int:
    if len(index) == 2:
        return index[0]
    return 0 if reverse else steps - 1


def _lstm(now: dict[str, float], past: dict[str, float]) -> str:
    i, f, g, o, c = (inside(now[name]) for name in "ifgoc")
    return (
        f"c = f·c₋ + i·g = {f}·{inside(past['c'])} + {i}·{g} = {c}; h = o·tanh(c) = {o}·tanh({c})"
    )


def _gru(now: dict[str, float], past: dict[str, float]) -> str:
    z, n = inside(now["z"]), inside(now["n"])
    return f"h = (1 − z)·n + z·h₋ = (1 − {z})·{n} + {z}·{inside(past['h'])}"


def _rnn(module: Any, x_TC: Tensor, step: int, unit: int, h_TU: Tensor, before: int | None) -> str:
    """The formula with the contributions of the input, of the state before, and of the bias."""
    reverse, top = unit >= module.hidden_size, module.num_layers - 1
    own = unit - module.hidden_size if reverse else unit
    w_ih, w_hh, b_ih, b_hh = module.weights_of(top, reverse=reverse)
    below = x_TC if top == 0 else module.gates(x_TC, top - 1)["h"]
    came = float((w_ih[own] @ below[step]).item())
    first = module.hidden_size if reverse else 0
    state = None if before is None else h_TU[before, first : first + module.hidden_size]
    kept = 0.0 if state is None else float((w_hh[own] @ state).item())
    bias = float((b_ih[own] + b_hh[own]).item())
    name, parts = module.nonlinearity, f"{number(came)} + {inside(kept)} + {inside(bias)}"
    return f"h = {name}(Wx + Uh₋ + b) = {name}({parts})"


# ---- attention ----------------------------------------------------------------------------------------


def attention_cell(module: Any, x_TC: Tensor, index: Index) -> Explained:
    """Explain one feature at one step: what each head adds to it, and where each head looks from that step."""
    step, feature = index
    parts = module.parts(x_TC)
    rows = module.out_proj.weight[feature].reshape(module.num_heads, -1)
    adds = (rows * parts["heads"][:, step]).sum(dim=1).tolist()
    bias = module.out_proj.bias
    shift = 0.0 if bias is None else float(bias[feature].item())
    value = float(parts["out"][step, feature].item())
    heads = " + ".join(inside(add) for add in adds[:6]) + (" + …" if len(adds) > 6 else "")
    formula = f"y = Σ heads + b = {heads} + {inside(shift)} = {number(value)}"
    return Explained(
        value,
        formula,
        cells_at(x_TC, step),
        x_TC.shape[1],
        note=_looks(parts["weights"][:, step]),
    )


def _looks(weights_HT: Tensor) -> str:
    """The step that each of the first few heads looks at most."""
    best = weights_HT.max(dim=1)
    pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    told = [f"head {h} looks most at step {t + 1} ({w:.0%})" for h, (t, w) in enumerate(pairs, 1)]
    return "; ".join(told[:4])


def block_cell(module: Any, x_TC: Tensor, index: Index) -> Explained:
    """Explain one feature at one step of a block: its input, and what attention and the small network add."""
    parts = module.parts(x_TC)
    came, attention, mlp, value = (
        float(part[index].item()) for part in (x_TC, parts["attention"], parts["mlp"], parts["out"])
    )
    if module.norm_first:
        formula = f"y = x + attention + mlp = {number(came)} + {inside(attention)} + {inside(mlp)}"
    else:
        stream = float(parts["stream"][index].item())
        formula = f"y = norm(norm(x + attention) + mlp) = norm({number(stream)} + {inside(mlp)})"
    return Explained(
        value,
        f"{formula} = {number(value)}",
        cells_at(x_TC, index[0]),
        x_TC.shape[1],
        note=_looks(parts["weights"][:, index[0]]),
    )


def mlp_cell(module: Any, x: Tensor, index: Index) -> Explained:
    """Explain one output of a feed-forward layer by the units inside that weigh most."""
    *before, feature = index
    hidden = module.hidden(x)[tuple(before)]
    products = module.linear2.weight[feature] * hidden
    shift = float(module.linear2.bias[feature].item())
    value = float(products.sum().item()) + shift
    best = products.abs().topk(min(3, len(products))).indices.tolist()
    shown = " + ".join(
        f"{number(float(module.linear2.weight[feature, unit].item()))}·{inside(float(hidden[unit].item()))}"
        for unit in best
    )
    formula = f"y = Σ w·f(unit) + b = {shown} + … + {inside(shift)} = {number(value)}"
    source = x if before else x[None]
    step = before[0] if before else 0
    terms = cells_at(source, step)
    if not before:
        terms = tuple(Term(0, term.index[1:], term.value) for term in terms)
    note = f"{len(products)} units lie between; those that weigh most are written out"
    assert len(terms) <= MOST_TERMS
    return Explained(value, formula, terms, x.shape[-1], note=note)
