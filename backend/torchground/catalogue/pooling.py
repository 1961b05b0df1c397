"""The shape rule that all pooling layers share."""

from __future__ import annotations

from torchground.catalogue.layer import Mend, Shape, ShapeError
from torchground.catalogue.shapes import picture, shown, window


def pooled_shape(
    title: str, shape: Shape, kernel_size: int, stride: int | None, padding: int
) -> Shape:
    """The picture that is left. Raises :class:`ShapeError` where the window or the padding does not fit."""
    channels, height, width = picture(title, shape)
    if padding > kernel_size // 2:
        half = kernel_size // 2
        raise ShapeError(
            f"padding is {padding} and may be at most half of kernel_size {kernel_size}; set it to {half} or less",
            Mend(title=f"Set padding to {half}", field="padding", value=half),
        )
    places = [
        window(size, kernel_size=kernel_size, stride=stride or kernel_size, padding=padding)
        for size in (height, width)
    ]
    if min(places) < 1:
        least = min(height, width)
        raise ShapeError(
            f"the window is {kernel_size}×{kernel_size} and the picture only {shown(shape)}; use a smaller kernel_size",
            *_smaller(least, padding),
            handle=0,
        )
    return (channels, *places)


def _smaller(least: int, padding: int) -> list[Mend]:
    if padding > least // 2:
        return []
    return [Mend(title=f"Set kernel_size to {least}", field="kernel_size", value=least)]
