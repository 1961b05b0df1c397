"""Tables in files of programs are read in the jail as a person would read them, or refused with what would fit."""

from __future__ import annotations

import io
import json
import math
import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.uploads.conftest import Upload
from tests.uploads.workbooks import Value, workbook
from torchground.files.meta import TableMeta
from torchground.files.recipe import Recipe
from torchground.uploads import table
from torchground.uploads.answer import Found, Read, Refusal, Unfit
from torchground.uploads.formats import json_records, numpy_arrays, sqlite_tables
from torchground.uploads.formats import workbook as books
from torchground.uploads.formats.by_content import TEXT, reader_of

EXAMPLES = int(os.environ.get("TORCHGROUND_CHANGED_FILES", "60"))
N, C, T = "number", "category", "text"
RNG = np.random.default_rng(7)
SIZES = [round(float(v), 3) for v in RNG.normal(5, 1, 40)]
KINDS = ["abc"[int(n)] for n in RNG.integers(0, 3, 40)]
ROWS: list[list[Value]] = [[size, kind] for size, kind in zip(SIZES, KINDS, strict=True)]
SHEET: list[list[Value]] = [["size", "kind"], *ROWS]


def database(*statements: str, **tables: Sequence[Sequence[Any]]) -> bytes:
    """A database with these tables; the first row of each names its columns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.sqlite"
        base = sqlite3.connect(path)
        for name, (names, *rows) in tables.items():
            base.execute(f'CREATE TABLE "{name}" ({", ".join(names)})')
            marks = ", ".join("?" * len(names))
            base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        for statement in statements:
            base.execute(statement)
        base.commit()
        base.close()
        return path.read_bytes()


def npz(**arrays: Any) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def npy(array: Any) -> bytes:
    out = io.BytesIO()
    np.save(out, array, allow_pickle=True)
    return out.getvalue()


def records() -> list[dict[str, Any]]:
    return [{"size": size, "kind": kind} for size, kind in zip(SIZES, KINDS, strict=True)]


def structured() -> Any:
    return np.array(list(zip(SIZES, KINDS, strict=True)), [("size", "f8"), ("kind", "U1")])


def text(value: Any) -> bytes:
    return json.dumps(value).encode()


SAME = {
    "a workbook": ("excel", lambda: workbook({"Sheet1": SHEET})),
    "a workbook with a title": ("excel", lambda: workbook({"S": [["Plants of 2024"], [], *SHEET]})),
    "a hidden and an empty sheet before it": (
        "excel",
        lambda: workbook({"old": SHEET[:20], "none": [], "S": SHEET}, hidden=["old"]),
    ),
    "records": ("json", lambda: text(records())),
    "records with a mark": ("json", lambda: b"\xef\xbb\xbf" + text(records())),
    "records in a list of an answer": (
        "json",
        lambda: text({"status": "ok", "results": records()}),
    ),
    "rows with names": ("json", lambda: text(SHEET)),
    "a record a line": ("json", lambda: b"\n".join(map(text, records())) + b"\n"),
    "columns": ("json", lambda: text({"size": SIZES, "kind": KINDS})),
    "columns of pandas": (
        "json",
        lambda: text({"size": dict(enumerate(SIZES)), "kind": dict(enumerate(KINDS))}),
    ),
    "split as pandas does": ("json", lambda: text({"columns": ["size", "kind"], "data": ROWS})),
    "arrays": ("numpy", lambda: npz(size=np.array(SIZES), kind=np.array(KINDS))),
    "arrays beside a number": (
        "numpy",
        lambda: npz(
            version=np.array(3), size=np.array(SIZES), kind=np.array(KINDS), few=np.ones(3)
        ),
    ),
    "a structured array": ("numpy", lambda: npy(structured())),
    "single precision": (
        "numpy",
        lambda: npz(size=np.array(SIZES, np.float32), kind=np.array(KINDS, "S1")),
    ),
    "a database": ("sqlite", lambda: database(plants=SHEET)),
    "a database with a short table": (
        "sqlite",
        lambda: database("PRAGMA journal_mode = wal", notes=[["n"], [1]], plants=SHEET),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_table_comes_out_of_every_format(name: str, upload: Upload) -> None:
    """In the jail: what is loaded late could not be loaded there."""
    kind, made = SAME[name]
    key, answer = upload("table", made())
    assert isinstance(answer, Found), answer
    meta = answer.meta
    assert isinstance(meta, TableMeta)
    assert (meta.format, meta.rows) == (kind, 40)
    assert {column.name: column.kind for column in meta.columns} == {"size": N, "kind": C}
    sizes, codes = upload.files.arrays(key, "table", "n0", "c1")
    assert sizes.tolist() == SIZES
    assert [meta.columns[1].levels[code] for code in codes] == KINDS
    assert answer.preview.read[0] == [f"{SIZES[0]:.15g}", KINDS[0]]


@pytest.mark.parametrize("name", SAME)
def test_the_recipe_reads_the_same_file_the_same_way(name: str) -> None:
    content = SAME[name][1]()
    first = read(content)
    assert meta_of(read(content, meta_of(first).recipe)).columns == meta_of(first).columns


def read(content: bytes, recipe: Recipe | None = None) -> Read:
    readers = {
        TEXT: table,
        f"{BESIDE}.workbook": books,
        f"{BESIDE}.json_records": json_records,
        f"{BESIDE}.numpy_arrays": numpy_arrays,
        f"{BESIDE}.sqlite_tables": sqlite_tables,
    }
    found: Read = readers[reader_of(content[:4096])].read(io.BytesIO(content), recipe)
    return found


BESIDE = "torchground.uploads.formats"


def meta_of(read: Read) -> TableMeta:
    assert isinstance(read.found.meta, TableMeta)
    return read.found.meta


def test_a_person_chooses_the_sheet_the_table_and_the_arrays() -> None:
    other: list[list[Value]] = [["mass"], *[[float(at) / 7] for at in range(30)]]
    for content, parts in (
        (workbook({"plants": SHEET, "masses": other}), ["plants", "masses"]),
        (database(plants=SHEET, masses=other), ["plants", "masses"]),
        (
            text({"plants": records(), "masses": [{"mass": at / 7} for at in range(30)]}),
            ["plants", "masses"],
        ),
    ):
        first = meta_of(read(content))
        assert (first.parts, first.rows) == (parts, 40)
        assert first.recipe is not None
        assert first.recipe.part == "plants"
        assert first.sure["part"] < 1
        assert "table.note.several_parts" in {note.code for note in first.notes}
        second = meta_of(read(content, Recipe(part="masses")))
        assert (second.rows, second.columns[0].name) == (30, "mass")
        with pytest.raises(Unfit, match="plants and masses"):
            read(content, Recipe(part="nothing"))


def test_cells_of_a_workbook_keep_their_kind() -> None:
    names: list[Value] = ["day", "is it", "code", "price", "note"]
    rows: list[list[Value]] = [
        [45_000.0 + at, at % 2 == 0, f"{at % 7:03d}", 1.234 + at, "two\nlines" if at % 2 else None]
        for at in range(30)
    ]
    got = read(workbook({"S": [names, *rows]}, date_columns=[0]))
    meta = meta_of(got)
    assert [column.kind for column in meta.columns] == [T, C, C, N, C]
    assert got.found.preview.read[0] == ["2023-03-15", "true", "000", "1.234", ""]
    assert meta.columns[2].levels[:2] == ["000", "001"]
    assert meta.columns[4].levels == ["two lines"]


def test_nested_records_become_columns() -> None:
    rows = [
        {"id": f"x{at}", "at": {"x": at / 3, "y": {"z": at % 2}}, "tags": ["a"]} for at in range(20)
    ]
    meta = meta_of(read(text([*rows, {"id": "y", "new": 3}])))
    assert [column.name for column in meta.columns] == ["id", "at.x", "at.y.z", "tags", "new"]
    assert meta.columns[1].missing == 1


def test_matrices_become_numbered_columns() -> None:
    meta = meta_of(read(npz(X=RNG.normal(size=(50, 3)), y=RNG.integers(0, 2, 50))))
    assert [column.name for column in meta.columns] == ["X 1", "X 2", "X 3", "y"]
    assert meta.columns[3].role == "target"


REFUSED = {
    "a zip of texts": (lambda: _zip("a.txt", b"hello"), "no workbook"),
    "a broken workbook": (lambda: workbook({"S": SHEET})[:-30], "save it anew"),
    "a locked or old workbook": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000),
        "save",
    ),
    "an empty workbook": (lambda: workbook({"S": []}), "no cell"),
    "a workbook that is a bomb": (lambda: _zip("xl/workbook.xml", bytes(401_000_000)), "at most"),
    "JSON with an error": (lambda: b'[{"x": 1},\n{"x": }]', "line 2"),
    "JSON without a table": (lambda: b'{"name": "a", "size": {"x": 1}}', "list of records"),
    "JSON that is nested deeply": (lambda: b"[" * 100_000, "nested too deeply"),
    "pictures": (lambda: npz(pictures=np.zeros((20, 8, 8))), "pictures 20×8×8"),
    "a pickle in an array": (lambda: npy(np.array([{"a": 1}], object)), "a pickle"),
    "a broken array": (lambda: npy(np.ones((40, 2)))[:200], "save them anew"),
    "complex numbers": (lambda: npy(np.ones((40, 2), complex)), "neither numbers nor texts"),
    "an empty database": (lambda: database("CREATE VIEW v AS SELECT 1"), "no table"),
    "a broken database": (lambda: database(plants=SHEET)[:5000] + b"\xff" * 3000, "cannot be read"),
    "a database that is only a head": (
        lambda: b"SQLite format 3\0" + bytes(84),
        "no table|cannot be read",
    ),
}


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_would_fit(name: str) -> None:
    made, match = REFUSED[name]
    with pytest.raises(Unfit, match=match):
        read(made())


def test_a_refusal_comes_out_of_the_jail(upload: Upload) -> None:
    for name in ("a broken database", "JSON that is nested deeply", "a pickle in an array"):
        _, answer = upload("table", REFUSED[name][0]())
        assert isinstance(answer, Refusal)
        assert answer.code != "upload.reader_failed", name


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_a_changed_file_is_read_or_refused(data: st.DataObject) -> None:
    """No byte makes a reader fail: an error that is no refusal would end it."""
    content = bytearray(data.draw(st.sampled_from(FILES)))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(content))
    except (Unfit, MemoryError):
        return


FILES = [made() for _, made in SAME.values()]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False, width=64), min_size=12, max_size=30)
)
def test_numbers_come_out_as_they_went_in(values: list[float]) -> None:
    """Also those that a text in another country would mean otherwise: 1.234."""
    values = [value if abs(value) < 1e30 else 1.234 for value in values]
    got = read(npz(a=np.array(values), b=np.arange(len(values)) % 2))
    if meta_of(got).columns[0].kind == "number":
        assert got.arrays is not None
        assert [v for v in got.arrays["n0"].tolist() if not math.isnan(v)] == values


def test_whoever_asks_the_jail_knows_the_sentences_of_its_readers() -> None:
    """Without having read a table: in the server, only the jail's children do."""
    code = (
        "from torchground.uploads import jail\n"
        "from torchground.words import from_values\n"
        "print(from_values('table.note.hollow', {'count': 2, 'lines': '3, 4'}))\n"
        "print(from_values('table.found.row_number', {'name': 'id', 'examples': '1, 2'}))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first, second = told.stdout.splitlines()
    assert first == "2 rows in which every cell is empty were left out: line 3, 4"
    assert second.startswith("the column “id” only counts the rows")
