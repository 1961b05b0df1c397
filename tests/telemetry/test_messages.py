"""Messages mean the same on both ends of the wire, whatever numbers they carry."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from torchground.telemetry.messages import COMMAND, UP, Norms, Point, Points, probe_key

REALS = st.floats()


@given(st.dictionaries(st.sampled_from(["train_accuracy", "test_mse"]), REALS), REALS, REALS)
def test_points_cross_the_wire_with_numbers_that_are_not_finite(
    metrics: dict[str, float], loss: float, norm: float
) -> None:
    point = Point(
        seq=1,
        kind="epoch",
        epoch=0,
        step=0,
        train_loss=loss,
        metrics=metrics,
        norms={"h": Norms(weight=norm)},
    )
    sent = Points(run="r", points=[point], last_seq=1).model_dump_json()
    back = Points.model_validate_json(sent).points[0]
    assert "NaN" not in sent.replace('"NaN"', "")
    assert repr(back) == repr(point)


def test_a_number_that_is_not_finite_is_said_not_lost() -> None:
    assert (
        '"train_loss":"NaN"'
        in Point(seq=1, kind="epoch", epoch=0, step=0, train_loss=math.nan).model_dump_json()
    )


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "fly"},
        {"type": "step", "unit": "year"},
        {"type": "step", "count": 0},
        {"type": "play", "force": True},
        {"type": "set", "field": "l1" * 100, "value": 0},
        [],
        None,
    ],
)
def test_a_command_that_is_none_is_refused(bad: object) -> None:
    with pytest.raises(ValidationError):
        COMMAND.validate_python(bad)


@given(st.text() | st.binary().map(repr))
def test_whatever_text_comes_up_the_stream_is_a_message_or_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        UP.validate_json(text)


def test_equal_probes_have_equal_keys_whatever_the_order_of_their_fields() -> None:
    one = {"type": "feature_maps", "sample": 3, "of": "test"}
    other = {"of": "test", "sample": 3, "type": "feature_maps"}
    assert probe_key(one) == probe_key(other) == 'feature_maps(of="test",sample=3)'
