"""MNIST: handwritten digits, the data set that most people begin with."""

from typing import ClassVar, Literal

from torchground.catalogue.bases.fetchable import Source
from torchground.catalogue.datasets.sources.downloaded import GreyPictures

_PLACE = "https://ossci-datasets.s3.amazonaws.com/mnist/"
_MIRROR = "https://storage.googleapis.com/cvdf-datasets/mnist/"


def _source(name: str, size: int, md5: str, sha256: str | None = None) -> Source:
    return Source(name, (_PLACE + name, _MIRROR + name), size, md5, sha256)


class Mnist(GreyPictures):
    """70,000 handwritten digits, grey pictures of 28 × 28 with values from 0 to 1. A small convolutional network gets
    98 of 100 right within a minute."""

    title: ClassVar[str] = "MNIST"
    order: ClassVar[int] = 180
    source: ClassVar[str] = (
        "Y. LeCun, C. Cortes & C. Burges, The MNIST database of handwritten digits (1998)"
    )
    aliases = ("Handwritten digit database",)

    type: Literal["mnist"] = "mnist"

    classes: ClassVar[tuple[str, ...]] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
    sources: ClassVar[tuple[Source, ...]] = (
        _source("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
        _source(
            "train-labels-idx1-ubyte.gz",
            28_881,
            "d53e105ee54ea40749a09fcbcd1e9432",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
        _source(
            "t10k-images-idx3-ubyte.gz",
            1_648_877,
            "9fb629c4189551a2d022fa330f9573f3",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        _source(
            "t10k-labels-idx1-ubyte.gz",
            4_542,
            "ec29112dd5afa0611ce80d1b7f02629c",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    )
