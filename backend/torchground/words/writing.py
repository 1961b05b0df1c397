"""Writes a sentence in a language. After the colon, a placeholder may have a format of Python (``{n:,}``, ``{lr:g}``)
or:

``{n:# layer|# layers}``  the first text for one, the second for all other numbers; # is the number
``{names:and}`` ``{names:or}``  a list: a, b and c
``{name:quoted}``  in quotes, cut to 40 characters
``{why:inside}``  a sentence inside another: without its full stop; its first letter is small unless it begins a name
``{why:whole}``  a sentence beside another: its first letter is a capital, and it ends with a full stop
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from torchground.words.sentences import TEMPLATES, Sentence, from_values

ENGLISH = "en"
LANGUAGES = Path(__file__).parent / "languages"
MOST_NAMES = 20
"""The most names of a list that are written out. The others are counted."""


def write(sentence: Sentence, language: str = ENGLISH) -> str:
    """The sentence as text for a person. Never raises: a code that is not known here is written with its values."""
    text = _text_of(sentence.code, language)
    if text is not None:
        try:
            return _Writer(language).vformat(text, (), dict(sentence.values))
        except (LookupError, ValueError, TypeError):
            pass  # values of an older version
    values = ", ".join(f"{name} {value}" for name, value in sentence.values.items())
    return f"{sentence.code.replace('_', ' ').replace('.', ': ')}{f' ({values})' if values else ''}"


def _text_of(code: str, language: str) -> str | None:
    if language != ENGLISH and code in (translated := _translated(language)):
        return translated[code]
    declared = TEMPLATES.get(code)
    return declared.english if declared else None


@cache
def _translated(language: str) -> Mapping[str, str]:
    """The texts of a language by code. Empty where the language has no file."""
    file = LANGUAGES / f"{language}.json"
    if not language.isalpha() or not file.is_file():
        return {}
    texts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return texts


class _Writer(Formatter):
    """Fills placeholders. It also formats sentences inside sentences, lists, and counts with singular or plural."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, dict) and "code" in value:
            inner = from_values(value["code"], value.get("values", {}))
            value = write(inner, self._language)
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return (one if value == 1 else many).replace("#", f"{value:,}")
        if format_spec in ("and", "or"):
            return _listed(value, format_spec)
        if format_spec == "quoted":
            return f"“{cut(str(value), 40)}”"
        if format_spec == "inside":
            return _inside(str(value))
        if format_spec == "whole":
            return whole(str(value))
        if value is None or isinstance(value, (bool, str, list, dict)):
            return str(value)
        return str(super().format_field(value, format_spec))


def _listed(names: Any, word: str) -> str:
    shown = [str(name) for name in names] if isinstance(names, list) else [str(names)]
    if len(shown) > MOST_NAMES:
        shown = [*shown[:MOST_NAMES], f"{len(shown) - MOST_NAMES:,} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {word} {shown[-1]}"


def _inside(text: str) -> str:
    text = text.strip().removesuffix(".")
    first, _, rest = text.partition(" ")
    is_word = first[1:].islower() and (first[1:].isalpha() or not first[1:])
    return f"{first.lower()} {rest}".strip() if is_word else text


def whole(text: str) -> str:
    """A text with a capital first letter and a full stop."""
    text = text.strip()
    ended = text.endswith((".", "!", "?", "…"))
    return text[:1].upper() + text[1:] + ("" if ended or not text else ".")


def cut(text: str, length: int) -> str:
    """At most ``length`` characters. Replaces characters that UTF-8 cannot encode (half a surrogate pair)."""
    text = text if len(text) <= length else text[: length - 1] + "…"
    return text.encode("utf-8", "replace").decode()
