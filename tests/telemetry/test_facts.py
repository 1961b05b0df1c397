"""Kinds of reading: every one is documented and declared in one place, and what does not fit it is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest
from pydantic import ValidationError

from tests.telemetry.samples import GOLDEN, frame, sample
from torchground.telemetry.facts import Kind, ReadingError, kind_text, kinds
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.kinds.table import TableFacts
from torchground.telemetry.kinds.vector import VectorFacts
from torchground.telemetry.parts import Level
from torchground.telemetry.reading import Quantized, Reading
from torchground.telemetry.wire import pack_frame, unpack_frame

LINES = LinesFacts(names=["a", "b"], x_label="step", y_label="loss")
X, Y = np.zeros(3), np.zeros((2, 3))
every_kind = pytest.mark.parametrize("facts", kinds().values(), ids=kinds())


@every_kind
def test_a_kind_says_what_it_is_and_what_each_fact_and_tensor_is(facts: Kind) -> None:
    assert facts.__doc__
    undocumented = [n for n, field in facts.model_fields.items() if not field.description]
    assert not undocumented
    assert all(field.about for field in facts.tensors.values())
    assert all(name in kind_text(facts) for name in (facts.kind, *facts.tensors))


@every_kind
def test_a_kind_lies_in_the_file_of_its_name(facts: Kind) -> None:
    assert facts.__module__.rsplit(".", 1)[-1] == facts.kind
    assert facts.__name__ == f"{facts.kind.capitalize()}Facts"


def test_tensors_that_fit_their_kind_are_taken() -> None:
    assert Reading("n1", {"x": X, "y": Y}, LINES).kind == "lines"
    rounded = Quantized(np.zeros((2, 3), np.int8), np.zeros(2, np.float32))
    assert Reading("n1", {"values": rounded}, MatrixFacts()).kind == "matrix"


@pytest.mark.parametrize(
    ("tensors", "said"),
    [
        ({"x": X}, "missing: y"),
        ({"x": X, "y": Y, "z": X}, "unknown: z"),
        ({"x": Y, "y": Y}, r"x of the kind lines has the axes \[points\]; \[2, 3\] came"),
        ({"x": np.zeros(4), "y": Y}, r"\[2, 3\] came, where lines = 2, points = 4"),
        ({"x": X, "y": np.zeros((3, 3))}, "names of the kind lines .* the 3 lines; 2 came"),
    ],
)
def test_tensors_that_do_not_fit_their_kind_are_refused(
    tensors: dict[str, np.ndarray], said: str
) -> None:
    with pytest.raises(ReadingError, match=said):
        Reading("n1", tensors, LINES)


def test_a_fact_that_the_kind_does_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        LinesFacts.model_validate({"names": [], "x_label": "", "y_label": "", "colour": "red"})


def test_a_fact_is_not_changed_after_it_was_said() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        LINES.log = True


def test_what_is_as_its_default_says_is_not_sent_and_comes_back() -> None:
    facts = LinesFacts(names=["a"], x_label="", y_label="", references=[Level(value=1, label="l")])
    assert facts.written() == {
        "names": ["a"],
        "x_label": "",
        "y_label": "",
        "references": [{"value": 1.0, "label": "l"}],
    }
    for each in (facts, VectorFacts(target=float("inf")), TableFacts(columns=["a"], rows=[[None]])):
        tensors = {name: np.zeros((1,) * len(f.axes)) for name, f in each.tensors.items()}
        frame = unpack_frame(pack_frame("r", "p()", 0, 0, [Reading("n1", tensors, each)]))
        assert frame["readings"][0].facts == each


def test_a_reading_of_a_kind_that_is_not_known_names_those_that_are() -> None:
    frame = pack_frame("r", "p()", 0, 0, [Reading("n1", {"x": X, "y": Y}, LINES)])
    with pytest.raises(ReadingError, match="'limes'; known: attention"):
        unpack_frame(frame.replace(b"lines", b"limes", 1))


@every_kind
def test_a_reading_with_every_fact_of_a_kind_survives_the_wire(facts: Kind) -> None:
    reading = sample(facts)
    (back,) = unpack_frame(pack_frame("r", "p()", 0, 0, [reading]))["readings"]
    assert back.facts == reading.facts
    assert set(back.tensors) == set(facts.tensors)


def test_what_the_page_reads_in_its_tests_is_what_is_packed() -> None:
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == {"frame": frame()}, (
        "a kind of reading changed: run `python -m tests.telemetry.samples`"
    )
