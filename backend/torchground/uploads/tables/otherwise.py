"""Texts that are no tables, though they end with .csv: a web page, JSON, XML."""

from __future__ import annotations

import re

from torchground.uploads import sentences
from torchground.uploads.answer import Unfit

_WEB_PAGE = re.compile(
    r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(r"\s*<(\?xml|[a-z][\w:.-]*[\s>])", re.IGNORECASE)
_JSON = re.compile(r'\s*(\[\s*)?\{\s*("[^"]*"\s*:|\})|\s*\[\s*\[\s*["\d\-n]')
_RTF = re.compile(r"\s*\{\\rtf")


def check(text: str) -> None:
    """Raises :class:`Unfit` where a text is of another kind."""
    begin, fits = text[:2_000], sentences.SAVE_AS_CSV()
    if _WEB_PAGE.match(begin):
        raise Unfit(sentences.WEB_PAGE())
    for shape, what in (
        (_XML, sentences.XML()),
        (_JSON, sentences.JSON()),
        (_RTF, sentences.RTF()),
    ):
        if shape.match(begin):
            raise Unfit(sentences.ANOTHER_KIND(what=what, fits=fits))
