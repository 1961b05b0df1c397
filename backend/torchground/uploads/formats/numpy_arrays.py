"""NumPy's arrays (npy, npz), never pickles: columns of one length side by side."""

from __future__ import annotations

import ast  # of numpy's header
import io
import tokenize  # of numpy's header, where it is odd
import zipfile
from typing import IO, Any

import numpy as np
import numpy.lib.format as npy

from torchground.files.recipe import Recipe
from torchground.uploads import sentences
from torchground.uploads.answer import Read, Unfit
from torchground.uploads.formats.cells import Part, chosen, read_part
from torchground.uploads.limits import LIMITS
from torchground.uploads.tables.column import shown

LOADED = (ast.literal_eval, tokenize.generate_tokens, zipfile.ZipFile)
_MOST_ARRAYS = 1_000


def read(file: IO[bytes], given: Recipe | None = None) -> Read:
    """The arrays of one length as columns: those that a person named, or the longest. Raises :class:`Unfit`."""
    given = given or Recipe()
    data = file.read()
    arrays = _of_archive(data) if data.startswith(b"PK") else {"": _array(io.BytesIO(data), "")}
    tables: dict[int, dict[str, Any]] = {}
    for name, array in arrays.items():
        if array.ndim in (1, 2) and array.size:
            tables.setdefault(len(array), {})[name] = array
    if not tables:
        raise Unfit(sentences.NO_COLUMNS_IN_ARRAYS(shapes=_shapes(arrays)))
    parts = {", ".join(found)[:100]: found for _, found in sorted(tables.items(), reverse=True)}
    name = chosen(list(parts), given, lambda: _fitting(parts))
    columns = _columns(parts[name])
    if len(columns) > LIMITS.columns:
        raise Unfit(sentences.TOO_MANY_COLUMNS(count=len(columns), most=LIMITS.columns))
    values = [_values(title, column) for title, column in columns]
    if len(values[0]) > LIMITS.rows:
        raise Unfit(sentences.TOO_MANY_ROWS(most=LIMITS.rows))
    rows = [[title for title, _ in columns], *zip(*values, strict=True)]
    return read_part(Part(name, rows, has_names=True), given, "numpy", list(parts))


def _of_archive(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = [entry for entry in packed.infolist() if entry.filename.endswith(".npy")]
            _check_size(entries)
            for entry in entries:
                name = entry.filename.removesuffix(".npy")
                with packed.open(entry) as inside:
                    found[name] = _array(io.BytesIO(inside.read(LIMITS.unpacked_bytes)), name)
    except (Unfit, MemoryError):
        raise
    except Exception as error:  # zipfile and zlib raise many kinds for broken bytes
        raise Unfit(sentences.BAD_ARRAYS(why=shown(str(error), 120))) from None
    return found


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_ARRAYS:
        raise Unfit(sentences.TOO_MANY_LISTED(count=len(entries), most=_MOST_ARRAYS))
    size = sum(entry.file_size for entry in entries)
    if size > LIMITS.unpacked_bytes:
        raise Unfit(sentences.UNPACKS_TOO_LARGE(count=size, most=LIMITS.unpacked_bytes))


def _array(file: IO[bytes], name: str) -> Any:
    place = name or "the file"
    try:
        array = npy.read_array(file, allow_pickle=False, max_header_size=10_000)
    except MemoryError:
        raise
    except Exception as error:  # numpy raises many kinds for a broken head
        if "allow_pickle" in str(error):
            fits = sentences.SAVE_AS_CSV()
            raise Unfit(sentences.ANOTHER_KIND(what=sentences.PICKLE(), fits=fits), place) from None
        raise Unfit(sentences.BAD_ARRAYS(why=shown(str(error), 120)), place) from None
    if array.dtype.kind in "OVcm" and array.dtype.names is None:
        told = sentences.ODD_ARRAY(name=name or "the array", dtype=str(array.dtype)[:60])
        raise Unfit(told, place)
    return array


def _columns(arrays: dict[str, Any]) -> list[tuple[str, Any]]:
    """Every column with its title."""
    found: list[tuple[str, Any]] = []
    for name, array in arrays.items():
        if array.dtype.names is not None:
            fields = [field for field in array.dtype.names if array[field].ndim == 1]
            found += [(field, array[field]) for field in fields]
        elif array.ndim == 1:
            found.append((name or "column 1", array))
        else:
            found += [
                (f"{name or 'column'} {at + 1}", array[:, at]) for at in range(array.shape[1])
            ]
    return found


def _values(title: str, column: Any) -> list[Any]:
    try:
        values: list[Any] = _plain(column).tolist()
    except (ValueError, SystemError, OverflowError) as error:  # letters or moments that are none
        raise Unfit(sentences.BAD_ARRAYS(why=shown(str(error), 120)), title[:100]) from None
    return values


def _plain(column: Any) -> Any:
    """Numbers as Python has them, moments as texts."""
    if column.dtype.kind == "f" and column.dtype.itemsize < 8:
        # 0.1 in single precision is written 0.1, not 0.10000000149011612.
        return np.array([float(str(value)) for value in column])
    if column.dtype.kind == "M":
        return np.datetime_as_string(column.astype("datetime64[s]"))
    if column.dtype.kind == "S":
        return np.array([value.decode("utf-8", "replace") for value in column.tolist()])
    return column


def _fitting(parts: dict[str, dict[str, Any]]) -> str:
    """The longest columns of which there is more than one."""
    return next((name for name, found in parts.items() if _width(found) > 1), next(iter(parts)))


def _width(arrays: dict[str, Any]) -> int:
    return sum(
        array.shape[1] if array.ndim == 2 else len(array.dtype.names or "1")
        for array in arrays.values()
    )


def _shapes(arrays: dict[str, Any]) -> list[str]:
    shapes = [
        (name, "×".join(map(str, array.shape)) or "one number") for name, array in arrays.items()
    ]
    return [f"{name or 'the array'} {shape}" for name, shape in shapes][:6] or ["nothing"]
