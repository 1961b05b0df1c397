"""Reads a zip of labelled pictures: the folder a picture lies in is its class. Every picture is decoded, made square
and kept as plain numbers; nothing of the file itself is kept."""

from __future__ import annotations

import base64
import io
import re
import stat
import struct
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import IO, Any, Literal

import numpy as np
from PIL import Image, ImageOps, MpoImagePlugin, WebPImagePlugin

from torchground.files.meta import ImagesMeta
from torchground.uploads.answer import FilePreview, Found, Read, Thumbnails, Unfit
from torchground.uploads.decoding import known_as
from torchground.uploads.limits import LIMITS

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
LOADED = (MpoImagePlugin, WebPImagePlugin)
"""The two that Pillow loads late; MPO is what JPEGs are of cameras that take two pictures at once."""
_ARCHIVES = (".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".jar")
_FITS = "upload a zip with one folder for each class and the pictures in them"
_SIZES = (128, 112, 96, 80, 64, 48, 32)
_THUMBNAIL, _NUM_THUMBNAILS = 48, 24
_END_OF_ZIP = b"PK\x05\x06"

Image.preinit()
Image.MAX_IMAGE_PIXELS = LIMITS.pixels
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass
class Pictured:
    """One file of the zip that is taken for a picture."""

    entry: zipfile.ZipInfo
    label: str

    @property
    def shown(self) -> str:
        return repr(self.entry.filename[-80:])


def read(file: IO[bytes]) -> Read:
    """Every picture of the zip, square and equally large, and its class. Raises :class:`Unfit`."""
    # 1. The list of what is in the zip, without unpacking anything
    with _zip(file) as archive:
        pictured = _listed(archive)
        _classes(pictured)
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
    names, counts = _classes(kept)
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
        raise Unfit(
            f"{len(self._broken):,} of {self._total:,} files cannot be read as pictures, the first is {one.shown}: "
            f"{why}; PNG, JPEG, WebP, GIF and BMP are taken",
            one.entry.filename[:200],
        )

    def notes(self) -> list[str]:
        return [f"{one.shown} was left out: {why}" for one, why in self._broken[:19]]


# ---- the zip -----------------------------------------------------------------------------------------


def _zip(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive opened, its list of entries bounded before it is read."""
    file.seek(0)
    head = file.read(16)
    if not head:
        raise Unfit(f"the file is empty; {_FITS}")
    if not head.startswith((b"PK\x03\x04", _END_OF_ZIP)):
        what = known_as(head) or "no zip archive"
        raise Unfit(f"this is {what}; {_FITS}")
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(_END_OF_ZIP)
    if at < 0 or len(tail) < at + 22:
        raise Unfit(f"the zip archive is cut off or broken: its list of files is missing; {_FITS}")
    entries, length = (
        struct.unpack("<H", tail[at + 10 : at + 12])[0],
        struct.unpack("<I", tail[at + 12 : at + 16])[0],
    )
    if b"PK\x06\x07" in tail[max(0, at - 20) : at] or entries == 0xFFFF or length == 0xFFFFFFFF:
        raise Unfit(
            f"the archive is a zip64, made for more than is taken; at most {LIMITS.entries:,} files are"
        )
    if entries > LIMITS.entries or length > LIMITS.entries * 400:
        raise Unfit(f"the archive lists {entries:,} files; at most {LIMITS.entries:,} are taken")
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, IndexError) as error:
        raise Unfit(f"the zip archive is broken: {str(error)[:120]}; {_FITS}") from None


def _listed(archive: zipfile.ZipFile) -> list[Pictured]:
    """The pictures by the archive's own list, in the order of their names; everything suspicious is refused."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > LIMITS.entries:
        raise Unfit(
            f"the archive holds {len(entries):,} files; at most {LIMITS.entries:,} are taken"
        )
    total = sum(entry.file_size for entry in entries)
    if total > LIMITS.unpacked_bytes:
        raise Unfit(
            f"the archive unpacks to {total:,} bytes; at most {LIMITS.unpacked_bytes:,} are taken, upload fewer or "
            "smaller pictures"
        )
    _check_apart(entries)
    seen: Counter[str] = Counter()
    for entry in entries:
        _check_entry(entry)
        seen[entry.filename.lower()] += 1
    twice = [name for name, count in seen.items() if count > 1]
    if twice:
        raise Unfit(
            f"the archive holds {twice[0][-80:]!r} twice (or in upper and lower case); keep one",
            twice[0][:200],
        )
    taken = [entry for entry in entries if not _is_litter(entry.filename)]
    pictured = [
        Pictured(entry, _label(entry.filename)) for entry in sorted(taken, key=lambda e: e.filename)
    ]
    if not pictured:
        raise Unfit(f"the archive holds no pictures; {_FITS}")
    return pictured


def _check_apart(entries: list[zipfile.ZipInfo]) -> None:
    """No two entries share bytes of the archive."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise Unfit(
                f"entry {entry.filename[-80:]!r} lies over another one, as in a zip bomb; make the archive anew",
                entry.filename[:200],
            )
        end = entry.header_offset + 30 + entry.compress_size


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = name.replace("\\", "/").split("/")
    wrong = None
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        wrong = "has an absolute name; names must lie within the archive"
    elif ".." in parts or "\0" in entry.orig_filename:
        wrong = "has a name that leads out of the archive"
    elif stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        wrong = "is a link or a device; only plain files are taken"
    elif entry.flag_bits & 0x1:
        wrong = "is locked by a password; make the archive without one"
    elif name.lower().endswith(_ARCHIVES):
        wrong = "is an archive inside the archive; unpack it first"
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        wrong = "is packed in an unusual way; make the archive with plain zip (deflate)"
    elif entry.file_size > LIMITS.ratio * max(entry.compress_size, 1):
        ratio = entry.file_size // max(entry.compress_size, 1)
        wrong = f"unpacks to {ratio:,} times its size; at most {LIMITS.ratio} times is taken"
    if wrong:
        raise Unfit(f"entry {name[-80:]!r} {wrong}", name[:200])


def _is_litter(name: str) -> bool:
    """What systems leave in folders, and nobody means."""
    parts = name.split("/")
    return (
        parts[0] == "__MACOSX"
        or parts[-1].startswith(".")
        or parts[-1].lower() in ("thumbs.db", "desktop.ini")
    )


def _label(name: str) -> str:
    folders = name.replace("\\", "/").split("/")[:-1]
    shown = "".join(c for c in (folders[-1] if folders else "") if c.isprintable()).strip()
    if not shown:
        raise Unfit(
            f"entry {name[-80:]!r} lies in no folder, so its class is not known; {_FITS}",
            name[:200],
        )
    return shown[:80]


def _classes(pictured: list[Pictured]) -> tuple[list[str], list[int]]:
    """The classes by name, and how many pictures each has."""
    counted = Counter(one.label for one in pictured)
    names = sorted(counted)
    if len(names) < 2:
        raise Unfit(
            f"all pictures lie in one folder, {names[0] if names else ''!r}; a network that tells classes apart needs "
            "a folder for each of two or more classes"
        )
    if len(names) > LIMITS.classes:
        raise Unfit(
            f"there are {len(names):,} folders with pictures; at most {LIMITS.classes} classes are taken"
        )
    few = [name for name in names if counted[name] < 2]
    if few:
        raise Unfit(
            f"the folder {few[0]!r} holds one picture; each class needs two or more, to train with and to test",
            few[0],
        )
    return names, [counted[name] for name in names]


# ---- the pictures ------------------------------------------------------------------------------------


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
        raise Unfit(
            f"entry {one.shown} is an archive inside the archive; unpack it first",
            one.entry.filename[:200],
        )
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        told = re.search(r"\((\d+) pixels\)", str(error))
        raise _too_large(one, int(told[1]) if told else None) from None
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises nearly anything for a broken file
        raise _Broken(known_as(data[:16]) or _cut(error)) from None
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
        raise Unfit(
            f"entry {one.shown} cannot be unpacked: {_cut(error)}; make the archive anew",
            one.entry.filename[:200],
        ) from None
    if len(data) > one.entry.file_size:
        raise Unfit(
            f"entry {one.shown} is larger than it says; make the archive anew",
            one.entry.filename[:200],
        )
    return data


def _too_large(one: Pictured, pixels: int | None) -> Unfit:
    came = f"{pixels:,} pixels" if pixels else "too many pixels"
    return Unfit(
        f"picture {one.shown} has {came}; at most {LIMITS.pixels:,} (4,096×4,096) are taken, make it smaller",
        one.entry.filename[:200],
    )


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
