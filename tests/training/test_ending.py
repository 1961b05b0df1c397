"""An error that ends a run becomes a sentence that says what to do."""

from __future__ import annotations

import pytest

from torchground.catalogue.bases.shapes import NotHere
from torchground.training import sentences
from torchground.training.ending import reason_of
from torchground.words import other


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: 9 bytes")]
)
def test_too_little_memory_is_said_in_words(error: Exception) -> None:
    assert reason_of(error) == sentences.NO_MEMORY()
    assert "smaller batch" in str(reason_of(error))


def test_what_a_machine_lacks_is_said_as_it_is() -> None:
    assert str(reason_of(NotHere(other("torchvision is missing; install it")))) == (
        "Torchvision is missing; install it."
    )


def test_any_other_error_is_named_on_one_line() -> None:
    assert reason_of(RuntimeError("a\n b")) == sentences.ERROR(kind="RuntimeError", text="a b")
    assert "no reason given" in str(reason_of(ZeroDivisionError()))
