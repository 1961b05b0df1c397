"""Which characters texts may hold, and where in a value others stand."""

from __future__ import annotations

import json
import unicodedata

import pytest

from torchground.words.characters import cleaned, may_be_unfit, unfit, unfit_texts, without_unfit

KEPT = "\t\n\r"


def test_every_control_character_and_every_half_is_unfit_and_nothing_else_is() -> None:
    for code in range(0x11_0000):
        character = chr(code)
        is_control = unicodedata.category(character) in ("Cc", "Cs") and character not in KEPT
        assert (unfit(f"a{character}b") is not None) is is_control, f"U+{code:04X}"


@pytest.mark.parametrize(
    ("text", "name"), [("\0", "U+0000"), ("ab\x1b[31m", "U+001B"), ("\ud800", "U+D800")]
)
def test_the_sentence_names_the_character(text: str, name: str) -> None:
    assert name in str(unfit(text))
    assert unfit(without_unfit(text)) is None


def test_what_was_saved_before_is_read_without_them() -> None:
    saved = {"title": "a\0b", "view": {"x\x07": [1, None, "\ud800"]}, "plain": True}
    assert cleaned(saved) == {"title": "ab", "view": {"x": [1, None, ""]}, "plain": True}
    assert list(unfit_texts(cleaned(saved))) == []


def test_every_place_of_a_value_is_told_in_order() -> None:
    value = {"a": ["fine", "\0"], "b": {"c\x07": 1, "d": "\x7f"}, "e": "x\ny"}
    assert [place for place, _ in unfit_texts(value, ("body",))] == [
        ("body", "a", 1),
        ("body", "b"),
        ("body", "b", "d"),
    ]


@pytest.mark.parametrize("is_ascii", [True, False])
def test_a_json_text_that_is_passed_over_holds_no_control_character(is_ascii: bool) -> None:
    for code in range(0x2FF):
        spelled = json.dumps(["a", chr(code)], ensure_ascii=is_ascii).encode()
        if unfit(chr(code)) is not None:
            assert may_be_unfit(spelled), spelled
    assert not may_be_unfit(b'["plain \\n \\t \\"quoted\\""]')
