"""Reads a zip of labelled pictures: the folder a picture lies in is its class. Every picture is decoded, made square
and kept as plain numbers; nothing of the file itself is kept."""

from __future__ import annotations

import base64
import io
import re
import warnings
import zipfile
from typing import IO, Any, Literal

import numpy as np
from PIL import Image, ImageOps, MpoImagePlugin, WebPImagePlugin

from torchground.files.meta import ImagesMeta
from torchground.uploads import sentences
from torchground.uploads.answer import FilePreview, Found, Read, Thumbnails, Unfit
from torchground.uploads.decoding import known_as
from torchground.uploads.limits import LIMITS
from torchground.uploads.picture_zip import Pictured, classes_of, opened, pictures_in

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
LOADED = (MpoImagePlugin, WebPImagePlugin)
"""The two that Pillow loads late; MPO is what JPEGs are of cameras that take two pictures at once."""
_SIZES = (128, 112, 96, 80, 64, 48, 32)
_THUMBNAIL, _NUM_THUMBNAILS = 48, 24

Image.preinit()
Image.MAX_IMAGE_PIXELS = LIMITS.pixels
warnings.simplefilter("error", Image.DecompressionBombWarning)


def read(file: IO[bytes]) -> Read:
    """Every picture of the zip, square and equally large, and its class. Raises :class:`Unfit`."""
    # 1. The list of what is in the zip, without unpacking anything
    with opened(file) as archive:
        pictured = pictures_in(archive)
        classes_of(pictured)
        left_out = _LeftOut(len(pictured))
        # 2. Each picture's header: its size, its colours, whether it may be decoded
        headed = [(one, *header) for one in pictured if (header := _header(archive, one, left_out))]
        left_out.check()
        size = _kept_size([pixels for _, pixels, _ in headed])
        channels: Literal[1, 3] = 1 if all(gray for _, _, gray in headed) else 3
        # 3. The pictures themselves
        pictures = np.empty((len(headed), channels, size, size), np.uint8)
        kept = _decoded(archive, [one for one, _, _ in headed], pictures, left_out)
    left_out.check()
    # 4. What is known of them
    names, counts = classes_of(kept)
    pictures, labels = (
        pictures[: len(kept)],
        np.array([names.index(o.label) for o in kept], np.int32),
    )
    meta = ImagesMeta(count=len(kept), classes=names, counts=counts, size=size, channels=channels)
    about = {"kept as": f"{size}×{size}, {'grey' if channels == 1 else 'red, green and blue'}"}
    preview = FilePreview(pictures=_thumbnails(pictures, labels), about=about)
    found = Found(meta=meta, preview=preview, notes=left_out.notes())
    return Read(found, {"pictures": pictures, "labels": labels})


class _Broken(ValueError):
    """Not a picture that can be read."""


class _LeftOut:
    """The files that were no pictures: a few are noted, many are a refusal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._broken: list[tuple[Pictured, str]] = []

    def add(self, one: Pictured, why: str) -> None:
        self._broken.append((one, why))

    def check(self) -> None:
        if len(self._broken) <= max(3, self._total // 20) and len(self._broken) < self._total:
            return
        one, why = self._broken[0]
        unreadable = sentences.UNREADABLE_PICTURES(
            count=len(self._broken), total=self._total, name=one.shown, why=why
        )
        raise Unfit(unreadable, one.entry.filename[:200])

    def notes(self) -> list[str]:
        return [f"{one.shown!r} was left out: {why}" for one, why in self._broken[:19]]


def _header(
    archive: zipfile.ZipFile, one: Pictured, left_out: _LeftOut
) -> tuple[tuple[int, int], bool] | None:
    """A picture's width and height and whether it is grey; None where it is no picture."""
    try:
        with _opened(archive, one) as picture:
            return picture.size, picture.mode in ("1", "L", "LA", "I", "I;16")
    except _Broken as error:
        left_out.add(one, str(error))
        return None


def _decoded(
    archive: zipfile.ZipFile,
    pictured: list[Pictured],
    pictures: np.ndarray[Any, np.dtype[np.uint8]],
    left_out: _LeftOut,
) -> list[Pictured]:
    """Decode every picture to the next place of ``pictures`` [n, channels, size, size]; those that could be."""
    kept: list[Pictured] = []
    _, channels, size, _ = pictures.shape
    for one in pictured:
        try:
            with _opened(archive, one) as picture:
                pictures[len(kept)] = _square(picture, size, channels)
            kept.append(one)
        except (Unfit, MemoryError):
            raise
        except Exception as error:  # Pillow raises nearly anything for a broken picture
            left_out.add(one, _cut(error))
    return kept


def _opened(archive: zipfile.ZipFile, one: Pictured) -> Image.Image:
    """Its header read and found small enough. Raises :class:`_Broken`, or :class:`Unfit` for a bomb."""
    data = _unpacked(archive, one)
    if data[:4] == b"PK\x03\x04":
        raise Unfit(sentences.ENTRY_ARCHIVE(name=one.shown), one.entry.filename[:200])
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        told = re.search(r"\((\d+) pixels\)", str(error))
        raise _too_large(one, int(told[1]) if told else None) from None
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises nearly anything for a broken file
        raise _Broken(str(known_as(data[:16]) or _cut(error))) from None
    pixels = picture.size[0] * picture.size[1]
    if pixels > LIMITS.pixels:
        raise _too_large(one, pixels)
    return picture


def _unpacked(archive: zipfile.ZipFile, one: Pictured) -> bytes:
    """The bytes of an entry, no more than it announced."""
    try:
        with archive.open(one.entry) as packed:
            data = packed.read(one.entry.file_size + 1)
    except Exception as error:  # zipfile and zlib raise a handful of kinds for a broken archive
        badly = sentences.ENTRY_PACKED_BADLY(name=one.shown, why=_cut(error))
        raise Unfit(badly, one.entry.filename[:200]) from None
    if len(data) > one.entry.file_size:
        raise Unfit(sentences.ENTRY_LARGER(name=one.shown), one.entry.filename[:200])
    return data


def _too_large(one: Pictured, pixels: int | None) -> Unfit:
    came = sentences.PIXELS(count=pixels) if pixels else sentences.UNCOUNTED_PIXELS()
    sentence = sentences.TOO_MANY_PIXELS(name=one.shown, came=came, most=LIMITS.pixels)
    return Unfit(sentence, one.entry.filename[:200])


def _kept_size(sizes: list[tuple[int, int]]) -> int:
    """Height and width to keep pictures at: no larger than the largest, and all of them within the limit."""
    largest = max(max(size) for size in sizes)
    fitting = [size for size in _SIZES if 3 * size * size * len(sizes) <= LIMITS.picture_bytes]
    return min(largest, LIMITS.picture_size, fitting[0])


def _square(picture: Image.Image, size: int, channels: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """[channels, size, size] uint8."""
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB" if channels == 3 else "L", (size, size))
    turned = ImageOps.exif_transpose(picture)
    if turned.mode.startswith("I"):
        deep = np.asarray(turned).astype(np.float64) / 257
        turned = Image.fromarray(np.rint(deep.clip(0, 255)).astype(np.uint8))
    if turned.mode in ("P", "LA", "PA", "RGBA") or "transparency" in turned.info:
        clear = turned.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        turned = Image.alpha_composite(paper, clear)
    plain = turned.convert("RGB" if channels == 3 else "L")
    if plain.size != (size, size):
        plain = plain.resize((size, size), Image.Resampling.BILINEAR)
    values = np.asarray(plain, np.uint8).reshape(size, size, channels)
    square: np.ndarray[Any, np.dtype[np.uint8]] = values.transpose(2, 0, 1)
    return square


def _thumbnails(
    pictures: np.ndarray[Any, np.dtype[np.uint8]], labels: np.ndarray[Any, np.dtype[np.int32]]
) -> Thumbnails:
    """A few of every class in turn, small."""
    rounds = np.empty(len(labels), np.int64)
    for label in np.unique(labels):
        rounds[labels == label] = np.arange((labels == label).sum())
    chosen = np.lexsort((labels, rounds))[:_NUM_THUMBNAILS]
    step = -(-pictures.shape[2] // _THUMBNAIL)
    small = np.ascontiguousarray(pictures[chosen][:, :, ::step, ::step])
    return Thumbnails(
        shape=list(small.shape),
        labels=labels[chosen].tolist(),
        data=base64.b64encode(small.tobytes()).decode(),
    )


def _rehearse() -> None:
    """Decode a picture of every format once: what Pillow loads late could not be loaded in the jail."""
    for kind, mode in (
        ("PNG", "P"),
        ("PNG", "RGB"),
        ("JPEG", "L"),
        ("WEBP", "RGB"),
        ("GIF", "P"),
        ("BMP", "L"),
    ):
        made = io.BytesIO()
        Image.new(mode, (3, 3)).save(made, kind)
        with Image.open(made, formats=FORMATS) as picture:
            _square(picture, 2, 3)


def _cut(error: Exception) -> str:
    return re.sub(r"<_io\.BytesIO[^>]*>", "the file", str(error))[:120] or type(error).__name__


_rehearse()
