"""Describes a stored file in a few words for a person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from torchground.words import template

if TYPE_CHECKING:
    from torchground.files.meta import Known, TableMeta

TABLE = template(
    "cli.data.table", "a table of {rows:# row|# rows} and {columns:# column|# columns} ({kinds})"
)
IMAGES = template(
    "cli.data.images",
    "{count:# picture|# pictures} of {size} × {size} in {classes:# class|# classes}",
)
TEXT = template(
    "cli.data.text", "a text of {characters:# character|# characters} and {words:# word|# words}"
)
WEIGHTS = template("cli.data.weights", "weights of {tensors:# tensor|# tensors}")


def summary_of(meta: Known) -> str:
    """A summary of a file: ``a table of 150 rows and 5 columns (4 number, 1 category)``."""
    from torchground.files.meta import ImagesMeta, TableMeta, TextMeta, WeightsMeta

    if isinstance(meta, TableMeta):
        return str(TABLE(rows=meta.rows, columns=len(meta.columns), kinds=_kinds(meta)))
    if isinstance(meta, ImagesMeta):
        return str(IMAGES(count=meta.count, size=meta.size, classes=len(meta.classes)))
    if isinstance(meta, TextMeta):
        return str(TEXT(characters=meta.characters, words=meta.num_words))
    if isinstance(meta, WeightsMeta):
        return str(WEIGHTS(tensors=len(meta.tensors)))
    return "a download"


def size_words(size_bytes: int) -> str:
    """A size in words: ``12 kB``, ``3.4 MB``."""
    if size_bytes < 1_000:
        return f"{size_bytes} bytes"
    if size_bytes < 1_000_000:
        return f"{size_bytes / 1_000:.0f} kB"
    return f"{size_bytes / 1_000_000:,.1f} MB"


def _kinds(meta: TableMeta) -> str:
    counted = Counter(column.kind for column in meta.columns)
    return ", ".join(f"{count:,} {kind}" for kind, count in counted.most_common())
