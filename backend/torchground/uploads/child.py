"""The program that reads one file: opens what it needs, gives everything else away, reads, answers and ends.

``python -I -m torchground.uploads.child ALLOW READER SOURCE RESULT GIVEN``: the reader is a module with
``read(file) -> Read``; where GIVEN is not empty, it is a recipe as JSON, and ``read(file, recipe)`` is called. The
answer goes to standard output as JSON, the arrays to the file RESULT. Where the process could not be confined, it reads
nothing unless ALLOW is ``unconfined``. An empty READER reads nothing either: the answer then only says what is in
force.
"""

from __future__ import annotations

import encodings.cp437  # of names in zips; what is loaded late could not be loaded any more
import heapq  # of Counter.most_common
import importlib
import sys
from collections.abc import Callable
from functools import partial
from typing import IO, Any

import numpy.ma  # of numpy.unique

from torchground.files.recipe import Recipe
from torchground.files.tensorfile import write_arrays
from torchground.uploads import sentences
from torchground.uploads.answer import Answer, Found, Read, Refusal, Said, Unfit
from torchground.uploads.confined import Confinement, confine

UNCONFINED = "unconfined"
LOADED = (encodings.cp437, heapq, numpy.ma)


def main(allow: str, reader: str, source: str, result: str, given: str = "") -> None:
    """Read SOURCE, confined."""
    if not reader:
        return _say(confine(), Refusal.of(sentences.NOT_READ()))
    module = importlib.import_module(reader)
    read: Callable[[IO[bytes]], Read] = module.read
    if given:
        read = partial(module.read, given=Recipe.model_validate_json(given))
    with open(source, "rb") as file, open(result, "r+b") as arrays:
        confinement = confine()
        is_allowed = confinement.is_complete or allow == UNCONFINED
        answer = _tried(read, file, arrays) if is_allowed else Refusal.of(sentences.NOT_READ())
        _say(confinement, answer)


def _say(confinement: Confinement, answer: Answer) -> None:
    said = Said(
        in_force=list(confinement.in_force), missing=dict(confinement.missing), answer=answer
    )
    sys.stdout.buffer.write(said.model_dump_json().encode())
    sys.stdout.flush()


def _tried(read: Callable[[IO[bytes]], Read], file: IO[bytes], arrays: IO[bytes]) -> Any:
    try:
        got: Read = read(file)
        if got.arrays is not None:
            write_arrays(arrays, got.arrays)
            arrays.flush()
    except Unfit as error:
        return Refusal.of(error.sentence, error.place)
    except MemoryError:
        return Refusal.of(sentences.TOO_MUCH_MEMORY())
    found: Found = got.found
    return found


if __name__ == "__main__":
    sys.path[:0] = sys.argv[6:]
    main(*sys.argv[1:6])
