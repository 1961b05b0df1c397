"""The trained networks that can be used as a layer: their sizes, for the check without torch, and their weights as
downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import IO, Literal, TypeAlias

from torchground.catalogue.bases.fetchable import Source
from torchground.catalogue.datasets.sources.downloaded import BadFile
from torchground.catalogue.datasets.sources.statefile import BadState, read_state
from torchground.files.meta import BackboneMeta
from torchground.files.store import FileStore, MissingFile
from torchground.files.tensorfile import write_arrays
from torchground.words import other

Name: TypeAlias = Literal[
    "resnet18",
    "resnet34",
    "resnet50",
    "mobilenet_v3_small",
    "mobilenet_v3_large",
    "efficientnet_b0",
]

SIDE = 32
"""Each network halves a picture five times, so 32 pixels become one."""
_PLACE = "https://download.pytorch.org/models/"


@dataclass(frozen=True)
class Backbone:
    """One network without its last layer, and its weights as a download."""

    name: Name
    shown: str
    """The name that people read."""
    features: int
    """How many features it makes from a picture."""
    num_params: int
    kept: int
    """How many numbers are kept for the backward pass, for each 32 × 32 pixels."""
    file: str
    """The name of the file of weights. The digits at its end are the first digits of its SHA-256."""
    megabytes: float
    otherwise: str = "choose random weights, or start from the weights of a run or a file"

    @property
    def title(self) -> str:
        return f"the ImageNet weights of {self.shown}"

    @property
    def sources(self) -> tuple[Source, ...]:
        digits = self.file.removesuffix(".pth").rpartition("-")[2]
        size = round(self.megabytes * 1e6)
        return (Source(self.file, (_PLACE + self.file,), size, sha256=digits),)

    def type_id(self) -> str:
        return self.name

    def is_here(self, files: FileStore) -> bool:
        """Whether these weights are stored, and not older weights of the same network."""
        try:
            return files.backbone(self.name).source == self.file
        except MissingFile:
            return False

    def keep(self, fetched: Mapping[str, IO[bytes]], files: FileStore) -> None:
        """Store the weights of the downloaded file. Raises :class:`BadFile`."""
        try:
            arrays = read_state(fetched[self.file])
        except BadState as error:
            raise BadFile(other(error)) from None
        with files.new() as new:
            write_arrays(new.file, arrays)
            files.put(self.name, BackboneMeta(source=self.file), new)

    def num_activations(self, height: int, width: int) -> int:
        """How many numbers of one picture are kept for the backward pass."""
        return self.kept * ceil(height / SIDE) * ceil(width / SIDE)


NETWORKS: dict[Name, Backbone] = {
    network.name: network
    for network in (
        Backbone("resnet18", "ResNet-18", 512, 11_176_512, 118_656, "resnet18-f37072fd.pth", 46.8),
        Backbone("resnet34", "ResNet-34", 512, 21_284_672, 177_280, "resnet34-b627a593.pth", 87.3),
        Backbone(
            "resnet50", "ResNet-50", 2048, 23_508_032, 487_296, "resnet50-11ad3fa6.pth", 102.5
        ),
        Backbone(
            "mobilenet_v3_small",
            "MobileNet V3 small",
            576,
            927_008,
            101_864,
            "mobilenet_v3_small-047dcff4.pth",
            10.3,
        ),
        Backbone(
            "mobilenet_v3_large",
            "MobileNet V3 large",
            960,
            2_971_952,
            262_296,
            "mobilenet_v3_large-5c1a4163.pth",
            22.1,
        ),
        Backbone(
            "efficientnet_b0",
            "EfficientNet-B0",
            1280,
            4_007_548,
            510_241,
            "efficientnet_b0_rwightman-7f5810bc.pth",
            21.4,
        ),
    )
}
"""The networks by the name that torchvision gives them."""
