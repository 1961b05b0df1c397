"""Files in torch's own format are read as tables of tensors. Anything else in them is refused, and nothing is
executed."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from collections import OrderedDict
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from torchground.catalogue.datasets.sources.statefile import BadState, read_state, spelled_out


def saved(what: Any) -> io.BytesIO:
    file = io.BytesIO()
    torch.save(what, file)
    return file


def archive(told: bytes, numbers: bytes = b"", *, packed: bool = False) -> io.BytesIO:
    file = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", method) as made:
        made.writestr("a/data.pkl", told)
        made.writestr("a/data/0", numbers)
    return file


def told_of(what: Any) -> bytes:
    with zipfile.ZipFile(saved(what)) as made:
        (name,) = [name for name in made.namelist() if name.endswith("data.pkl")]
        return made.read(name)


NETWORK = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4, 2))


@pytest.mark.parametrize(
    "state",
    [
        NETWORK.state_dict(),
        dict(NETWORK.named_parameters()),
        OrderedDict(a=torch.arange(6.0)[2:4], b=torch.ones(2, 1, 3).half(), c=torch.tensor(7)),
        {"a": torch.zeros(0, 3), "one": torch.ones(5, 1).t()},
    ],
    ids=["state", "params", "parts of one storage", "empty and thin"],
)
def test_every_tensor_is_what_torch_saved(state: dict[str, torch.Tensor]) -> None:
    found = read_state(saved(state))
    assert list(found) == list(state)
    for name, tensor in state.items():
        assert torch.equal(torch.from_numpy(found[name].copy()), tensor.detach())


class Runs:
    """Calls a function when it is unpickled."""

    def __init__(self, call: Any, *given: Any) -> None:
        self.call = call, given

    def __repr__(self) -> str:
        """The same text in every process, because it is part of the name of a test."""
        return f"calls {self.call[0].__name__}"

    def __reduce__(self) -> Any:
        return self.call


@pytest.mark.parametrize(
    "hostile",
    [
        {"a": Runs(os.mkdir, "made-by-a-pickle")},
        Runs(os.system, "touch made-by-a-pickle"),
        {"a": Runs(getattr, "a", "upper")},
        {"a": nn.Linear(2, 2)},
        {"a": torch.ones(2, 3).t()},
        {"a": torch.ones(3, dtype=torch.float64)},
        {"a": 3},
        {3: torch.ones(2)},
        {},
        [torch.ones(2)],
        None,
    ],
    ids=repr,
)
def test_whatever_is_no_table_of_plain_tensors_is_refused(
    hostile: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadState):
        read_state(saved(hostile))
    assert list(tmp_path.iterdir()) == []


GOOD = told_of({"a": torch.ones(3)})


@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(b""),
        io.BytesIO(b"no archive at all"),
        archive(GOOD),
        archive(GOOD, b"1234567"),
        archive(GOOD, bytes(12), packed=True),
        archive(b"\x80\x02" + b"0" * 3_000_000, bytes(12)),
        archive(pickle.dumps({"a": 1}, 0)),
    ],
    ids=["empty", "text", "no numbers", "too few", "packed", "long", "another language"],
)
def test_broken_files_are_refused_with_a_sentence(file: io.BytesIO) -> None:
    with pytest.raises(BadState, match=r"^[a-zA-Z0-9'].* "):
        read_state(file)


# The standard library warns of an unknown escape sequence in a name.
@pytest.mark.filterwarnings("ignore:invalid escape sequence")
@settings(max_examples=400)
@given(
    place=st.integers(0, len(GOOD) - 1),
    bytes_=st.binary(min_size=1, max_size=6),
    length=st.integers(0, 6),
)
def test_any_change_of_what_is_told_gives_tensors_or_is_refused(
    place: int, bytes_: bytes, length: int
) -> None:
    try:
        found = spelled_out(GOOD[:place] + bytes_ + GOOD[place + length :])
    except BadState:
        return
    assert all(isinstance(name, str) for name in found)
