"""A zip of pictures before any of it is unpacked: its list is bounded, and everything suspicious in it is refused."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import IO

from torchground.uploads import sentences
from torchground.uploads.answer import Unfit
from torchground.uploads.decoding import known_as
from torchground.uploads.limits import LIMITS
from torchground.words import Sentence

_ARCHIVES = (".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".jar")
_END_OF_ZIP = b"PK\x05\x06"
_FITS = sentences.A_ZIP_OF_PICTURES()


@dataclass
class Pictured:
    """One file of the zip that is taken for a picture."""

    entry: zipfile.ZipInfo
    label: str

    @property
    def shown(self) -> str:
        """The end of its name, for sentences."""
        return self.entry.filename[-80:]


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive opened, its list of entries bounded before it is read."""
    file.seek(0)
    head = file.read(16)
    if not head:
        raise Unfit(sentences.EMPTY(fits=_FITS))
    if not head.startswith((b"PK\x03\x04", _END_OF_ZIP)):
        what = known_as(head) or sentences.NO_ZIP()
        raise Unfit(sentences.ANOTHER_KIND(what=what, fits=_FITS))
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(_END_OF_ZIP)
    if at < 0 or len(tail) < at + 22:
        raise Unfit(sentences.ZIP_CUT_OFF(fits=_FITS))
    entries, length = (
        struct.unpack("<H", tail[at + 10 : at + 12])[0],
        struct.unpack("<I", tail[at + 12 : at + 16])[0],
    )
    if b"PK\x06\x07" in tail[max(0, at - 20) : at] or entries == 0xFFFF or length == 0xFFFFFFFF:
        raise Unfit(sentences.ZIP64(most=LIMITS.entries))
    if entries > LIMITS.entries or length > LIMITS.entries * 400:
        raise Unfit(sentences.TOO_MANY_LISTED(count=entries, most=LIMITS.entries))
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, IndexError) as error:
        raise Unfit(sentences.ZIP_BROKEN(why=str(error)[:120], fits=_FITS)) from None


def pictures_in(archive: zipfile.ZipFile) -> list[Pictured]:
    """The pictures by the archive's own list, in the order of their names; everything suspicious is refused."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > LIMITS.entries:
        raise Unfit(sentences.TOO_MANY_FILES(count=len(entries), most=LIMITS.entries))
    total = sum(entry.file_size for entry in entries)
    if total > LIMITS.unpacked_bytes:
        raise Unfit(sentences.UNPACKS_TOO_LARGE(count=total, most=LIMITS.unpacked_bytes))
    _check_apart(entries)
    seen: Counter[str] = Counter()
    for entry in entries:
        _check_entry(entry)
        seen[entry.filename.lower()] += 1
    twice = [name for name, count in seen.items() if count > 1]
    if twice:
        raise Unfit(sentences.NAME_TWICE(name=twice[0][-80:]), twice[0][:200])
    taken = [entry for entry in entries if not _is_litter(entry.filename)]
    pictured = [
        Pictured(entry, _label(entry.filename)) for entry in sorted(taken, key=lambda e: e.filename)
    ]
    if not pictured:
        raise Unfit(sentences.NO_PICTURES(fits=_FITS))
    return pictured


def _check_apart(entries: list[zipfile.ZipInfo]) -> None:
    """No two entries share bytes of the archive."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise Unfit(sentences.ENTRY_OVERLAPS(name=entry.filename[-80:]), entry.filename[:200])
        end = entry.header_offset + 30 + entry.compress_size


def _check_entry(entry: zipfile.ZipInfo) -> None:
    wrong = _wrong_name(entry) or _wrong_content(entry)
    if wrong is not None:
        raise Unfit(wrong, entry.filename[:200])


def _wrong_name(entry: zipfile.ZipInfo) -> Sentence | None:
    name = entry.filename
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return sentences.ENTRY_ABSOLUTE(name=name[-80:])
    if ".." in name.replace("\\", "/").split("/") or "\0" in entry.orig_filename:
        return sentences.ENTRY_LEADS_OUT(name=name[-80:])
    if name.lower().endswith(_ARCHIVES):
        return sentences.ENTRY_ARCHIVE(name=name[-80:])
    return None


def _wrong_content(entry: zipfile.ZipInfo) -> Sentence | None:
    name = entry.filename[-80:]
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return sentences.ENTRY_NO_FILE(name=name)
    if entry.flag_bits & 0x1:
        return sentences.ENTRY_LOCKED(name=name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return sentences.ENTRY_UNUSUAL(name=name)
    ratio = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size > LIMITS.ratio * max(entry.compress_size, 1):
        return sentences.ENTRY_RATIO(name=name, ratio=ratio, most=LIMITS.ratio)
    return None


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
        raise Unfit(sentences.ENTRY_WITHOUT_FOLDER(name=name[-80:], fits=_FITS), name[:200])
    return shown[:80]


def classes_of(pictured: list[Pictured]) -> tuple[list[str], list[int]]:
    """The classes by name, and how many pictures each has."""
    counted = Counter(one.label for one in pictured)
    names = sorted(counted)
    if len(names) < 2:
        raise Unfit(sentences.ONE_FOLDER(name=names[0] if names else ""))
    if len(names) > LIMITS.classes:
        raise Unfit(sentences.TOO_MANY_CLASSES(count=len(names), most=LIMITS.classes))
    few = [name for name in names if counted[name] < 2]
    if few:
        raise Unfit(sentences.CLASS_OF_ONE(name=few[0]), few[0])
    return names, [counted[name] for name in names]
