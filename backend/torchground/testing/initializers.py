"""Questions to every initializer: it fills every layer with finite numbers, and the same seed gives the same
numbers."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.initializer import Initializer
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Tokens
from torchground.testing.sorts import draw_entry


def fills_every_layer_with_finite_numbers(kind: type[Entry]) -> None:
    """Shapes, dtypes, buffers and frozen params do not change. The same seed gives the same numbers."""

    @settings(max_examples=10, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        initializer = draw_entry(kind, data)
        assert isinstance(initializer, Initializer)
        for module in layers_to_fill():
            _assert_fills(initializer, module)

    hold()


def changes_some_layer(kind: type[Entry]) -> None:
    """With its default fields it changes the params of at least one layer."""
    initializer = parse("initializers", {"type": kind.type_id()})
    changed = False
    for module in layers_to_fill():
        before = [value.clone() for value in module.parameters()]
        initializer.fill(module)
        pairs = zip(before, module.parameters(), strict=True)
        changed |= any(not torch.equal(then, now) for then, now in pairs)
    assert changed


QUESTIONS = (fills_every_layer_with_finite_numbers, changes_some_layer)


def layers_to_fill() -> list[nn.Module]:
    """One module of each layer type that has params."""
    built = []
    for kind in entries("layers").values():
        layer: Layer = parse("layers", {"type": kind.type_id()})
        for shapes in ([(8,)], [(6, 8)], [(4, 8, 8)], [Tokens(6, 5)]):
            try:
                if kind.type_id() in ("input", "output") or not layer.num_params(*shapes):
                    continue
                layer.output_shape(*shapes)
                built.append(layer.build(*shapes))
                break
            except (ValueError, IndexError, AttributeError):
                continue
    return built


def _assert_fills(initializer: Initializer, module: nn.Module) -> None:
    before = {key: value.clone() for key, value in module.named_parameters()}
    buffers = {key: value.clone() for key, value in module.named_buffers()}
    torch.manual_seed(1)
    initializer.fill(module)
    after = dict(module.named_parameters())
    assert after.keys() == before.keys()
    for key, value in after.items():
        assert (value.shape, value.dtype) == (before[key].shape, before[key].dtype)
        assert value.requires_grad == before[key].requires_grad
        assert torch.isfinite(value).all()
    assert all(torch.equal(value, buffers[key]) for key, value in module.named_buffers())
    once = {key: value.detach().clone() for key, value in after.items()}
    torch.manual_seed(1)
    initializer.fill(module)
    assert all(torch.equal(value, once[key]) for key, value in module.named_parameters())
