"""Fashion-MNIST: pieces of clothing, as large as MNIST and harder."""

from typing import ClassVar, Literal

from torchground.catalogue.bases.fetchable import Source
from torchground.catalogue.datasets.sources.downloaded import GreyPictures

_PLACE = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
"""The makers serve the files without encryption, so only the checksums protect them."""


def _source(name: str, size: int, md5: str) -> Source:
    return Source(name, (_PLACE + name,), size, md5)


class FashionMnist(GreyPictures):
    """70,000 pieces of clothing from a shop, grey pictures of 28 × 28 with values from 0 to 1. Shirts, pullovers and
    coats are easily mistaken for each other: harder than digits, in the same size."""

    title: ClassVar[str] = "Fashion-MNIST"
    aliases: ClassVar[tuple[str, ...]] = ("FMNIST",)
    order: ClassVar[int] = 181
    source: ClassVar[str] = "H. Xiao, K. Rasul & R. Vollgraf, arXiv:1708.07747 (2017)"
    type: Literal["fashion_mnist"] = "fashion_mnist"

    classes: ClassVar[tuple[str, ...]] = (
        "T-shirt",
        "trouser",
        "pullover",
        "dress",
        "coat",
        "sandal",
        "shirt",
        "sneaker",
        "bag",
        "ankle boot",
    )
    sources: ClassVar[tuple[Source, ...]] = (
        _source("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        _source("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
        _source("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
        _source("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
    )
