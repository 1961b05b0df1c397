"""Blocks of a sample, flat indices and sliding windows: the arithmetic is compared with plain counting."""

from __future__ import annotations

from itertools import product
from math import prod

from hypothesis import given
from hypothesis import strategies as st

from torchground.catalogue.bases.explained import raveled, unraveled
from torchground.catalogue.bases.shapes import Shape, folded_box, in_row
from torchground.catalogue.layers.shared.windows import Window, reached

SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)


@given(shape=SHAPES, data=st.data())
def test_numbers_in_a_row_lie_in_the_smallest_block_that_holds_them(
    shape: Shape, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, prod(shape) - 1))
    last = data.draw(st.integers(first, prod(shape) - 1))
    places = [unraveled(at, shape) for at in range(first, last + 1)]
    axes = list(zip(*places, strict=True))
    assert folded_box(first, last, shape) == tuple((min(axis), max(axis)) for axis in axes)


@given(shape=SHAPES, data=st.data())
def test_a_block_lies_between_its_first_and_last_number_in_a_row(
    shape: Shape, data: st.DataObject
) -> None:
    lows = [data.draw(st.integers(0, size - 1)) for size in shape]
    box = tuple(
        (low, data.draw(st.integers(low, size - 1))) for low, size in zip(lows, shape, strict=True)
    )
    places = product(*[range(low, high + 1) for low, high in box])
    numbers = [raveled(place, shape) for place in places]
    assert in_row(box, shape) == (min(numbers), max(numbers))


@given(
    kernel_size=st.integers(1, 6),
    stride=st.integers(1, 4),
    padding=st.integers(0, 8),
    dilation=st.integers(1, 4),
    behind=st.none() | st.integers(0, 8),
    size=st.integers(1, 20),
)
def test_the_ends_of_a_window_are_those_of_the_cells_it_reads(
    kernel_size: int, stride: int, padding: int, dilation: int, behind: int | None, size: int
) -> None:
    window = Window(kernel_size, stride, padding, dilation, behind)
    places = max(0, window.places(size))
    cells = [[at for _, at in window.reads(place, size)] for place in range(places)]
    for place, read in enumerate(cells):
        assert window.ends(place, size) == ((min(read), max(read)) if read else (0, -1))
    every = sorted(at for read in cells for at in read)
    assert reached(window, 0, places - 1, size) == ((every[0], every[-1]) if every else (0, -1))
