"""A well-known network as one layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import UsesFiles, ui
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Mend, NotHere, Shape, ShapeError, picture, shown
from torchground.catalogue.layers.shared.backbones import NETWORKS, SIDE, Name
from torchground.catalogue.layers.shared.torchvision import why_missing
from torchground.words import template

if TYPE_CHECKING:
    from torch import nn

    from torchground.catalogue.bases.fetchable import Fetchable

NOT_SERVER_YET_DOWNLOAD = template(
    "backbone.not_server_yet_download",
    "{title} are not on this server yet; download them once ({size}), they are then kept in the data "
    "folder",
)
TAKES_GREY_PICTURES_RED = template(
    "backbone.takes_grey_pictures_red",
    "{title} takes grey pictures or red, green and blue, got {shape}; put a Conv2d before it that makes "
    "three channels of them",
)
TAKES_PICTURES_PIXELS_MORE = template(
    "backbone.takes_pictures_pixels_more",
    "{title} takes pictures of {side}×{side} pixels or more, got {height}×{width}; put an Upsample "
    "before it that makes them larger",
)

MODELS: dict[str, str] = {name: network.shown for name, network in NETWORKS.items()}
WEIGHTS = {"imagenet": "ImageNet", "random": "random"}


class TrainedBackbone(UsesFiles, Layer):
    """A whole network that has learned to see on a million photographs, without its last layer. It turns a picture into
    a row of features. A Linear behind it learns your own classes from few examples. Lock it to keep what it knows, or
    train it further with a small learning rate.

    It takes pictures with values from 0 to 1, grey or in colour, of 32 × 32 pixels or more, and standardizes them as in
    its own training. It needs the package torchvision, and downloads its weights once.
    """

    title = "Trained backbone"
    aliases = (
        "Pretrained network",
        "Feature extractor",
        "ResNet",
        "MobileNet",
        "EfficientNet",
        "ImageNet weights",
        "Pretrained model",
    )
    group = "Convolution"
    order = 190
    formula = "C×H×W → features"
    source = "J. Yosinski et al., How transferable are features in deep networks? (2014), arxiv.org/abs/1411.1792"
    batchwise: ClassVar[bool] = True
    needs: ClassVar[str] = "torchvision"

    type: Literal["backbone"] = "backbone"

    model: Name = Field("resnet18", json_schema_extra=ui(choices=MODELS))
    """Which network. ResNet-18 gives 512 features, ResNet-50 2,048; the MobileNets are small and quick."""

    weights: Literal["imagenet", "random"] = Field(
        "imagenet", json_schema_extra=ui(choices=WEIGHTS)
    )
    """The weights it starts from: those learned on the photographs of ImageNet, or random ones, to compare the two."""

    @property
    def comes_trained(self) -> bool:
        return self.weights == "imagenet"

    @classmethod
    def downloads(cls) -> Sequence[Fetchable]:
        return list(NETWORKS.values())

    def require(self) -> None:
        missing = why_missing()
        if missing is not None:
            raise NotHere(missing)
        network = NETWORKS[self.model]
        is_here = self._files is not None and network.is_here(self._files)
        if self.comes_trained and not is_here:
            size = f"{network.megabytes:,.0f} MB"
            raise NotHere(
                NOT_SERVER_YET_DOWNLOAD(title=network.title, size=size),
                Mend(title=f"Download them, {size}", download=network.type_id()),
                Mend(title="Take random weights", field="weights", value="random"),
            )

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, height, width = picture(self.title, input_shapes[0])
        if channels not in (1, 3):
            raise ShapeError(
                TAKES_GREY_PICTURES_RED(title=self.title, shape=shown(input_shapes[0])),
                Mend(
                    title="Insert Conv2d: three channels",
                    insert={"type": "conv2d", "out_channels": 3, "kernel_size": 1},
                ),
                handle=0,
            )
        side = min(height, width)
        if side < SIDE:
            times = -(-SIDE // side)
            larger: dict[str, object] = {"type": "upsample", "scale_factor": times}
            raise ShapeError(
                TAKES_PICTURES_PIXELS_MORE(title=self.title, side=SIDE, height=height, width=width),
                *(
                    [Mend(title=f"Insert Upsample: {times} times", insert=larger)]
                    if side > 1
                    else []
                ),
                handle=0,
            )
        return (NETWORKS[self.model].features,)

    def num_params(self, *input_shapes: Shape) -> int:
        return NETWORKS[self.model].num_params

    def num_activations(self, *input_shapes: Shape) -> int:
        return NETWORKS[self.model].num_activations(*input_shapes[0][1:])

    def num_compared(self, *input_shapes: Shape) -> int:
        _, height, width = input_shapes[0]
        return -(-height // SIDE) * -(-width // SIDE)

    def num_maps(self) -> int:
        return 0 if self.comes_trained else 2

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.backbone import build_backbone

        return build_backbone(NETWORKS[self.model], self.files if self.comes_trained else None)
