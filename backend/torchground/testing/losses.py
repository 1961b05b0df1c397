"""Questions to every loss: it is the mean over samples, its gradient is useful, and samples without a target do not
count."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.task import Asks, Loss
from torchground.testing.sorts import draw_entry

NUM_SAMPLES = 11


def is_the_mean_of_the_losses_of_each_sample(kind: type[Entry]) -> None:
    """For all outputs and targets that it fits: ``build`` gives a finite number, which is the mean of what ``each``
    gives."""
    assert issubclass(kind, Loss)

    @settings(max_examples=15, deadline=None)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        loss = draw_entry(kind, data)
        for asks in kind.fits:
            for outputs, targets in asked(loss, asks):
                each = loss.each(outputs.shape[-1])(outputs, targets)
                whole = loss.build(outputs.shape[-1])(outputs, targets)
                assert each.shape == (NUM_SAMPLES,)
                assert whole.shape == ()
                assert torch.isfinite(each).all()
                torch.testing.assert_close(each.mean(), whole)

    hold()


def tells_the_outputs_where_to_go(kind: type[Entry]) -> None:
    """Its gradient is finite and not zero, and a small step against it makes the loss smaller."""
    assert issubclass(kind, Loss)
    loss = parse("losses", {"type": kind.type_id()})
    for asks in kind.fits:
        for outputs, targets in asked(loss, asks):
            if asks == "numbers" and outputs.shape == (NUM_SAMPLES, 1):
                continue  # some losses look only at the direction, and one number has none
            outputs.requires_grad_()
            before = loss.build(outputs.shape[-1])(outputs, targets)
            before.backward()
            assert outputs.grad is not None
            assert torch.isfinite(outputs.grad).all()
            assert outputs.grad.abs().sum() > 0, "no output learns anything"
            after = loss.build(outputs.shape[-1])(outputs - 0.01 * outputs.grad, targets)
            assert after < before


def leaves_out_samples_that_are_not_asked_about(kind: type[Entry]) -> None:
    """A sample with class -100 does not count in the mean, and its own loss is 0."""
    assert issubclass(kind, Loss)
    if "classes" not in kind.fits:
        return
    loss = parse("losses", {"type": kind.type_id()})
    for outputs, targets in asked(loss, "classes"):
        counts = torch.arange(NUM_SAMPLES) % 3 != 1
        some = torch.where(counts, targets, -100)
        function = loss.build(outputs.shape[-1])
        expected = function(outputs[counts], targets[counts])
        torch.testing.assert_close(function(outputs, some), expected)
        assert (loss.each(outputs.shape[-1])(outputs, some)[~counts] == 0).all()


def fits_some_task(kind: type[Entry]) -> None:
    """At least one task offers the loss. Otherwise nobody could choose it."""
    assert any(kind.type_id() in task.facts()["losses"] for task in entries("tasks").values())


QUESTIONS = (
    is_the_mean_of_the_losses_of_each_sample,
    tells_the_outputs_where_to_go,
    leaves_out_samples_that_are_not_asked_about,
    fits_some_task,
)


def asked(loss: Loss, asks: Asks) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Outputs and targets as the loss may get them."""
    draw = torch.Generator().manual_seed(3)
    if asks == "classes":
        sizes = [(count, loss.num_outputs(count)) for count in (2, 3)]
        return [
            (
                torch.randn(NUM_SAMPLES, n, generator=draw),
                torch.randint(0, count, (NUM_SAMPLES,), generator=draw),
            )
            for count, n in sizes
        ]
    if asks == "numbers":
        return [
            (torch.rand(*shape, generator=draw), torch.rand(*shape, generator=draw))
            for shape in (
                (NUM_SAMPLES, 1),
                (NUM_SAMPLES, 2),
                (NUM_SAMPLES, 6, 3),
                (NUM_SAMPLES, 1, 8, 8),
            )
        ]
    if asks == "real":
        answers = torch.randint(0, 2, (NUM_SAMPLES, 1), generator=draw).float()
        return [(torch.randn(NUM_SAMPLES, 1, generator=draw), 0.8 * answers + 0.1)]
    return [(torch.randn(NUM_SAMPLES, 1, generator=draw), torch.zeros(NUM_SAMPLES, 0))]
