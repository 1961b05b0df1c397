"""Image folder: labelled pictures that a person uploaded."""

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import UsesFiles, ui
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples
from torchground.catalogue.bases.splitting import split_sizes
from torchground.files.meta import FILE, ImagesMeta
from torchground.words import template

NO_PICTURES_UPLOADED_YET = template(
    "image_folder.no_pictures_uploaded_yet",
    "no pictures were uploaded yet; upload a zip with one folder for each class",
)
TOO_MUCH = template(
    "image_folder.too_much",
    "{count:,} pictures of {size}×{size} take {megabytes:,} MB and at most {most} MB are allowed; set the "
    "size to {fitting} or less",
)

MOST_BYTES = 256_000_000


class ImageFolder(UsesFiles, Dataset):
    """Your own pictures, from a zip with one folder for each class. All pictures are made square and equally large;
    their pixels are numbers from 0 (dark) to 1.

    Small pictures train much faster: begin with 32 × 32.
    """

    title: ClassVar[str] = "Your pictures (zip)"
    group: ClassVar[str] = "Your own"
    order: ClassVar[int] = 540
    needs: ClassVar[str] = "images"
    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    source: ClassVar[str] = "Your own file"
    aliases = (
        "Own pictures",
        "Upload pictures",
    )

    type: Literal["image_folder"] = "image_folder"

    file: str = Field("", pattern=FILE, json_schema_extra={"ui": {"file": "images"}})
    """Which uploaded pictures: the hash of the zip."""

    size: int = Field(32, ge=4, le=128, json_schema_extra=ui(low=8, high=64))
    """Height and width that each picture is resized to, in pixels."""

    colours: Literal["grayscale", "rgb"] = Field(
        "rgb", json_schema_extra=ui(choices={"rgb": "red, green and blue", "grayscale": "grey"})
    )
    """Whether a picture has three channels or only how bright each pixel is."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the pictures that is kept away from training and only measured."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """Draws which pictures train and which test: the same seed gives the same halves."""

    def info(self) -> DataInfo:
        images = self._images()
        train, test = split_sizes(images.count, self.test_fraction, len(images.classes))
        return DataInfo(
            shape=(self._channels, self.size, self.size),
            num_train=train,
            num_test=test,
            classes=list(images.classes),
            target="class",
            input_range=(0.0, 1.0),
        )

    def samples(self) -> Samples:
        images = self._images()
        pictures, labels = self.files.arrays(self.file, "images", "pictures", "labels")
        if images.size != self.size:
            pictures = _resized(pictures, self.size)
        inputs = pictures.astype(np.float32) / np.float32(255)
        if images.channels < self._channels:
            inputs = np.repeat(inputs, 3, axis=1)
        elif images.channels > self._channels:
            weights = np.array([0.299, 0.587, 0.114], np.float32)
            inputs = np.einsum("nchw,c->nhw", inputs, weights)[:, None]
        return Samples(np.ascontiguousarray(inputs), labels.astype(np.int64))

    @property
    def _channels(self) -> int:
        return 3 if self.colours == "rgb" else 1

    def _images(self) -> ImagesMeta:
        if not self.file:
            raise DataError(NO_PICTURES_UPLOADED_YET())
        images = self.files.images(self.file)
        need = 4 * images.count * self._channels * self.size**2
        if need > MOST_BYTES:
            fitting = int((MOST_BYTES / (4 * images.count * self._channels)) ** 0.5)
            raise DataError(
                TOO_MUCH(
                    count=images.count,
                    size=self.size,
                    megabytes=need // 10**6,
                    most=MOST_BYTES // 10**6,
                    fitting=fitting,
                )
            )
        return images


def _resized(pictures: Any, size: int) -> Any:
    """Pictures [n, channels, *, *] uint8, resized to another size."""
    from PIL import Image

    made = np.empty((*pictures.shape[:2], size, size), np.uint8)
    for index, picture in enumerate(pictures):
        for channel, plane in enumerate(picture):
            resized = Image.fromarray(plane).resize((size, size), Image.Resampling.BILINEAR)
            made[index, channel] = np.asarray(resized)
    return made
