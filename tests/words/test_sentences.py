"""Sentences are a code and values until somebody writes them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchground.words import Sentence, SentenceError, from_values, other, template, write, writing

LAYERS = template("test.layers", "{n:# layer|# layers} of {names:and}")
INNER = template("test.inner", "The wire {name:quoted} ends nowhere")
OUTER = template("test.outer", "This file cannot be trained: {why:inside}")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


def test_a_template_with_its_values_is_written_as_a_sentence() -> None:
    assert write(LAYERS(n=1, names=["a"])) == "1 layer of a"
    assert write(LAYERS(n=1200, names=["a", "b", "c"])) == "1,200 layers of a, b and c"


def test_a_value_without_a_place_and_a_place_without_a_value_are_refused() -> None:
    with pytest.raises(TypeError, match="names"):
        LAYERS(n=1)
    with pytest.raises(TypeError, match="more"):
        LAYERS(n=1, names=[], more=2)


def test_two_texts_cannot_have_one_code_and_a_code_is_plain() -> None:
    assert template("test.layers", LAYERS.english) == LAYERS
    with pytest.raises(ValueError, match=r"test\.layers"):
        template("test.layers", "something else")
    for code in ("", "Upper", "with space", "a..b", "1a"):
        with pytest.raises(ValueError, match="code"):
            template(code, "text")


def test_a_place_needs_a_name() -> None:
    for text in ("{}", "{0}", "{a.b}", "{a[0]}"):
        with pytest.raises(ValueError, match="place"):
            template("test.unnamed", text)


def test_a_sentence_inside_a_sentence_survives_json() -> None:
    said = OUTER(why=INNER(name="x" * 100))
    again = json.loads(json.dumps(said.plain()))
    assert from_values(again["code"], again["values"]) == said
    assert write(said).startswith("This file cannot be trained: the wire “xxx")
    assert len(write(said)) < 100


def test_an_error_carries_its_sentence_and_reads_as_english() -> None:
    error = SentenceError(INNER(name="a"))
    assert error.sentence.code == "test.inner"
    assert str(error) == "The wire “a” ends nowhere"


def test_a_code_that_is_not_known_is_written_all_the_same() -> None:
    assert write(Sentence("gone.package_missing", {"n": 3})) == "gone: package missing (n 3)"
    assert "n 3" in write(Sentence("test.layers", {"n": 3}))


def test_a_text_from_elsewhere_is_one_line_of_bounded_length() -> None:
    text = write(other("first\nsecond " + "x" * 5000))
    assert text.startswith("first second x")
    assert len(text) == 500


def test_another_language_is_one_file(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"test.layers": "{n:# Schicht|# Schichten}: {names:and}"}
    (tmp_path / "de.json").write_text(json.dumps(texts), encoding="utf-8")
    monkeypatch.setattr(writing, "LANGUAGES", tmp_path)
    writing._translated.cache_clear()
    try:
        assert write(LAYERS(n=2, names=["a"]), "de") == "2 Schichten: a"
        assert write(INNER(name="a"), "de") == write(INNER(name="a")), "English where it lacks one"
        assert write(INNER(name="a"), "../de") == write(INNER(name="a"))
    finally:
        writing._translated.cache_clear()


@given(JSON, JSON)
def test_any_values_are_written_and_survive_strict_json(one: object, two: object) -> None:
    said = template("test.any", "{one} and {two:,} and {two:and} {one:# x|# y}")(one=one, two=two)
    assert isinstance(write(said), str)
    again = json.loads(json.dumps(said.plain(), allow_nan=False))
    assert from_values(again["code"], again["values"]) == said


@given(JSON, JSON)
def test_whatever_was_stored_becomes_a_sentence(code: object, values: object) -> None:
    assert isinstance(write(from_values(code, values)), str)
