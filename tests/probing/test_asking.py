"""What a person typed or drew becomes an input of the network."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import Any, cast

import pytest

torch = pytest.importorskip("torch")

from torchground.catalogue.bases.dataset import DataInfo  # noqa: E402
from torchground.probing.probe import ProbeContext, ProbeError  # noqa: E402
from torchground.probing.shared.asking import asked_input  # noqa: E402

LETTERS = ["[PAD]", "a", "b", "c"]


def context(shape: tuple[int, ...], **data: Any) -> ProbeContext:
    info = DataInfo(shape=shape, num_train=4, num_test=4, **data)
    return cast(ProbeContext, SimpleNamespace(data=info, train_x=torch.zeros(1)))


def drawn(*values: int, low: str = "0", high: str = "1") -> str:
    return f"bytes {low} {high} {base64.b64encode(bytes(values)).decode()}"


def test_a_picture_may_come_as_numbers_or_as_bytes() -> None:
    here = context((1, 2, 2))
    assert asked_input(here, "0, 0.5, .25,1").tolist() == [[[[0, 0.5], [0.25, 1]]]]
    sent = asked_input(here, drawn(0, 51, 102, 255, low="-1", high="4"))
    assert sent.tolist() == [[[[-1, 0], [1, 4]]]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2",
        "a,b,c,d",
        "nan,0,0,0",
        drawn(1, 2, 3),
        drawn(1, 2, 3, 4, low="inf"),
        drawn(1, 2, 3, 4, high="nan"),
        drawn(1, 2, 3, 4, low="0 0"),
        "bytes 0 1 !!!!",
        "bytes",
    ],
)
def test_what_is_no_picture_is_refused(text: str) -> None:
    with pytest.raises(ProbeError, match=r"divided by commas|finite numbers"):
        asked_input(context((1, 2, 2)), text)


def test_a_short_text_is_filled_up_where_nothing_notices() -> None:
    behind = context((4,), vocab=LETTERS, token_targets=True, causal=True)
    assert asked_input(behind, "ab").tolist() == [[1, 2, 0, 0]]
    assert asked_input(behind, "abcabc").tolist() == [[3, 1, 2, 3]], "the end of a long one"
    before = context((4,), vocab=LETTERS, classes=["x", "y"], pad_token=0)
    assert asked_input(before, "ab").tolist() == [[0, 0, 1, 2]]
    whole = context((4,), vocab=LETTERS, token_targets=True, mask_token=0)
    assert asked_input(whole, "a[MASK]bc").tolist() == [[1, 0, 2, 3]]
    with pytest.raises(ProbeError, match="a sample has 4 tokens, and 2 came"):
        asked_input(whole, "ab")
    with pytest.raises(ProbeError, match="“x” is no token"):
        asked_input(whole, "abcx")
