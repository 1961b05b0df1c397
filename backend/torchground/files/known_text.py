"""What is known of a stored file, as text: one line of JSON, and below it the checksums of that line and of the arrays.

Files from before there were checksums have the first line only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from torchground.files.meta import META, Known

_Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class DamagedText(ValueError):
    """The text is not the one that was written."""


@dataclass(frozen=True)
class KnownText:
    """What the text says."""

    known: Known
    arrays: str | None
    """SHA-256 of the arrays as they were written; None where nobody knows."""


class _Sums(BaseModel):
    model_config = ConfigDict(extra="forbid")

    known: _Sha256
    arrays: _Sha256


def written(known: Known, arrays: str) -> bytes:
    """The text; ``arrays`` is their SHA-256."""
    line = known.model_dump_json().encode()
    sums = _Sums(known=hashlib.sha256(line).hexdigest(), arrays=arrays)
    return line + b"\n" + sums.model_dump_json().encode()


def read(text: bytes) -> KnownText:
    """What a text says. Raises :class:`DamagedText`."""
    line, has_sums, rest = text.partition(b"\n")
    try:
        known: Known = META.validate_json(line)
        if not has_sums:
            return KnownText(known, None)
        sums = _Sums.model_validate_json(rest)
    except ValidationError:
        raise DamagedText("it does not read as what was written") from None
    if hashlib.sha256(line).hexdigest() != sums.known:
        raise DamagedText("it has other bytes than were written")
    return KnownText(known, sums.arrays)
