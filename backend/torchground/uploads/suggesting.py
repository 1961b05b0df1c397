"""What a file can be used for: data set entries that name it, the likeliest first."""

from __future__ import annotations

from typing import Any

from torchground.files.meta import ImagesMeta, Known, TableMeta, TextMeta


def suggested(file: str, meta: Known) -> list[dict[str, Any]]:
    """Data set entries as they stand in a project file; none for weights."""
    if isinstance(meta, TableMeta):
        return _of_table(file, meta)
    if isinstance(meta, ImagesMeta):
        colours = "rgb" if meta.channels == 3 else "grayscale"
        size = max(4, min(meta.size, 32))
        return [{"type": "image_folder", "file": file, "size": size, "colours": colours}]
    if isinstance(meta, TextMeta):
        return [{"type": "text_file", "file": file, "level": level} for level in ("char", "word")]
    return []


def _of_table(file: str, meta: TableMeta) -> list[dict[str, Any]]:
    targets = [column.name for column in meta.columns if column.role == "target"]
    ignore = [
        column.name
        for column in meta.columns
        if column.role == "ignore" and column.kind in ("number", "category")
    ]
    numbers = [column.name for column in meta.columns if column.kind == "number"]
    table = (
        [{"type": "csv_table", "file": file, "target": targets[0], "ignore": ignore}]
        if targets
        else []
    )
    series = [{"type": "csv_series", "file": file, "column": numbers[-1]}] if numbers else []
    return [*table, *series] if len(meta.columns) > 1 else series
