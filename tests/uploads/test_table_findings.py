"""What may mislead is found with its evidence, and only then."""

# ruff: noqa: E501  each trap is one line

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest

from torchground.files.meta import TableMeta
from torchground.files.recipe import Recipe, TableFinding
from torchground.uploads import table

ROWS = 120
RNG = np.random.default_rng(3)
X, Z = RNG.normal(5, 1, ROWS), RNG.normal(0, 2, ROWS)
KIND = ["abc"[int(n)] for n in RNG.integers(0, 3, ROWS)]


def read(names: str, *columns: list[object], recipe: Recipe | None = None) -> TableMeta:
    rows = [",".join(map(str, row)) for row in zip(*columns, strict=True)]
    found = table.read(io.BytesIO("\n".join([names, *rows]).encode()), recipe).found
    assert isinstance(found.meta, TableMeta)
    return found.meta


def plain(value: float) -> str:
    return f"{value:.3f}"


FIRST: list[object] = [plain(v) for v in X]
SECOND: list[object] = [plain(v) for v in Z]
CLASSES: list[object] = list(KIND)
WHOLE: list[object] = list(range(ROWS))

TRAPS: dict[str, tuple[str, Callable[[], TableMeta]]] = {
    "an unnamed number": ("row number", lambda: read(",x,kind", [7 * i + 3 for i in WHOLE[::-1]], FIRST, CLASSES)),
    "a shuffled number": ("row number", lambda: read("place,x,kind", list(RNG.permutation(ROWS)), FIRST, CLASSES)),
    "an id": ("id", lambda: read("CustomerID,x,kind", [1000 + 3 * int(i) for i in RNG.permutation(ROWS)], FIRST, CLASSES)),
    "a constant": ("constant", lambda: read("a,x,kind", [5] * ROWS, FIRST, CLASSES)),
    "a code of the class": ("repeats the target", lambda: read("x,code,kind", FIRST, ["abc".index(k) for k in KIND], CLASSES)),
    "the target in other units": ("repeats the target", lambda: read("x,cm,y", SECOND, [plain(v * 2.54) for v in X], FIRST)),
    "sorted classes": ("sorted by class", lambda: read("x,z,kind", FIRST, SECOND, sorted(KIND))),
    "a sentinel": ("sentinel", lambda: read("x,z,kind", [-999 if i % 9 == 0 else v for i, v in enumerate(FIRST)], SECOND, CLASSES)),
    "one class": ("one class almost alone", lambda: read("x,z,kind", FIRST, SECOND, ["b" if i in (5, 50, 90) else "a" for i in range(ROWS)])),
    "copies": ("duplicates", lambda: read("x,z,kind", FIRST[:60] * 2, SECOND[:60] * 2, CLASSES[:60] * 2)),
    "case twins": ("case twins", lambda: read("x,kind", FIRST, ["Co" if i % 2 else "CO" for i in range(ROWS)])),
    "a large offset": ("digits lost", lambda: read("x,y", FIRST, [2_000_000_000 + round(50 * v) for v in Z])),
    "in the order of time": ("sorted by time", lambda: read("day,x,z", [f"2024-{i // 28 + 1:02}-{i % 28 + 1:02}" for i in range(ROWS)], FIRST, SECOND)),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_found_with_its_evidence(name: str) -> None:
    kind, make = TRAPS[name]
    findings: list[TableFinding] = make().findings
    assert [finding.kind for finding in findings] == [kind]
    assert findings[0].values
    assert kind == "duplicates" or findings[0].columns


def test_an_honest_table_has_no_findings() -> None:
    assert read("x,z,kind", FIRST, SECOND, CLASSES).findings == []
    year: list[object] = [1990 + i % 30 for i in range(ROWS)]
    assert read("year,x,y", year, SECOND, FIRST).findings == []
    price: list[object] = [999 if i % 11 == 0 else 900 + int(v * 10) for i, v in enumerate(X)]
    assert read("price,x,y", price, SECOND, FIRST).findings == []


def test_what_says_nothing_is_ignored_and_the_rest_is_not() -> None:
    numbers: list[object] = [1000 + 3 * i for i in range(ROWS)]
    meta = read("id,x,kind", numbers, FIRST, CLASSES)
    assert [column.role for column in meta.columns] == ["ignore", "feature", "target"]
    meta = read("weight,x,kind", numbers, FIRST, CLASSES)
    assert [column.role for column in meta.columns] == ["feature", "feature", "target"]


def test_a_sentinel_that_is_named_counts_as_missing() -> None:
    values: list[object] = [-999 if i % 9 == 0 else v for i, v in enumerate(FIRST)]
    meta = read("x,z,kind", values, SECOND, CLASSES, recipe=Recipe(missing=["-999"]))
    assert meta.columns[0].missing == 14
    assert meta.findings == []


def test_a_recipe_is_followed_in_place_of_guesses() -> None:
    names = read("x,z,kind", FIRST, SECOND, CLASSES, recipe=Recipe(header=0))
    assert [column.name for column in names.columns] == ["column 1", "column 2", "column 3"]
    assert names.rows == ROWS + 1
    twins: list[object] = ["alba" if i % 2 else "Alba" for i in range(ROWS)]
    assert len(read("x,kind", FIRST, twins).columns[1].levels) == 1
    kept = read("x,kind", FIRST, twins, recipe=Recipe(cases="keep"))
    assert kept.columns[1].levels == ["Alba", "alba"]
    assert kept.recipe is not None
    assert kept.sure.keys() == kept.recipe.model_dump().keys() - {"cases"}
    assert "cases" not in kept.sure
    assert "header" not in names.sure
    none: list[object] = ["None" if i % 2 else "some" for i in range(ROWS)]
    assert read("x,kind", FIRST, none, recipe=Recipe(missing=["None"])).columns[1].missing == 60


def test_dates_are_sorted_unless_the_file_is_to_stay() -> None:
    days: list[object] = [f"{31 - i % 31}/{12 - i // 31}/2023" for i in range(60)]
    days = [day for day in days if "31/11" not in str(day)]
    content = (days, FIRST[: len(days)], SECOND[: len(days)])
    meta = read("day,x,y", *content)
    assert meta.recipe is not None
    assert (meta.recipe.order, meta.recipe.dates) == ("time", "day first")
    stays = read("day,x,y", *content, recipe=Recipe(order="file"))
    assert stays.recipe is not None
    assert stays.recipe.order == "file"


def test_what_is_odd_is_shown_as_it_stands_in_the_file() -> None:
    """A note keeps the lines that it is about, also after the rows were sorted."""
    rows = [f"{day}.03.2024,{day / 7:.3f},{'ab'[day % 2]}" for day in range(28, 0, -1)]
    rows[4], rows[9], rows[12] = "24.03.2024,n/a,a", "19.03.2024,-9999,b", "16.03.2024,-9999,b"
    content = "\n".join(["when,x,kind", *rows, ",,"]).encode()
    read = table.read(io.BytesIO(content)).found
    meta = read.meta
    assert isinstance(meta, TableMeta)
    excerpts = {one.code: (one.lines, one.excerpts) for one in (*meta.notes, *meta.findings)}
    assert excerpts["table.note.missing_words"] == ([6], ["24.03.2024,n/a,a"])
    assert excerpts["table.note.hollow"] == ([30], [",,"])
    assert excerpts["table.found.sentinel"] == (
        [11, 14],
        ["19.03.2024,-9999,b", "16.03.2024,-9999,b"],
    )
    assert read.preview.lines[:2] == ["when,x,kind", "28.03.2024,4.000,a"]
    assert read.preview.rows[0] == ["28.03.2024", "4.000", "a"]
    assert read.preview.read[0] == ["2024-03-28", "4", "a"]
    assert read.preview.read[4] == ["2024-03-24", "", "a"]


def test_copies_of_rows_are_named_by_their_lines() -> None:
    twice = [FIRST[n % 100] for n in range(ROWS)], [CLASSES[n % 100] for n in range(ROWS)]
    [found] = [one for one in read("x,kind", *twice).findings if one.kind == "duplicates"]
    assert found.lines == list(range(102, 122))
