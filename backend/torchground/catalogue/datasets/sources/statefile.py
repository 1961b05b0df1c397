"""Read the tensors of a file in torch's own format without running the file.

Such a file is a zip archive. One member is a pickle that says which names have which tensors. Each other member holds
the numbers of one storage. A pickle is a program that may call anything. Here its instructions are only read one by
one; the few that a table of tensors needs are followed, and any other is refused.
"""

from __future__ import annotations

import pickletools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import IO, Any

import numpy as np

from torchground.files.tensorfile import MOST_AXES, MOST_TENSORS, Array

MOST_TOLD_BYTES = 2_000_000
NUMBERS = {"torch FloatStorage": "<f4", "torch HalfStorage": "<f2", "torch LongStorage": "<i8"}
"""The numpy dtype of a storage, by the name of its class in the file."""
TABLE = "collections OrderedDict"
TENSOR = "torch._utils _rebuild_tensor_v2"
PARAM = "torch._utils _rebuild_parameter"
VALUES = ("BINUNICODE", "SHORT_BINUNICODE", "BININT", "BININT1", "BININT2", "LONG1")
TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}


class BadState(ValueError):
    """A file is not a table of tensors. The message says why."""


@dataclass(frozen=True)
class Named:
    """A function or class that the file names. It is never called."""

    name: str


@dataclass(frozen=True)
class Numbers:
    """The numbers in one member of the archive."""

    dtype: str
    member: str


@dataclass(frozen=True)
class Tensor:
    """A tensor: its storage, and where its numbers begin there."""

    numbers: Numbers
    offset: int
    shape: tuple[int, ...]


_MARK = Named("mark")


def read_state(file: IO[bytes]) -> dict[str, Array]:
    """Every tensor by name. Raises :class:`BadState`."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = [info for info in archive.infolist() if info.filename.endswith("/data.pkl")]
            if len(told) != 1 or told[0].file_size > MOST_TOLD_BYTES:
                raise BadState("it does not tell in one place what it holds")
            folder = told[0].filename.removesuffix("data.pkl")
            table = spelled_out(archive.read(told[0]))
            return {name: _array(archive, folder, tensor) for name, tensor in table.items()}
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise BadState(f"it cannot be unpacked ({str(error)[:80]})") from None


def spelled_out(told: bytes) -> dict[str, Tensor]:
    """The table of tensors that a pickle would build, without running the pickle. Raises :class:`BadState`."""
    try:
        table = _Followed().result(told)
    except (ValueError, IndexError, KeyError, TypeError, UnicodeError) as error:
        raise BadState(f"what it tells of its tensors is broken ({str(error)[:80]})") from None
    if not isinstance(table, dict) or not 1 <= len(table) <= MOST_TENSORS:
        raise BadState("it is no table of tensors")
    for name, tensor in table.items():
        if not isinstance(tensor, Tensor):
            raise BadState(f"{name[:60]!r} in it is no tensor")
    return table


class _Followed:
    """The stack and the memo of the pickle machine."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memory: dict[int, Any] = {}

    def result(self, told: bytes) -> Any:
        for instruction, value, _ in pickletools.genops(told):
            name = instruction.name
            if name == "STOP":
                return self.stack.pop()
            self.follow(name, value)
        raise BadState("it ends too early")

    def follow(self, name: str, value: Any) -> None:
        """Follow one instruction."""
        stack = self.stack
        if name in ("PROTO", "FRAME"):
            pass
        elif name in VALUES:
            stack.append(value)
        elif name in CONSTANTS:
            stack.append(CONSTANTS[name])
        elif name == "GLOBAL":
            stack.append(Named(value))
        elif name == "MARK":
            stack.append(_MARK)
        elif name == "EMPTY_DICT":
            stack.append({})
        elif name in ("BINPUT", "LONG_BINPUT"):
            self.memory[value] = stack[-1]
        elif name in ("BINGET", "LONG_BINGET"):
            stack.append(self.memory[value])
        elif name == "TUPLE":
            stack.append(tuple(self.since_mark()))
        elif name in TUPLES:
            stack[-TUPLES[name] :] = [tuple(stack[-TUPLES[name] :])]
        elif name == "SETITEM":
            self.put(stack[-2:], 2)
        elif name == "SETITEMS":
            self.put(self.since_mark(), 0)
        elif name == "BINPERSID":
            stack.append(_numbers(stack.pop()))
        elif name == "REDUCE":
            given = stack.pop()
            stack.append(_made(stack.pop(), given))
        elif name == "BUILD":  # attributes of the table; they are not needed
            stack.pop()
        else:
            raise BadState(f"{name} has no place in a table of tensors")

    def since_mark(self) -> list[Any]:
        """Remove and return everything on the stack above the last mark. The mark is removed too."""
        place = max(at for at, value in enumerate(self.stack) if value is _MARK)
        found = self.stack[place + 1 :]
        del self.stack[place:]
        return found

    def put(self, pairs: list[Any], taken: int) -> None:
        """Put pairs of names and values into the table on the stack, which lies below the topmost ``taken`` values."""
        del self.stack[len(self.stack) - taken :]
        table = self.stack[-1]
        if not isinstance(table, dict):
            raise BadState("something but a table is filled")
        if not all(isinstance(name, str) for name in pairs[::2]):
            raise BadState("a name in it is no text")
        table.update(zip(pairs[::2], pairs[1::2], strict=True))


def _numbers(told: Any) -> Numbers:
    what, kind, member, _, _ = told
    if what != "storage" or not isinstance(kind, Named) or not isinstance(member, str):
        raise BadState("it holds something but numbers")
    return Numbers(NUMBERS[kind.name], member)


def _made(what: Any, given: Any) -> Any:
    """The result of a call. Only the three calls that build a table of tensors are allowed."""
    name = what.name if isinstance(what, Named) else ""
    if name == TABLE and given == ():
        return {}
    if name == PARAM:
        return given[0]
    if name != TENSOR:
        raise BadState(f"it calls {name[:60] or 'something'}, which no table of tensors does")
    numbers, offset, shape, strides = given[:4]
    sizes = (offset, *shape)
    if not isinstance(numbers, Numbers) or not all(map(_is_size, sizes)) or len(shape) > MOST_AXES:
        raise BadState("a tensor in it is none")
    if any(size > 1 and s != t for size, s, t in zip(shape, strides, _strides(shape), strict=True)):
        raise BadState("the numbers of a tensor in it do not lie one behind the other")
    return Tensor(numbers, offset, tuple(shape))


def _is_size(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 2**40


def _strides(shape: tuple[int, ...]) -> Iterator[int]:
    return (prod(shape[axis + 1 :]) for axis in range(len(shape)))


def _array(archive: zipfile.ZipFile, folder: str, tensor: Tensor) -> Array:
    try:
        info = archive.getinfo(f"{folder}data/{tensor.numbers.member}")
    except KeyError:
        raise BadState("the numbers of a tensor are missing in it") from None
    if info.compress_type != zipfile.ZIP_STORED or info.file_size > info.compress_size:
        raise BadState("its numbers are packed, which they never are")
    dtype = np.dtype(tensor.numbers.dtype)
    count = prod(tensor.shape)
    if dtype.itemsize * (tensor.offset + count) > info.file_size:
        raise BadState("a tensor in it has too few numbers")
    numbers = np.frombuffer(archive.read(info), dtype, count, tensor.offset * dtype.itemsize)
    return numbers.reshape(tensor.shape)
