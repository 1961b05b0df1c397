"""Files broken at any byte: a reader takes them or refuses them with a sentence, and raises nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save

from tests.uploads.test_files import GOOD, picture, zipped
from torchground.files.meta import META
from torchground.uploads import images, table, text, weights
from torchground.uploads.answer import Found, Read, Unfit

TABLE = ("name;größe;art\n" + "\n".join(f"n{i};{i},5;{'ab'[i % 2]}" for i in range(30))).encode()
FILES: dict[str, tuple[Callable[[IO[bytes]], Read], bytes]] = {
    "table": (table.read, TABLE),
    "text": (text.read, "Über den Wolken muss die Freiheit. ".encode() * 9),
    "images": (images.read, zipped({**GOOD, "dog/x.jpg": picture(kind="JPEG")})),
    "weights": (weights.read, save({"a.w": np.ones((3, 4), np.float32)})),
}


@st.composite
def broken(draw: st.DrawFn, content: bytes) -> bytes:
    """The file with a few bytes changed, a piece cut out, doubled or put elsewhere."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 60)))
        piece = draw(st.one_of(st.binary(max_size=8), st.just(bytes(data[at:end]) * 2)))
        data[at:end] = piece
    return bytes(data)


def answer(read: Callable[[IO[bytes]], Read], content: bytes) -> Read | Unfit:
    """What a reader gives, or why it refuses; anything else it raises fails the test."""
    try:
        return read(io.BytesIO(content))
    except Unfit as refusal:
        return refusal


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=150)
@given(data=st.data())
def test_a_broken_file_is_taken_or_refused_with_a_sentence(kind: str, data: st.DataObject) -> None:
    read, content = FILES[kind]
    got = answer(read, data.draw(broken(content)))
    if isinstance(got, Unfit):
        assert len(str(got)) > 20
        assert got.place
    else:
        again = Found.model_validate_json(got.found.model_dump_json())
        assert again == got.found
        assert META.validate_python(again.meta.model_dump()) == again.meta


@settings(max_examples=300)
@given(
    st.lists(
        st.lists(st.text(max_size=6) | st.floats().map(str) | st.integers().map(str), max_size=4),
        max_size=30,
    ),
    st.sampled_from(",;\t|"),
)
def test_any_table_is_taken_or_refused_with_a_sentence(rows: list[list[str]], mark: str) -> None:
    content = "\n".join(mark.join(row) for row in rows).encode("utf-8", "replace")
    got = answer(table.read, content)
    if isinstance(got, Unfit):
        assert len(str(got)) > 20
    else:
        assert got.arrays
        Found.model_validate_json(got.found.model_dump_json())
