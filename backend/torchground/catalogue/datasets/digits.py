"""Digits: small pictures of handwritten digits."""

from typing import ClassVar, Literal

from torchground.catalogue.bundled import Bundled


class Digits(Bundled):
    """1,797 digits written by 43 people, as pictures of 8 × 8 grey values from 0 to 1. Small enough to see every
    pixel, real enough to be wrong about."""

    title: ClassVar[str] = "Handwritten digits"
    group: ClassVar[str] = "Pictures"
    order: ClassVar[int] = 160
    source: ClassVar[str] = "E. Alpaydin & C. Kaynak (1998); UCI Machine Learning Repository"
    type: Literal["digits"] = "digits"

    loader: ClassVar[str] = "load_digits"
    num_samples: ClassVar[int] = 1797
    shape: ClassVar[tuple[int, ...]] = (1, 8, 8)
    classes: ClassVar[list[str]] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    target: ClassVar[str] = "digit"
    scale: ClassVar[float] = 16.0
